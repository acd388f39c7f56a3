"""The frame of the site: home, authorities, news and standing pages."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from consultations.pages.models.base import BilingualPage, PublicPage
from foundation.core.translated import Translated
from foundation.organisations.models import Authority


class HomePage(BilingualPage):
    """The root of the public site."""

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["pages.AuthorityPage", "pages.StandardPage"]


class AuthorityPage(BilingualPage):
    """An authority's part of the site; made with the authority."""

    authority = models.OneToOneField(
        Authority, on_delete=models.PROTECT, related_name="page"
    )

    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = [
        "pages.DraftDecisionPage",
        "pages.ProjectPage",
        "pages.IdeaCallPage",
        "pages.NewsPage",
        "pages.StandardPage",
    ]


class StandardPage(PublicPage):
    """A page that explains: about, privacy, rules of discussion, a service."""

    body = Translated(RichTextField, verbose_name=_("text"))

    parent_page_types: ClassVar[list[str]] = ["pages.HomePage", "pages.AuthorityPage"]
    subpage_types: ClassVar[list[str]] = []


class NewsPage(PublicPage):
    """News of an authority."""

    body = Translated(RichTextField, verbose_name=_("text"))

    parent_page_types: ClassVar[list[str]] = ["pages.AuthorityPage"]
    subpage_types: ClassVar[list[str]] = []
