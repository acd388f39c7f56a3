"""Questions asked of authorities and memberships."""

from collections.abc import Collection

from django.db.models import QuerySet

from foundation.accounts.models import Person
from foundation.organisations.errors import UnknownAuthorityError
from foundation.organisations.models import (
    Authority,
    District,
    Membership,
    Residence,
    Role,
)


def authority_by_slug(slug: str | None) -> Authority:
    """Find an authority by its short name; without one, the first that was made.

    Raises:
        UnknownAuthorityError: there is none.

    """
    rows = Authority.objects.order_by("pk")
    authority = (rows.filter(slug=slug) if slug else rows).first()
    if authority is None:
        raise UnknownAuthorityError
    return authority


def roles_of(person: Person, authority: Authority) -> frozenset[str]:
    """List the roles that a person has at one authority."""
    rows = Membership.objects.filter(person_id=person.pk, authority=authority)
    return frozenset(rows.values_list("role", flat=True))


def authorities_of(person: Person, *roles: Role) -> QuerySet[Authority]:
    """List the authorities where a person has one of `roles`; any, when none given."""
    if person.is_superuser:
        return Authority.objects.all()
    memberships = Membership.objects.filter(person_id=person.pk)
    if roles:
        memberships = memberships.filter(role__in=roles)
    return Authority.objects.filter(pk__in=memberships.values("authority_id"))


def members_with(authority: Authority, roles: Collection[Role]) -> QuerySet[Person]:
    """List the active people who have one of `roles` at an authority."""
    rows = Membership.objects.filter(authority=authority, role__in=roles)
    return Person.objects.filter(pk__in=rows.values("person_id"), is_active=True)


def districts() -> QuerySet[District]:
    """List every district with its authority, in the order they were made."""
    return District.objects.select_related("authority").order_by("authority_id", "pk")


def district_of(person: Person) -> District | None:
    """Find the district a person says to live in, with its authority."""
    rows = Residence.objects.select_related("district__authority")
    residence = rows.filter(person_id=person.pk).first()
    return residence.district if residence else None
