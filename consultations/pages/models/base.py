"""What every page has: its languages side by side."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from foundation.core.models import PublicIdField
from foundation.core.translated import Translated, wording_of


class BilingualPage(Page):
    """A page whose heading and lead stand in each language of the site.

    Wagtail's own `title` follows the headings, so that its lists and search find them.
    """

    heading = Translated(models.CharField, verbose_name=_("heading"), max_length=400)
    lead = Translated(models.TextField, verbose_name=_("introduction"))

    class Meta:
        abstract = True

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
        self.title = wording[:255] or self.title


class PublicPage(BilingualPage):
    """A bilingual page that programs know by a random name."""

    public_id = PublicIdField()

    class Meta:
        abstract = True
