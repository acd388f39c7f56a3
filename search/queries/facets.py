"""Facets: what the hits can be narrowed to, with counts that stay right combined.

The engine counts all that answers once, by every facet at the same time. The count
beside a value is what one would see on choosing it: other facets narrow it, its own
facet does not.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from consultations.ideas.states import IdeaState
from foundation.organisations.models import Authority, District
from search.engines.base import Filters, Group
from search.models import Kind, Status

UNDETERMINED = "und"
NOBODY = frozenset({-1})
"""Stands for names that nothing has, so that they find nothing."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet; `count` is what choosing it would show."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow the hits; `name` is that of the parameter."""

    name: str
    title: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Names:
    """The rows behind the values that occur, by key."""

    authorities: dict[int, Authority]
    districts: dict[int, District]
    topics: dict[str, str]

    def authority_ids(self, slugs: Collection[str]) -> frozenset[int]:
        """Give the keys of authorities by their short names."""
        return _ids(self.authorities.values(), slugs)

    def district_ids(self, slugs: Collection[str]) -> frozenset[int]:
        """Give the keys of districts by their short names."""
        return _ids(self.districts.values(), slugs)


@dataclass(frozen=True, slots=True)
class _Sort:
    """How one facet is read from a group, and how its values are named."""

    name: str
    title: Promise | str
    field: str
    values: Callable[[Group], Iterable[str | int]]
    label: Callable[[Names, str | int], str]
    value: Callable[[Names, str | int], str] = lambda _names, key: str(key)
    order: tuple[str, ...] = ()


def names_of(
    groups: Iterable[Group], authorities: Collection[str], districts: Collection[str]
) -> Names:
    """Fetch the names of all values at once, those that were asked for included."""
    listed = list(groups)
    authority_ids = {g.authority_id for g in listed if g.authority_id}
    district_ids = {g.district_id for g in listed if g.district_id}
    topics = {topic for g in listed for topic in g.topics}
    return Names(
        Authority.objects.filter(
            Q(pk__in=authority_ids) | Q(slug__in=authorities)
        ).in_bulk(),
        District.objects.filter(
            Q(pk__in=district_ids) | Q(slug__in=districts)
        ).in_bulk(),
        dict(Tag.objects.filter(slug__in=topics).values_list("slug", "name")),
    )


def passing(
    groups: Iterable[Group], filters: Filters, *, but: str = ""
) -> Iterator[Group]:
    """Give the groups that pass the filters of every facet, `but` one."""
    chosen = [
        (sort, getattr(filters, sort.field))
        for sort in SORTS
        if sort.field != but and getattr(filters, sort.field)
    ]
    for group in groups:
        if all(wanted.intersection(sort.values(group)) for sort, wanted in chosen):
            yield group


def facets_of(groups: Sequence[Group], filters: Filters, names: Names) -> list[Facet]:
    """Describe every facet that has a value, chosen values first of all included."""
    found = [_facet(sort, (groups, filters), names) for sort in SORTS]
    return [facet for facet in found if facet.options]


def _facet(
    sort: _Sort, counted_by: tuple[Sequence[Group], Filters], names: Names
) -> Facet:
    groups, filters = counted_by
    chosen = getattr(filters, sort.field) - NOBODY
    counted: Counter[str | int] = Counter(dict.fromkeys(chosen, 0))
    for group in passing(groups, filters, but=sort.field):
        for value in sort.values(group):
            counted[value] += group.hits
    options = [
        Option(
            sort.value(names, value),
            sort.label(names, value),
            count,
            value in chosen,
        )
        for value, count in counted.items()
    ]
    return Facet(sort.name, str(sort.title), sorted(options, key=_sorter(sort)))


def _sorter(sort: _Sort) -> Callable[[Option], tuple[int, int, str]]:
    def place(option: Option) -> tuple[int, int, str]:
        known = option.value in sort.order
        place = sort.order.index(option.value) if known else len(sort.order)
        return place, -option.count, option.label

    return place


def _ids(
    rows: Iterable[Authority | District], slugs: Collection[str]
) -> frozenset[int]:
    if not slugs:
        return frozenset()
    return frozenset(row.pk for row in rows if row.slug in slugs) or NOBODY


def _status_label(_names: Names, status: str | int) -> str:
    return str(STATUS_LABELS.get(str(status), status))


def _language_label(code: str) -> str:
    """Name a language in the reader's; comments may be in any, or in none known."""
    if code == UNDETERMINED:
        return gettext("Not determined")
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def _some(value: str | int | None) -> tuple[str | int, ...]:
    return (value,) if value else ()


STATUS_LABELS: dict[str, str | Promise] = {
    **dict(IdeaState.choices),
    **dict(Status.choices),
}
SORTS = (
    _Sort(
        name="kind",
        title=_("Kind"),
        field="kinds",
        values=lambda group: (group.kind,),
        label=lambda _names, kind: str(Kind(str(kind)).label),
        order=tuple(Kind.values),
    ),
    _Sort(
        name="authority",
        title=_("Authority"),
        field="authorities",
        values=lambda group: _some(group.authority_id),
        label=lambda names, key: str(names.authorities[int(key)].name),
        value=lambda names, key: names.authorities[int(key)].slug,
    ),
    _Sort(
        name="topic",
        title=_("Topic"),
        field="topics",
        values=lambda group: group.topics,
        label=lambda names, slug: names.topics.get(str(slug), str(slug)),
    ),
    _Sort(
        name="status",
        title=_("Status"),
        field="statuses",
        values=lambda group: _some(group.status),
        label=_status_label,
        order=(*Status.values, *IdeaState.values),
    ),
    _Sort(
        name="district",
        title=_("District"),
        field="districts",
        values=lambda group: _some(group.district_id),
        label=lambda names, key: str(names.districts[int(key)].name),
        value=lambda names, key: names.districts[int(key)].slug,
    ),
    _Sort(
        name="language",
        title=_("Language"),
        field="languages",
        values=lambda group: group.languages,
        label=lambda _names, code: _language_label(str(code)),
    ),
)
