"""Authorities come complete, and rights follow memberships and nothing else."""

import json
from datetime import datetime

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from wagtail.models import Collection

from foundation.accounts.models import Person
from foundation.audit.queries import entries_of_authority
from foundation.organisations.errors import (
    AuthorityExistsError,
    BadSlugError,
    UnknownAuthorityError,
)
from foundation.organisations.models import Authority, Membership, Role, RoleGroup
from foundation.organisations.permissions import (
    can_answer,
    can_edit,
    can_moderate,
    can_move_ideas,
    has_role,
)
from foundation.organisations.queries import (
    authorities_of,
    authority_by_slug,
    members_with,
    roles_of,
)
from foundation.organisations.services import (
    create_authority,
    grant_role,
    revoke_role,
    sync_groups,
)
from tests.factories.accounts import PersonFactory
from tests.factories.organisations import AuthorityFactory, member_of

pytestmark = pytest.mark.django_db


def test_a_new_authority_has_its_collection_and_a_group_for_each_role(
    now: datetime,
) -> None:
    authority = create_authority(slug="harbour", name_ar="بلدية المرفأ", now=now)
    assert authority.collection is not None
    assert authority.collection.name == "harbour"
    groups = RoleGroup.objects.filter(authority=authority)
    assert {group.role for group in groups} == set(Role.values)


def test_making_an_authority_is_written_down(now: datetime) -> None:
    founder = PersonFactory(superuser=True)
    create_authority(slug="harbour", name_en="Harbour", now=now, actor=founder)
    entry = entries_of_authority("harbour").get(action="authority.created")
    assert entry.actor == founder.public_id


def test_a_short_name_is_given_once(now: datetime) -> None:
    create_authority(slug="harbour", now=now)
    with pytest.raises(AuthorityExistsError):
        create_authority(slug="harbour", now=now)


@pytest.mark.parametrize(
    "slug", ["", "Harbour", "a b", "-a", "a-", "a--b", "مرفأ", "a/b", "a\n"]
)
def test_a_short_name_must_fit_an_address(slug: str, now: datetime) -> None:
    with pytest.raises(BadSlugError):
        create_authority(slug=slug, now=now)
    assert not Collection.objects.filter(name=slug).exists()


def test_the_database_wants_a_name_in_one_language_at_least() -> None:
    with (
        pytest.raises(IntegrityError, match="authority_has_a_name"),
        transaction.atomic(),
    ):
        Authority.objects.create(slug="nameless")


def test_a_role_opens_the_administration_and_its_loss_closes_it(now: datetime) -> None:
    authority, person = AuthorityFactory(), PersonFactory()
    grant_role(authority=authority, person=person, role=Role.EDITOR, now=now)
    person.refresh_from_db()
    assert person.is_staff
    revoke_role(authority=authority, person=person, role=Role.EDITOR, now=now)
    person.refresh_from_db()
    assert not person.is_staff
    assert not person.groups.exists()


def test_groups_are_those_of_the_authority_and_role_alone(now: datetime) -> None:
    here, there = AuthorityFactory(), AuthorityFactory()
    person = member_of(here, Role.EDITOR)
    grant_role(authority=there, person=person, role=Role.OFFICER, now=now)
    names = set(person.groups.values_list("name", flat=True))
    assert names == {f"{here.slug}: editor", f"{there.slug}: officer"}


def test_groups_of_other_kinds_are_left_alone(now: datetime) -> None:
    person = member_of(AuthorityFactory(), Role.EDITOR)
    choir = Group.objects.create(name="choir")
    person.groups.add(choir)
    Membership.objects.filter(person=person).delete()
    sync_groups(person=person)
    assert list(person.groups.all()) == [choir]


def test_a_superuser_stays_staff_without_any_role(now: datetime) -> None:
    authority, person = AuthorityFactory(), PersonFactory(superuser=True)
    grant_role(authority=authority, person=person, role=Role.EDITOR, now=now)
    revoke_role(authority=authority, person=person, role=Role.EDITOR, now=now)
    person.refresh_from_db()
    assert person.is_staff


def test_granting_twice_changes_nothing(now: datetime) -> None:
    authority, person = AuthorityFactory(), PersonFactory()
    for _ in range(2):
        grant_role(authority=authority, person=person, role=Role.EDITOR, now=now)
    assert Membership.objects.filter(person=person).count() == 1
    granted = entries_of_authority(authority.slug).filter(action="role.granted.editor")
    assert granted.count() == 1


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (Role.EDITOR, {can_edit, can_answer}),
        (Role.APPROVER, {can_edit}),
        (Role.OFFICER, {can_answer, can_move_ideas}),
        (Role.MODERATOR, {can_moderate}),
    ],
)
def test_each_role_may_do_its_own(role: Role, rights: set[object]) -> None:
    authority, elsewhere = AuthorityFactory(), AuthorityFactory()
    person = member_of(authority, role)
    for right in (can_edit, can_answer, can_move_ideas, can_moderate):
        assert right(person, authority) is (right in rights)
        assert right(person, elsewhere) is False


def test_nobody_else_has_a_role() -> None:
    authority = AuthorityFactory()
    sleeper = member_of(authority, Role.EDITOR)
    Person.objects.filter(pk=sleeper.pk).update(is_active=False)
    sleeper.refresh_from_db()
    for person in (None, object(), PersonFactory(), sleeper):
        assert not has_role(person, authority, *Role)


def test_memberships_are_read_both_ways() -> None:
    here, there = AuthorityFactory(), AuthorityFactory()
    person = member_of(here, Role.EDITOR, Role.OFFICER)
    assert roles_of(person, here) == {"editor", "officer"}
    assert roles_of(person, there) == frozenset()
    assert list(authorities_of(person)) == [here]
    assert list(authorities_of(person, Role.MODERATOR)) == []
    assert list(members_with(here, [Role.OFFICER])) == [person]


def test_a_superuser_sees_every_authority() -> None:
    AuthorityFactory.create_batch(2)
    everyone = Authority.objects.count()
    assert authorities_of(PersonFactory(superuser=True)).count() == everyone


def test_an_authority_is_found_by_its_short_name_or_is_the_first() -> None:
    first, second = AuthorityFactory(), AuthorityFactory()
    assert authority_by_slug(second.slug) == second
    assert authority_by_slug("") == Authority.objects.order_by("pk")[0]
    assert first.pk < second.pk
    with pytest.raises(UnknownAuthorityError):
        authority_by_slug("nowhere")


@pytest.mark.parametrize(
    ("name", "column"), [("بلدية المرفأ", "name_ar"), ("Harbour", "name_en")]
)
def test_the_command_makes_an_authority(
    name: str, column: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("create_authority", "harbour", "--name", name)
    assert json.loads(capsys.readouterr().out) == {"slug": "harbour", "name": name}
    assert getattr(Authority.objects.get(slug="harbour"), column) == name


def test_the_command_refuses_in_one_sentence() -> None:
    AuthorityFactory(slug="harbour")
    with pytest.raises(CommandError, match=str(AuthorityExistsError())):
        call_command("create_authority", "harbour")
