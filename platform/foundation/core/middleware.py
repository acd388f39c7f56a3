"""Languages of addresses, and refusals as pages that say what to do."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from foundation.core.errors import DomainError
from frontend.faults import refusal


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
