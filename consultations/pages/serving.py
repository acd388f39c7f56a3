"""Which view answers for which kind of page.

Wagtail asks a page to serve itself; ours know nothing of views, so the views say here
what they answer for when the app starts. The preview goes the same way, so that an
editor sees just what the public will see.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

View = Callable[[HttpRequest, Any], HttpResponse]

_views: dict[type, View] = {}


def answer_with(page_class: type, view: View) -> None:
    """Let `view` answer for the pages of a class."""
    _views[page_class] = view


def respond(page: object, request: HttpRequest) -> HttpResponse:
    """Answer a request for `page` with the view of its class.

    Raises:
        LookupError: no view was registered for it.

    """
    for ancestor in type(page).__mro__:
        if ancestor in _views:
            return _views[ancestor](request, page)
    message = f"No view answers for {type(page).__name__}."
    raise LookupError(message)
