"""What stands in the header, the footer and the account menu.

The paint floor knows no pages; each app enters its own when it starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

# The home page of a language is "/ar/".
_HOME_SLASHES = 2

Place = Literal["main", "search", "account", "about", "data", "help"]


def _everyone(request: HttpRequest) -> bool:  # noqa: ARG001  the shape of a condition
    return True


@dataclass(frozen=True)
class Entry:
    """One line of a menu: where it stands, what it says, where it leads."""

    place: Place
    label: str | Promise
    url_name: str
    order: int = 100
    shown_to: Callable[[HttpRequest], bool] = _everyone
    url_query: str = ""


@dataclass(frozen=True)
class Line:
    """An entry as one reader sees it."""

    label: str
    url: str
    is_current: bool


_entries: dict[tuple[Place, str, str], Entry] = {}


def enter(entry: Entry) -> None:
    """Add an entry; a second one for the same place and address replaces the first."""
    _entries[entry.place, entry.url_name, entry.url_query] = entry


def withdraw(entry: Entry) -> None:
    """Take an entry out again."""
    _entries.pop((entry.place, entry.url_name, entry.url_query), None)


def lines(place: Place, request: HttpRequest | None) -> list[Line]:
    """The lines of one menu for this reader, in order, with the current one marked."""
    chosen = sorted(
        (entry for entry in _entries.values() if entry.place == place),
        key=lambda entry: entry.order,
    )
    shown = [entry for entry in chosen if request is None or entry.shown_to(request)]
    urls = [reverse(entry.url_name) for entry in shown]
    current = _current(urls, request.path if request else "")
    here = [
        entry
        for entry, url in zip(shown, urls, strict=True)
        if url == current and _is_asked_for(entry, request)
    ]
    return [
        Line(str(entry.label), url + entry.url_query, entry in here[:1])
        for entry, url in zip(shown, urls, strict=True)
    ]


def _is_asked_for(entry: Entry, request: HttpRequest | None) -> bool:
    """Whether the address asks for all that the entry's query asks for."""
    if request is None:
        return not entry.url_query
    asked = set(request.META.get("QUERY_STRING", "").split("&"))
    return set(filter(None, entry.url_query.lstrip("?").split("&"))) <= asked


def _current(urls: list[str], path: str) -> str | None:
    """The longest address that the path begins with; a home page needs all of it."""
    matching = [
        url
        for url in urls
        if url == path or (url.count("/") > _HOME_SLASHES and path.startswith(url))
    ]
    return max(matching, key=len, default=None)
