"""What every page has: its languages side by side."""

from typing import Any, ClassVar

from csp.constants import SELF
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from consultations.pages import serving
from consultations.pages.admin_forms import BilingualPageForm
from consultations.pages.models.rights import PageRights
from consultations.pages.panels import HEADING_PANELS, SETTINGS_PANELS
from foundation.core.models import PublicIdField
from foundation.core.translated import NAMES, Translated, wording_of


class BilingualPage(Page):
    """A page whose heading and lead stand in each language of the site.

    Wagtail's own `title` follows the headings, so that its lists and search find them.
    `is_frame` pages stand as long as the site; `kept_fields` belong to the row and not
    to a revision, so that publishing an older revision leaves them alone.
    """

    heading = Translated(models.CharField, verbose_name=_("heading"), max_length=400)
    lead = Translated(models.TextField, verbose_name=_("introduction"))

    is_frame = False
    is_copyable = False
    kept_fields: tuple[str, ...] = ()

    base_form_class = BilingualPageForm
    content_panels: ClassVar[list[Any]] = HEADING_PANELS
    promote_panels: ClassVar[list[Any]] = []
    settings_panels = SETTINGS_PANELS
    private_page_options: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    @property
    def preview_modes(self) -> list[tuple[str, str | Promise]]:
        """Offer one preview a language, once the page and what it owns stand."""
        return list(NAMES.items()) if self.pk else []

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the view that was registered for this kind of page."""
        return serving.respond(self, request)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the page as the public will see it in one language."""
        language = mode_name or self.default_preview_mode
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response: Any = self.serve(request)
            if hasattr(response, "render"):
                response.render()
        # The editor shows the preview in a frame of its own origin.
        response._csp_replace = {"frame-ancestors": [SELF]}  # noqa: SLF001
        framed: HttpResponse = response
        return framed

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Fill Wagtail's title before it is checked."""
        self.fill_title()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """Fill Wagtail's title when a draft is kept, which checks only the least."""
        self.fill_title()
        super().minimal_clean()

    def fill_title(self) -> None:
        """Take the first heading there is as the title."""
        headings = {"ar": self.heading_ar, "en": self.heading_en}
        wording = wording_of(headings, language="ar")
        self.title: str = wording[:255] or self.title

    def permissions_for_user(self, user: Any) -> PageRights:
        """Say what a person may do here; see `PageRights`."""
        return PageRights(user, self)

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Keep a revision; one that exists is never overwritten, it may be approved."""
        kwargs["overwrite_revision"] = None
        return super().save_revision(*args, **kwargs)

    def with_content_json(self, content: Any) -> "BilingualPage":
        """Read a revision, leaving what belongs to the row as it is."""
        page: BilingualPage = super().with_content_json(content)
        for name in self.kept_fields:
            setattr(page, name, getattr(self, name))
        return page


class PublicPage(BilingualPage):
    """A bilingual page that programs know by a random name."""

    public_id = PublicIdField()

    exclude_fields_in_copy: ClassVar[list[str]] = ["public_id"]

    class Meta:
        abstract = True
