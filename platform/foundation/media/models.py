"""Our own image and document models, and photos that residents send."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from foundation.accounts.models import Person
from foundation.core.models import PublicIdField
from foundation.core.translated import Translated


class SawtImage(AbstractImage):
    """An image of the CMS, described in every language of the site."""

    alternative = Translated(
        models.CharField,
        verbose_name=_("description for those who cannot see it"),
        max_length=255,
    )

    admin_form_fields = (*Image.admin_form_fields, "alternative_ar", "alternative_en")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        """Return the description in the reader's language, or else the title."""
        return str(self.alternative) or self.title


class SawtRendition(AbstractRendition):
    """One size of an image."""

    image = models.ForeignKey(
        SawtImage, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="one_rendition_per_image_filter_and_focus",
            ),
        ]


class SawtDocument(AbstractDocument):
    """A document of the CMS."""

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class Photo(models.Model):
    """A photo that a resident sent: re-encoded, without place or camera in it."""

    public_id = PublicIdField()
    file = models.ImageField(
        upload_to="photos/%Y/%m", width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    description = models.CharField(_("what it shows"), max_length=200, blank=True)
    sent_by = models.ForeignKey(
        Person, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    sent_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.description or self.public_id
