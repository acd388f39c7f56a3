"""What moderators see: the queue with everything around a comment, and their last act.

The cost is the same whatever waits: the queue is read from an index of its own, and
what stands around a page of it is read for all its comments at once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from comments.models import (
    Appeal,
    Comment,
    ModerationAct,
    Report,
    Rule,
    Thread,
    Waiting,
    WaitingComment,
)
from comments.queries.cards import permalink
from comments.queries.trust import Record, records_of
from foundation.accounts.models import Person
from foundation.core import keyset
from foundation.core.homes import Home, homes_of
from foundation.organisations.models import Authority, Role
from foundation.organisations.queries import authorities_of

OLDEST = ("since", "pk")
FILED = ("filed_at", "pk")
A_PAGE = 25
UNDO_MINUTES = 30
WORDS_SHOWN = 5
AGES = {"day": timedelta(days=1), "3days": timedelta(days=3), "week": timedelta(days=7)}


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What of an authority's queue is asked for; empty names ask for everything.

    `until` leaves out what came later, so that "everything that matches" is what the
    moderator saw counted.
    """

    authority: Authority | None
    kind: str = ""
    rule: str = ""
    thread: str = ""
    age: str = ""
    until: datetime | None = None

    def rows(self, now: datetime) -> QuerySet[WaitingComment]:
        """Find what waits and fits; counted from an index alone."""
        found = WaitingComment.objects.filter(authority=self.authority)
        if self.kind in Waiting.values:
            found = found.filter(kind=self.kind)
        if self.rule in Rule.values:
            found = found.filter(rule=self.rule)
        if self.thread:
            found = found.filter(thread__public_id=self.thread)
        if self.age in AGES:
            found = found.filter(since__lte=now - AGES[self.age])
        return found.filter(since__lte=self.until) if self.until else found


@dataclass(slots=True)
class ItemReading:
    """One comment of the queue with what a moderator needs to judge it."""

    comment: Comment
    kind: str
    kind_label: str
    rule: str
    rule_label: str
    since: datetime
    url: str
    home: Home | None
    record: Record | None = None
    is_own: bool = False
    is_chosen: bool = False
    rules: list[tuple[str, int]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    words_left_out: int = 0
    trusted_count: int = 0
    acts: list[ModerationAct] = field(default_factory=list)

    @property
    def tone(self) -> str:
        """The tone of the tag that says why it waits."""
        return "" if self.kind == Waiting.REPORTED else "accent"


@dataclass(frozen=True, slots=True)
class LastBatch:
    """What a moderator did last and can still take back."""

    batch: str
    act: str
    count: int


@dataclass(slots=True)
class QueueReading:
    """One page of the queue; `total` is how many match the filter."""

    items: list[ItemReading]
    total: int
    counts: dict[str, int]
    appeal_count: int
    next_cursor: str | None
    last: LastBatch | None = None


def authorities_moderated_by(person: Person) -> list[Authority]:
    """List the authorities for which a person moderates, in the order they were made.

    An administrator moderates for all.
    """
    return list(authorities_of(person, Role.MODERATOR).order_by("pk"))


def is_moderator(person: object) -> bool:
    """Whether the person moderates anywhere; asks nothing of those without any role."""
    if not isinstance(person, Person) or not person.is_active or not person.is_staff:
        return False
    return person.is_superuser or authorities_of(person, Role.MODERATOR).exists()


def read_queue(
    *, asked: QueueFilter, viewer: Person, cursor: str | None, now: datetime
) -> QueueReading:
    """Read one page of what waits, oldest first.

    Raises:
        BadCursorError: the cursor belongs to another list.

    """
    rows = asked.rows(now)
    joined = rows.select_related(
        "comment__author", "comment__authority", "comment__parent__author", "thread"
    )
    page = keyset.page_of(joined, order=OLDEST, cursor=cursor, limit=A_PAGE)
    everything = replace(asked, kind="").rows(now)
    grouped = everything.values("kind").annotate(n=Count("pk")).order_by()
    counts = {row["kind"]: row["n"] for row in grouped}
    is_narrowed = asked.kind in Waiting.values
    total = counts.get(asked.kind, 0) if is_narrowed else sum(counts.values())
    return QueueReading(
        items=_items(page.items, viewer, now),
        total=total,
        counts=counts,
        appeal_count=waiting_appeals(asked.authority).count(),
        next_cursor=page.next_cursor,
        last=last_batch(viewer, now=now),
    )


def read_item(*, comment: Comment, viewer: Person, now: datetime) -> ItemReading:
    """Read one comment with what stands around it, waiting or not."""
    waiting = WaitingComment.objects.filter(comment=comment).first()
    row = waiting or WaitingComment(
        kind="", rule=comment.hidden_rule, since=comment.posted_at
    )
    row.comment, row.thread = comment, comment.thread
    item = _items([row], viewer, now)[0]
    item.acts = list(
        ModerationAct.objects.filter(comment=comment)
        .select_related("appeal")
        .order_by("-pk")[:A_PAGE]
    )
    return item


def matching(asked: QueueFilter, *, now: datetime, size: int) -> Iterator[list[int]]:
    """Give the keys of all comments that match, `size` at a time, each once."""
    cursor: str | None = None
    while True:
        rows = asked.rows(now).only("since", "comment_id")
        page = keyset.page_of(rows, order=OLDEST, cursor=cursor, limit=size)
        if page.items:
            yield [row.comment_id for row in page.items]
        cursor = page.next_cursor
        if cursor is None:
            return


def comment_keys(public_ids: Sequence[str], authority: Authority | None) -> list[int]:
    """Find comments of an authority's threads by their public names."""
    rows = Comment.objects.filter(public_id__in=public_ids, thread__authority=authority)
    return list(rows.values_list("pk", flat=True))


def waiting_appeals(authority: Authority | None) -> QuerySet[Appeal]:
    """List the appeals of an authority that nobody has answered, oldest first."""
    rows = Appeal.objects.filter(decided_at=None, act__authority=authority)
    return rows.order_by(*FILED)


def appeals_page(
    authority: Authority | None, *, cursor: str | None
) -> keyset.Page[Appeal]:
    """Read one page of appeals that wait, with the comment and the first decision.

    Raises:
        BadCursorError: the cursor belongs to another list.

    """
    joined = waiting_appeals(authority).select_related(
        "author", "act__comment__author", "act__thread"
    )
    return keyset.page_of(joined, order=FILED, cursor=cursor, limit=A_PAGE)


def acts_of_batch(batch: str) -> QuerySet[ModerationAct]:
    """List what was done together."""
    rows = ModerationAct.objects.filter(batch=batch)
    return rows if batch else rows.none()


def last_batch(person: Person, *, now: datetime) -> LastBatch | None:
    """Find what a moderator did last, while it can be taken back."""
    since = now - timedelta(minutes=UNDO_MINUTES)
    own = ModerationAct.objects.filter(moderator=person, happened_at__gte=since)
    done = own.exclude(batch="").filter(comment__isnull=False)
    last = done.order_by("-pk").first()
    if last is None or last.undoes_id is not None or is_undone(last.batch):
        return None
    return LastBatch(last.batch, last.act, acts_of_batch(last.batch).count())


def can_undo(batch: str, person: Person, *, now: datetime) -> bool:
    """Whether a batch is the person's own, young enough, and stands."""
    since = now - timedelta(minutes=UNDO_MINUTES)
    acts = acts_of_batch(batch)
    own = acts.filter(moderator=person, happened_at__gte=since, undoes=None)
    return own.exists() and not is_undone(batch)


def is_undone(batch: str) -> bool:
    """Whether any of what was done together was taken back."""
    return ModerationAct.objects.filter(undoes__batch=batch).exists()


def _items(
    rows: Sequence[WaitingComment], viewer: Person, now: datetime
) -> list[ItemReading]:
    comments = [row.comment for row in rows]
    authors = {c.author.pk: c.author for c in comments if c.author}
    records = records_of(list(authors.values()), now=now)
    homes = homes_of(Thread, {comment.thread_id for comment in comments})
    reports = _reports([comment.pk for comment in comments])
    items = []
    for row in rows:
        item = _item(row, homes.get(row.comment.thread_id))
        item.record = records.get(row.comment.author_id or 0)
        item.is_own = row.comment.author_id == viewer.pk
        _say_reports(item, reports.get(row.comment.pk, []))
        items.append(item)
    return items


def _item(row: WaitingComment, home: Home | None) -> ItemReading:
    return ItemReading(
        comment=row.comment,
        kind=row.kind,
        kind_label=str(Waiting(row.kind).label) if row.kind else "",
        rule=row.rule,
        rule_label=str(Rule(row.rule).label) if row.rule else "",
        since=row.since,
        url=permalink(row.comment),
        home=home,
    )


def _reports(pks: Sequence[int]) -> dict[int, list[Report]]:
    found: dict[int, list[Report]] = defaultdict(list)
    rows = Report.objects.filter(comment__in=pks, settled_by=None).order_by("pk")
    for report in rows:
        found[report.comment_id].append(report)
    return found


def _say_reports(item: ItemReading, reports: Sequence[Report]) -> None:
    """Say which rules were named how often, and in which words; never by whom."""
    counted = Counter(report.rule for report in reports)
    item.rules = [(str(Rule(rule).label), n) for rule, n in counted.most_common()]
    said = [report.words for report in reports if report.words]
    item.words = said[:WORDS_SHOWN]
    item.words_left_out = len(said) - len(item.words)
    item.trusted_count = sum(report.is_trusted for report in reports)
