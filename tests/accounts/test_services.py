from datetime import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from foundation.accounts.errors import UnknownPersonError
from foundation.accounts.models import Level, Person
from foundation.accounts.queries import person_by_email, person_of_token
from foundation.accounts.services import (
    change_profile,
    confirm_contact,
    create_token,
)
from foundation.audit.models import AuditEntry
from foundation.core.text import EmptyTextError
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


def test_confirming_a_contact_raises_the_level_once(now: datetime) -> None:
    person = PersonFactory(registered=True)
    confirm_contact(person=person, now=now)
    confirm_contact(person=person, now=now)
    person.refresh_from_db()
    assert person.level == Level.CONFIRMED
    assert AuditEntry.objects.filter(action="contact.confirmed").count() == 1


def test_confirming_a_contact_never_lowers_a_level(now: datetime) -> None:
    person = PersonFactory(verified=True)
    confirm_contact(person=person, now=now)
    person.refresh_from_db()
    assert person.level == Level.VERIFIED


def test_addresses_are_one_whatever_their_case() -> None:
    PersonFactory(email="reem@example.org")
    assert person_by_email("  REEM@example.org ").email == "reem@example.org"
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonFactory(email="Reem@Example.org")


def test_an_empty_name_is_refused(now: datetime) -> None:
    person = PersonFactory(display_name="ريم")
    with pytest.raises(EmptyTextError):
        change_profile(person=person, display_name="  ", language="en", now=now)
    person.refresh_from_db()
    assert (person.display_name, person.language) == ("ريم", "ar")


def test_a_token_finds_its_person_until_the_person_is_closed(now: datetime) -> None:
    person = PersonFactory()
    secret = create_token(person=person, label="kiosk", now=now)
    assert person_of_token(secret) == person
    assert person_of_token(secret + "x") is None
    person.is_active = False
    person.save()
    assert person_of_token(secret) is None


def test_only_the_hash_of_a_token_is_kept(now: datetime) -> None:
    person = PersonFactory()
    secret = create_token(person=person, label="kiosk", now=now)
    assert secret not in str(person.tokens.values())


def test_the_command_prints_the_token_alone() -> None:
    person = PersonFactory(email="reem@example.org")
    out = StringIO()
    call_command("create_token", "Reem@example.org", stdout=out)
    assert person_of_token(out.getvalue().strip()) == person


def test_the_command_refuses_an_unknown_address() -> None:
    with pytest.raises(CommandError):
        call_command("create_token", "nobody@example.org")
    assert not Person.objects.exists()


def test_the_command_makes_a_confirmed_person_when_asked() -> None:
    out = StringIO()
    call_command("create_token", "new@example.org", "--create", stdout=out)
    person = person_of_token(out.getvalue().strip())
    assert person is not None
    assert person.level == Level.CONFIRMED
    with pytest.raises(CommandError):
        call_command("create_token", "no address", "--create")
    with pytest.raises(UnknownPersonError):
        person_by_email("no address")
