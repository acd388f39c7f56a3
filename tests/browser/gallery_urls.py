"""Sawt's own addresses and, for these tests only, a page that shows every component."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.safestring import SafeString

from config import urls as ours
from tests.frontend.gallery import samples

PARTS = 3
# These stand once in every page already, as its header, footer and way past them; a
# second one in the gallery would be found as a doubled landmark.
_PLACED_BY_LAYOUT = {"site-header", "site-footer", "skip-link"}
# Those with a level-one heading of their own, of which a page has one.
_WITH_TITLE = {"hero", "masthead", "confirm"}


def gallery(request: HttpRequest, part: int) -> HttpResponse:
    """Some of the components: all of them in one page would be too long."""
    chosen = [
        sample
        for sample in samples()
        if sample.name not in _PLACED_BY_LAYOUT | _WITH_TITLE
    ]
    return _show(request, "Gallery", chosen[part::PARTS])


def single(request: HttpRequest, name: str) -> HttpResponse:
    """One component that has the heading of its page."""
    return _show(request, "", [one for one in samples() if one.name == name])


def only(request: HttpRequest, names: str) -> HttpResponse:
    """Some named components, for the tests of their scripts."""
    wanted = names.split(",")
    return _show(request, "Gallery", [one for one in samples() if one.name in wanted])


def _show(request: HttpRequest, title: str, chosen: list) -> HttpResponse:
    shown = [(one.name, SafeString(one.render(request))) for one in chosen]
    return render(request, "gallery.html", {"heading": title, "shown": shown})


ADDRESSES = [
    *[f"gallery/{part}/" for part in range(PARTS)],
    *[f"gallery/{name}/" for name in sorted(_WITH_TITLE)],
]
urlpatterns = [
    *i18n_patterns(
        path("gallery/<int:part>/", gallery),
        path("gallery/only/<str:names>/", only),
        path("gallery/<slug:name>/", single),
    ),
    *ours.urlpatterns,
]
handler400 = ours.handler400
handler403 = ours.handler403
handler404 = ours.handler404
handler500 = ours.handler500
