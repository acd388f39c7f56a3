"""One way in, and one place for a person's own particulars."""

from typing import Any

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    NameEmailSettingsPanel,
    NotificationsSettingsPanel,
)

# Names and messages have their place in the public profile.
ELSEWHERE = (NameEmailSettingsPanel, AvatarSettingsPanel, NotificationsSettingsPanel)


def sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the one sign-in of the site, where the second factor is asked for."""
    wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
    home = reverse("wagtailadmin_home")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return redirect_to_login(wanted if wanted and is_ours else home, "account_login")


class OwnAccountView(AccountView):
    """Language and look of the administration, and nothing else."""

    def get_panels(self) -> list[Any]:
        """Leave out what is changed elsewhere."""
        return [p for p in super().get_panels() if not isinstance(p, ELSEWHERE)]
