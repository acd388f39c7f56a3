"""How the demo people sign in.

Their common password is not in the database: only the backend below knows it, and
only the demo settings (SAWT_DEMO=on, refused in production) use that backend.
"""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from config.demo_people import PASSWORD, PEOPLE

if TYPE_CHECKING:
    from foundation.accounts.models import Person


class DemoBackend(ModelBackend):
    """Lets the demo people in with the demo password."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django's signature
        username: str | None = None,
        password: str | None = None,
        **credentials: Any,
    ) -> "Person | None":
        """Return the demo person who has the address; nobody else."""
        email = (credentials.get("email") or username or "").lower()
        if email not in PEOPLE or not constant_time_compare(password or "", PASSWORD):
            return None
        person = self._person(email)
        return person if person and self.user_can_authenticate(person) else None

    def _person(self, email: str) -> "Person | None":
        # tools/demo.py reads PEOPLE without starting Django.
        from foundation.accounts.models import Person  # noqa: PLC0415

        return Person.objects.filter(email=email).first()
