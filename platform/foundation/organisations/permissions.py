"""Who may act for an authority. `Membership` is the only source."""

from foundation.accounts.models import Person
from foundation.organisations.models import Authority, Membership, Role

ANSWERERS = frozenset({Role.OFFICER, Role.EDITOR})
MODERATORS = frozenset({Role.MODERATOR})


def roles_at(person: object, authority: Authority | int | None) -> frozenset[Role]:
    """Read every role of a signed-in, active person at the authority, in one query."""
    if not isinstance(person, Person) or not person.is_active or authority is None:
        return frozenset()
    pk = authority.pk if isinstance(authority, Authority) else authority
    rows = Membership.objects.filter(person=person, authority_id=pk)
    return frozenset(Role(role) for role in rows.values_list("role", flat=True))


def has_role(person: object, authority: Authority | int | None, *roles: Role) -> bool:
    """Whether a signed-in, active person has one of `roles` at the authority."""
    if not isinstance(person, Person) or not person.is_active or authority is None:
        return False
    pk = authority.pk if isinstance(authority, Authority) else authority
    return Membership.objects.filter(
        person=person, authority_id=pk, role__in=roles
    ).exists()


def can_edit(person: object, authority: Authority | int | None) -> bool:
    """Editors and approvers write the authority's pages and drafts."""
    return has_role(person, authority, Role.EDITOR, Role.APPROVER)


def can_answer(person: object, authority: Authority | int | None) -> bool:
    """Officers and editors speak with the authority's badge."""
    return has_role(person, authority, *ANSWERERS)


def can_move_ideas(person: object, authority: Authority | int | None) -> bool:
    """Officers move ideas along."""
    return has_role(person, authority, Role.OFFICER)


def can_moderate(person: object, authority: Authority | int | None) -> bool:
    """Moderators keep discussion fair."""
    return has_role(person, authority, *MODERATORS)
