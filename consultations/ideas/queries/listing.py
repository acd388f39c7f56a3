"""Lists of ideas: filtered, ordered, paged by keyset."""

from dataclasses import dataclass

from django.db.models import QuerySet
from taggit.models import Tag

from consultations.ideas.models import Idea, IdeaTopic
from consultations.ideas.queries.debts import owed
from consultations.ideas.states import IdeaState
from foundation.core.keyset import Page, page_of
from foundation.organisations.models import Authority, District

PAGE_SIZE = 20
ORDERS: dict[str, tuple[str, str]] = {
    "newest": ("-submitted_at", "-id"),
    "supported": ("-supports_in_all", "-id"),
    "discussed": ("-thread__comment_count", "-id"),
    "due": ("answer_due_at", "id"),
}


@dataclass(frozen=True, slots=True)
class IdeaFilters:
    """What a list is narrowed to; empty fields narrow nothing, several values widen.

    `authority`, `district` and `topic` are short names, `call` is a public id, `state`
    one of `IdeaState`; merged ideas are listed only when asked for.
    """

    authority: str | tuple[str, ...] = ()
    topic: str | tuple[str, ...] = ()
    district: str | tuple[str, ...] = ()
    state: str | tuple[str, ...] = ()
    call: str = ""
    owed: bool = False


def list_ideas(
    *,
    filters: IdeaFilters | None = None,
    order: str = "newest",
    cursor: str | None = None,
    limit: int = PAGE_SIZE,
) -> Page[Idea]:
    """List ideas with all that a card shows, in one query whatever their number.

    `order` is `newest`, `supported`, `discussed` or `due` (only ideas that are owed an
    answer, the soonest first); an unknown one is `newest`.

    Raises:
        BadCursorError: the cursor belongs to another list or order.

    """
    wanted = filters or IdeaFilters()
    order = order if order in ORDERS else "newest"
    rows = _narrowed(owed() if order == "due" else Idea.objects.all(), wanted)
    rows = rows.select_related("authority", "district", "thread", "author", "photo")
    return page_of(rows, order=ORDERS[order], cursor=cursor, limit=limit)


def authorities_with_ideas() -> QuerySet[Authority]:
    """List the authorities to which somebody has proposed something."""
    proposed = Idea.objects.order_by().values("authority_id").distinct()
    return Authority.objects.filter(pk__in=proposed)


def districts_with_ideas(authority: str) -> QuerySet[District]:
    """List the districts of an authority for which somebody has proposed something."""
    proposed = Idea.objects.filter(authority__slug=authority, district__isnull=False)
    named = proposed.order_by().values("district_id").distinct()
    return District.objects.filter(pk__in=named).order_by("pk")


def topics_in_use() -> QuerySet[Tag]:
    """List the topics that ideas have."""
    used = IdeaTopic.objects.order_by().values("tag_id").distinct()
    topics: QuerySet[Tag] = Tag.objects.filter(pk__in=used).order_by("name")
    return topics


def _narrowed(rows: QuerySet[Idea], wanted: IdeaFilters) -> QuerySet[Idea]:
    if wanted.owed:
        rows &= owed()
    if wanted.topic:
        # A subquery and no join, so that an idea is never listed twice.
        tagged = IdeaTopic.objects.filter(tag__slug__in=_many(wanted.topic))
        rows = rows.filter(pk__in=tagged.values("content_object_id"))
    if not wanted.state:
        rows = rows.exclude(state=IdeaState.MERGED)
    named = {
        "authority__slug__in": _many(wanted.authority),
        "district__slug__in": _many(wanted.district),
        "state__in": _many(wanted.state),
        "call__public_id__in": _many(wanted.call),
    }
    given = {column: values for column, values in named.items() if values}
    narrowed: QuerySet[Idea] = rows.filter(**given)
    return narrowed


def _many(value: str | tuple[str, ...]) -> tuple[str, ...]:
    values = (value,) if isinstance(value, str) else value
    return tuple(each for each in values if each)
