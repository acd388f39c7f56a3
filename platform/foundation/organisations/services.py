"""Making authorities and giving roles."""

import re
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Collection

from foundation.accounts.models import Person
from foundation.accounts.services import change_profile
from foundation.audit.services import record
from foundation.core.events import announce
from foundation.organisations.errors import AuthorityExistsError, BadSlugError
from foundation.organisations.events import AuthorityCreated, MembershipChanged
from foundation.organisations.models import (
    Authority,
    AuthorityKind,
    District,
    Membership,
    Residence,
    Role,
    RoleGroup,
)

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@transaction.atomic
def create_authority(
    *,
    slug: str,
    name_ar: str = "",
    name_en: str = "",
    kind: AuthorityKind = AuthorityKind.MUNICIPALITY,
    now: datetime,
    actor: Person | None = None,
) -> Authority:
    """Make an authority with its collection and one group a role.

    Raises:
        BadSlugError: the slug cannot stand in an address.
        AuthorityExistsError: the slug is taken.

    """
    if not SLUG.fullmatch(slug):
        raise BadSlugError
    if Authority.objects.filter(slug=slug).exists():
        raise AuthorityExistsError
    authority = Authority.objects.create(
        slug=slug,
        kind=kind,
        name_ar=name_ar,
        name_en=name_en or ("" if name_ar else slug),
        collection=_collection_named(slug),
    )
    _make_groups(authority)
    announce(AuthorityCreated(authority_id=authority.pk))
    _audit("authority.created", authority, actor=actor, now=now)
    return authority


@transaction.atomic
def grant_role(
    *,
    authority: Authority,
    person: Person,
    role: Role,
    now: datetime,
    actor: Person | None = None,
) -> Membership:
    """Give a person a role; having it already changes nothing."""
    membership, created = Membership.objects.get_or_create(
        authority=authority, person=person, role=role
    )
    if created:
        sync_groups(person=person)
        announce(MembershipChanged(authority_id=authority.pk, person_id=person.pk))
        _audit(f"role.granted.{role}", authority, actor=actor, now=now, person=person)
    return membership


@transaction.atomic
def revoke_role(
    *,
    authority: Authority,
    person: Person,
    role: Role,
    now: datetime,
    actor: Person | None = None,
) -> None:
    """Take a role away; not having it changes nothing."""
    deleted, _rows = Membership.objects.filter(
        authority=authority, person=person, role=role
    ).delete()
    if deleted:
        sync_groups(person=person)
        announce(MembershipChanged(authority_id=authority.pk, person_id=person.pk))
        _audit(f"role.revoked.{role}", authority, actor=actor, now=now, person=person)


@transaction.atomic
def save_profile(
    *,
    person: Person,
    display_name: str,
    language: str,
    district: District | None,
    now: datetime,
) -> None:
    """Keep what a person says of themselves; no district forgets the earlier one.

    Raises:
        InvalidInputError: the name is empty, too long, or holds what cannot be stored.

    """
    change_profile(person=person, display_name=display_name, language=language, now=now)
    if district is None:
        Residence.objects.filter(person=person).delete()
    else:
        Residence.objects.update_or_create(
            person=person, defaults={"district": district}
        )


def sync_groups(*, person: Person) -> None:
    """Let the person's groups, and the door to the administration, follow the roles."""
    roles = Membership.objects.filter(person=person)
    wanted = {
        group.group_id
        for group in RoleGroup.objects.filter(authority__memberships__in=roles)
        for membership in roles
        if (group.authority_id, group.role)
        == (membership.authority_id, membership.role)
    }
    ours = set(RoleGroup.objects.values_list("group_id", flat=True))
    person.groups.remove(*(ours - wanted))
    person.groups.add(*wanted)
    is_staff = person.is_superuser or bool(wanted)
    if person.is_staff != is_staff:
        person.is_staff = is_staff
        person.save(update_fields=["is_staff"])


def _collection_named(name: str) -> Collection:
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    return root.add_child(name=name)


def _make_groups(authority: Authority) -> None:
    for role in Role:
        group, _created = Group.objects.get_or_create(name=f"{authority.slug}: {role}")
        RoleGroup.objects.create(authority=authority, role=role, group=group)


def _audit(
    action: str,
    authority: Authority,
    *,
    actor: Person | None,
    now: datetime,
    person: Person | None = None,
) -> None:
    whom = f"person:{person.public_id}" if person else f"authority:{authority.slug}"
    record(
        action=action,
        actor=actor.public_id if actor else None,
        target=whom,
        authority=authority.slug,
        now=now,
    )
