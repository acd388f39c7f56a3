"""What the engines in a relational database share: filters, counts, order, pages."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, cast

from django.db.models import (
    Case,
    Count,
    Expression,
    F,
    FloatField,
    Q,
    QuerySet,
    Value,
    When,
)

from search.engines.base import (
    OPEN_BOOST,
    Engine,
    Filters,
    Found,
    Group,
    Order,
    Request,
)
from search.models import Entry, Status, standing

KEY = ("kind", "object_id")
BATCH = 200
DELETED_AT_ONCE = 2000


def part_ids(entry_ids: Sequence[int]) -> list[int]:
    """List what is directly part of these entries.

    Asked level by level: PostgreSQL plans a join of a fresh table with itself, whose
    size it does not know yet, as a loop in a loop, which took minutes.
    """
    found: list[int] = []
    for start in range(0, len(entry_ids), DELETED_AT_ONCE):
        some = entry_ids[start : start + DELETED_AT_ONCE]
        rows = Entry.objects.filter(parent_id__in=some)
        found += rows.order_by().values_list("pk", flat=True)
    return found


class RelationalEngine(Engine):
    """An engine whose index is the table of entries itself."""

    def index(self, entries: Sequence[Entry]) -> None:
        """Store `entries` in one statement a batch; their keys are known afterwards."""
        for entry in entries:
            self.fill(entry)
        Entry.objects.bulk_create(
            entries,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=KEY,
            update_fields=_stored_fields(),
        )

    def remove(self, entry_ids: Sequence[int]) -> None:
        """Forget entries and what is part of them, the lowest parts first."""
        parts = part_ids(entry_ids)
        for pks in (part_ids(parts), parts, list(entry_ids)):
            for start in range(0, len(pks), DELETED_AT_ONCE):
                rows = Entry.objects.filter(pk__in=pks[start : start + DELETED_AT_ONCE])
                # `delete()` would read every text of every row to tell listeners.
                rows._raw_delete(rows.db)  # noqa: SLF001

    def search(self, request: Request) -> list[Found]:
        """Give the entries that answer, best or newest first."""
        rows = _narrowed(self._answers(request), request.filters)
        if request.order is Order.RELEVANCE and request.question.asks:
            rows = rows.annotate(key=self._score(request))
        else:
            rows = rows.annotate(key=F("published_at"))
        if request.after:
            key, entry_id = request.after
            rows = rows.filter(Q(key__lt=key) | Q(key=key, pk__lt=entry_id))
        found = rows.order_by("-key", "-pk").values_list("pk", "key")
        return [Found(*row) for row in found[: request.limit]]

    def counts(self, request: Request) -> list[Group]:
        """Count all that answers by facet values, in one query."""
        rows = self._answers(request).order_by()
        columns = (
            *("kind", "authority_id", "topics", "standing", "district_id"),
            "languages",
        )
        grouped = rows.values_list(*columns).annotate(count=Count("*"))
        return [_group(row) for row in grouped]

    @abstractmethod
    def fill(self, entry: Entry) -> None:
        """Fill the columns of terms that this engine reads."""

    @abstractmethod
    def matching(self, request: Request) -> QuerySet[Entry]:
        """Select the entries that answer the question of `request`."""

    @abstractmethod
    def relevance(self, request: Request) -> Expression:
        """Rank a matching entry by BM25, higher is better, as an expression."""

    def _answers(self, request: Request) -> QuerySet[Entry]:
        return self.matching(request).annotate(standing=standing(request.now))

    def _score(self, request: Request) -> Expression:
        boost = Case(
            When(standing=Status.OPEN, then=Value(OPEN_BOOST)),
            default=Value(1.0),
            output_field=FloatField(),
        )
        return cast("Expression", self.relevance(request) * F("weight") * boost)


def _stored_fields() -> list[str]:
    fields = Entry._meta.concrete_fields  # noqa: SLF001 - Django's documented API
    return [f.name for f in fields if f.name not in {"id", *KEY}]


def _narrowed(rows: QuerySet[Entry], filters: Filters) -> QuerySet[Entry]:
    wanted: dict[str, frozenset[Any]] = {
        "kind__in": filters.kinds,
        "authority__in": filters.authorities,
        "standing__in": filters.statuses,
        "district__in": filters.districts,
    }
    rows = rows.filter(
        **{lookup: values for lookup, values in wanted.items() if values}
    )
    for column, values in (
        ("topics", filters.topics),
        ("languages", filters.languages),
    ):
        if values:
            rows = rows.filter(_holds_any(column, values))
    return rows


def _holds_any(column: str, values: frozenset[str]) -> Q:
    """Match columns that list words between spaces."""
    condition = Q()
    for value in sorted(values):
        condition |= Q(**{f"{column}__contains": f" {value} "})
    return condition


def _group(row: tuple[Any, ...]) -> Group:
    kind, authority_id, topics, status, district_id, languages, count = row
    return Group(
        kind=kind,
        authority_id=authority_id,
        topics=tuple(topics.split()),
        status=status,
        district_id=district_id,
        languages=tuple(languages.split()),
        hits=count,
    )
