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

from foundation.accounts.models import Person
from foundation.core.errors import NotAllowedError

# Names and messages have their place in the public profile.
ELSEWHERE = (NameEmailSettingsPanel, AvatarSettingsPanel, NotificationsSettingsPanel)


def sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the one sign-in of the site, where the second factor is asked for.

    Raises:
        NotAllowedError: who is signed in has nothing to do in the administration;
            the sign-in would only send them back here.

    """
    if isinstance(request.user, Person) and not _may_enter(request.user):
        raise NotAllowedError
    wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
    home = reverse("wagtailadmin_home")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return redirect_to_login(wanted if wanted and is_ours else home, "account_login")


def _may_enter(person: Person) -> bool:
    return bool(person.has_perm("wagtailadmin.access_admin"))


class OwnAccountView(AccountView):
    """Language and look of the administration, and nothing else."""

    def get_panels(self) -> list[Any]:
        """Leave out what is changed elsewhere."""
        return [p for p in super().get_panels() if not isinstance(p, ELSEWHERE)]
