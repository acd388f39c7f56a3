"""The pages for what goes wrong: what happened, what was kept, what to do next."""

from collections.abc import Callable

from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

# Fields that hold what a person composed; passwords and codes are never given back.
_COMPOSED = ("title", "text", "reason", "body", "message")
_PAGES = {405, 413, 429, 503}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be read, or was too large."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return _page(request, status)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's shape
    """This person may not do this."""
    return _page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's shape
    """Nothing is here, or nothing that this person may see."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our fault; the page asks nothing of the database."""
    return _page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django's shape
    """The form was stale or came from elsewhere; what was typed is given back."""
    return _page(request, 403, name="csrf", typed=typed_text(request))


def typed_text(request: HttpRequest) -> str:
    """What the person had composed in the refused form, one field after the other."""
    try:
        sent = request.POST
    except (RequestDataTooBig, OSError):
        return ""
    return "\n\n".join(sent[name] for name in _COMPOSED if sent.get(name))


def refusal(request: HttpRequest, sentence: str, *, status: int) -> HttpResponse:
    """A rule was broken: say which, give back what was typed, and where to go on."""
    return _page(
        request, status, name="refusal", typed=typed_text(request), sentence=sentence
    )


class FaultPageMiddleware:
    """Give refusals that come without a page, such as 405, a page of their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and fill an empty refusal."""
        response = self.get_response(request)
        if response.status_code not in _PAGES or response.streaming or response.content:
            return response
        page = _page(request, response.status_code)
        for name, value in response.items():
            if name.lower() not in {"content-length", "content-type"}:
                page[name] = value
        return page


def _page(
    request: HttpRequest, status: int, *, name: str = "", **more: str
) -> HttpResponse:
    context = {
        **more,
        "status": status,
        "home_url": f"/{get_language()}/",
        "back_url": _page_before(request),
    }
    return render(request, f"errors/{name or status}.html", context, status=status)


def _page_before(request: HttpRequest) -> str:
    """The page of ours that the reader came from; empty when it is another site's."""
    before = request.headers.get("Referer", "")
    try:
        ours = request.build_absolute_uri("/")
    except DisallowedHost:
        return ""
    return before if before.startswith(ours) else ""
