"""Languages of addresses, and refusals as pages that say what to do."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from foundation.core.errors import DomainError
from foundation.core.keys import PLAIN_KEY
from frontend.faults import refusal

SENT_COOKIE = "sent"
SENT_KEYS = 4
SENT_SECONDS = 600


class LanguageMiddleware(LocaleMiddleware):
    """Django's, but only an address that nothing answers is tried with a language.

    Django redirects every "not found" without a language to the same path below one,
    even when a view has already said that there is no such thing.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Leave the answers of our own views as they are."""
        if request.resolver_match is None:
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", get_language() or "")
        return response


class PlainAddressMiddleware:
    """Keep NUL out of addresses: no name has one, and no database would take it.

    It stands first, before anything reads the query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Drop NUL from the query; a path that holds one leads nowhere.

        Raises:
            BadRequest: there is a NUL in the path.

        """
        if "\x00" in request.path:
            message = "NUL in the path"
            raise BadRequest(message)
        query = request.META.get("QUERY_STRING", "")
        request.META["QUERY_STRING"] = query.replace("%00", "")
        return self.get_response(request)


class RefusalMiddleware:
    """Answer a `DomainError` that no form has caught with a page of its status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; refusals arrive in `process_exception`."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Show the refusal; every other exception is a fault and rises."""
        if not isinstance(exception, DomainError):
            return None
        response = refusal(request, str(exception), status=exception.status)
        if retry_after := getattr(exception, "retry_after_seconds", None):
            response["Retry-After"] = str(retry_after)
        return response


class SentFormsMiddleware:
    """Tell the browser which of its forms were taken, so that it may forget the words.

    A form that carries a `submission_key` and ends in a redirect was taken; one that
    ends in a page was refused, and a stranger's is only on its way to the door.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the key to the last few in the cookie."""
        response = self.get_response(request)
        is_redirect = 300 <= response.status_code < 400  # noqa: PLR2004 - HTTP's
        if request.method == "POST" and is_redirect and request.user.is_authenticated:
            self._note(request, response, request.POST.get("submission_key", ""))
        return response

    def _note(self, request: HttpRequest, response: HttpResponse, key: str) -> None:
        if not key or not PLAIN_KEY.fullmatch(key):
            return
        earlier = request.COOKIES.get(SENT_COOKIE, "").split(".")
        known = [k for k in earlier if PLAIN_KEY.fullmatch(k) and k][1 - SENT_KEYS :]
        response.set_cookie(
            SENT_COOKIE,
            ".".join([*known, key]),
            max_age=SENT_SECONDS,
            secure=request.is_secure(),
            samesite="Lax",
        )
