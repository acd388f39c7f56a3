"""What the browser may do in the administration."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class AdministrationPolicyMiddleware:
    """Give the administration its own content security policy.

    Wagtail writes inline scripts and styles, which the policy of public pages
    forbids; nothing comes from elsewhere there either, and nothing is evaluated.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the policy to what is answered below the administration's address."""
        response = self.get_response(request)
        if request.path.startswith(reverse("wagtailadmin_home")):
            response["Content-Security-Policy"] = settings.ADMINISTRATION_POLICY
        return response
