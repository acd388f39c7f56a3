"""What accounts hear from allauth."""

from typing import Any

from allauth.account.models import EmailAddress
from django.utils import timezone

from foundation.accounts.models import Person
from foundation.accounts.services import confirm_contact


def raise_level(*, email_address: EmailAddress, **_signal: Any) -> None:
    """A confirmed e-mail address makes a confirmed contact."""
    person = Person.objects.get(pk=email_address.user_id)
    confirm_contact(person=person, now=timezone.now())
