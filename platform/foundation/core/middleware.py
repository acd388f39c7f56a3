"""Refusals become pages with a sentence that says what to do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from foundation.core.errors import DomainError


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
        context = {"sentence": str(exception), "code": exception.code}
        return render(request, "errors/refusal.html", context, status=exception.status)
