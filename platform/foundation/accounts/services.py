"""The things that happen to an account."""

from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from foundation.accounts.errors import BadEmailError
from foundation.accounts.events import ContactConfirmed
from foundation.accounts.models import ApiToken, Level, Person
from foundation.audit.services import record
from foundation.core.events import announce
from foundation.core.text import clean_text

LONGEST_NAME = 80


@transaction.atomic
def confirm_contact(*, person: Person, now: datetime) -> None:
    """Raise a registered person to confirmed; higher levels stay as they are."""
    raised = Person.objects.filter(pk=person.pk, level__lt=Level.CONFIRMED).update(
        level=Level.CONFIRMED
    )
    if raised:
        person.level = Level.CONFIRMED
        announce(ContactConfirmed(person_id=person.pk))
        _audit("contact.confirmed", person, now)


@transaction.atomic
def change_profile(
    *, person: Person, display_name: str, language: str, now: datetime
) -> None:
    """Change the name that others see, and the language of messages.

    Raises:
        InvalidInputError: the name is empty, too long, or holds what cannot be stored.

    """
    person.display_name = clean_text(display_name, longest=LONGEST_NAME)
    person.language = language
    person.save(update_fields=["display_name", "language"])
    _audit("profile.changed", person, now)


@transaction.atomic
def create_confirmed_person(*, email: str, now: datetime) -> Person:
    """Make a person whose address is taken as confirmed, without a password.

    Raises:
        BadEmailError: this is no e-mail address.

    """
    try:
        validate_email(email)
    except ValidationError as error:
        raise BadEmailError from error
    name = email.partition("@")[0][:LONGEST_NAME]
    person = Person.objects.create_user(
        email, None, display_name=name, level=Level.CONFIRMED
    )
    EmailAddress.objects.create(
        user=person, email=person.email, verified=True, primary=True
    )
    _audit("person.created", person, now)
    return person


@transaction.atomic
def create_token(*, person: Person, label: str, now: datetime) -> str:
    """Give a program a secret to act for `person` with; only its hash is kept."""
    token, secret = ApiToken.draw(person=person, label=label, now=now)
    token.save()
    _audit("token.created", person, now)
    return secret


def note_token_use(*, secret: str, on: date) -> None:
    """Write down the day a token was last used, at most once a day."""
    rows = ApiToken.objects.filter(digest=ApiToken.digest_of(secret))
    rows.exclude(last_used_on=on).update(last_used_on=on)


def _audit(action: str, person: Person, now: datetime) -> None:
    record(
        action=action,
        actor=person.public_id,
        target=f"person:{person.public_id}",
        now=now,
    )
