"""The frame of the site: home, authorities, news and standing pages."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from consultations.pages.models.base import BilingualPage, PublicPage
from consultations.pages.panels import HEADING_PANELS, TEXT_PANEL
from foundation.core.translated import Translated
from foundation.organisations.models import Authority


class HomePage(BilingualPage):
    """The root of the public site."""

    is_frame = True
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["pages.AuthorityPage", "pages.StandardPage"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page below by its whole path at once, at any depth.

        Wagtail walks down with two queries a level; this makes two in all.

        Raises:
            Http404: no live page has this path.

        """
        if not path_components:
            return super().route(request, path_components)
        path = f"{self.url_path}{'/'.join(path_components)}/"
        page = Page.objects.filter(slug=path_components[-1], url_path=path).first()
        if page is None:
            raise Http404
        return page.specific.route(request, [])


class AuthorityPage(BilingualPage):
    """An authority's part of the site; made with the authority."""

    authority = models.OneToOneField(
        Authority, on_delete=models.PROTECT, related_name="page", editable=False
    )

    is_frame = True
    is_creatable = False
    kept_fields = ("authority_id",)
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = [
        "pages.DraftDecisionPage",
        "pages.ProjectPage",
        "pages.IdeaCallPage",
        "pages.NewsPage",
        "pages.StandardPage",
    ]

    class Meta:
        verbose_name = _("page of an authority")
        verbose_name_plural = _("pages of authorities")


class StandardPage(PublicPage):
    """A page that explains: about, privacy, rules of discussion, a service."""

    body = Translated(RichTextField, verbose_name=_("text"))

    is_copyable = True
    content_panels: ClassVar[list[Any]] = [*HEADING_PANELS, TEXT_PANEL]
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage", "pages.AuthorityPage"]
    subpage_types: ClassVar[list[str]] = []

    page_description = _("A page that explains something and stands for long.")

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")


class NewsPage(PublicPage):
    """News of an authority."""

    body = Translated(RichTextField, verbose_name=_("text"))

    is_copyable = True
    content_panels: ClassVar[list[Any]] = [*HEADING_PANELS, TEXT_PANEL]
    parent_page_types: ClassVar[list[str]] = ["pages.AuthorityPage"]
    subpage_types: ClassVar[list[str]] = []

    page_description = _("Something that happened, with its day.")

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
