"""Consultations as lists and cards show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from comments.models import Thread
from consultations.ideas.models import Idea
from consultations.pages.models import ConsultationPage
from consultations.pages.queries.addresses import address_of
from consultations.pages.states import ConsultationStatus
from drafts.models import Section
from foundation.core.keyset import Page, page_of
from foundation.core.translated import Wording
from foundation.organisations.models import Authority, District
from frontend.nouns import counted
from voting.queries import turnouts

KINDS = ("draft", "project", "call")
KIND_FIELDS = {
    "draft": "draftdecisionpage",
    "project": "projectpage",
    "call": "ideacallpage",
}
NEWEST = ("-first_opens_at", "-pk")
CLOSING = ("participation_closes_at", "pk")
DECIDED = ("-outcome_decided_on", "-pk")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of consultations is narrowed by; empty: by nothing."""

    kind: str = ""
    authority: str = ""
    topic: str = ""
    status: str = ""
    district: str = ""
    project_status: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A consultation in a list; labels are words in the active language."""

    page: ConsultationPage
    kind: str
    kind_label: str
    url: str
    title: Wording
    lead: Wording
    authority: Wording
    district: str
    status: str
    status_label: str
    opens_at: datetime | None
    closes_at: datetime | None
    comment_count: int
    vote_count: int
    idea_count: int

    @property
    def figures(self) -> list[str]:
        """Say how many took part, leaving out what is none."""
        figures = [
            (self.comment_count, "comments"),
            (self.vote_count, "votes"),
            (self.idea_count, "ideas"),
        ]
        return [counted(count, noun) for count, noun in figures if count]


def status_condition(status: str, *, now: datetime) -> Q:
    """Return the rows that stand in `status` at this moment."""
    begun = Q(first_opens_at__lte=now)
    ended = Q(participation_closes_at__lte=now)
    owed = Q(outcome_kind="")
    return {
        ConsultationStatus.UPCOMING: owed & ~begun,
        ConsultationStatus.OPEN: owed
        & begun
        & (Q(participation_closes_at=None) | Q(participation_closes_at__gt=now)),
        ConsultationStatus.CLOSED: owed & begun & ended,
        ConsultationStatus.DECIDED: ~owed,
    }[ConsultationStatus(status)]


def status_of(page: ConsultationPage, *, now: datetime) -> ConsultationStatus:
    """Say where a consultation stands at this moment."""
    if page.outcome_kind:
        return ConsultationStatus.DECIDED
    if page.first_opens_at is None or now < page.first_opens_at:
        return ConsultationStatus.UPCOMING
    closes_at = page.participation_closes_at
    if closes_at is not None and closes_at <= now:
        return ConsultationStatus.CLOSED
    return ConsultationStatus.OPEN


def live_consultations() -> QuerySet[ConsultationPage]:
    """Return every consultation that visitors may see, with what its card needs."""
    rows: QuerySet[ConsultationPage] = ConsultationPage.objects.live().public()
    return rows.select_related(
        "authority",
        "district",
        "ballot",
        "draftdecisionpage__draft__thread",
        "draftdecisionpage__version",
        "projectpage__thread",
        "ideacallpage__call",
    )


def filtered(filters: Filters, *, now: datetime) -> QuerySet[ConsultationPage]:
    """Narrow the live consultations; values that nobody knows find nothing."""
    rows = live_consultations()
    if filters.kind:
        known = KIND_FIELDS.get(filters.kind)
        rows = rows.filter(**{f"{known}__isnull": False}) if known else rows.none()
    if filters.authority:
        rows = rows.filter(authority__slug=filters.authority)
    if filters.topic:
        rows = rows.filter(topic_items__tag__slug=filters.topic)
    if filters.district:
        rows = rows.filter(district__slug=filters.district)
    if filters.project_status:
        rows = rows.filter(projectpage__status=filters.project_status)
    if filters.status:
        known_status = filters.status in ConsultationStatus.values
        condition = status_condition(filters.status, now=now) if known_status else None
        rows = rows.filter(condition) if condition is not None else rows.none()
    return rows


def list_consultations(
    filters: Filters, *, now: datetime, cursor: str | None = None, limit: int = 20
) -> Page[Card]:
    """List consultations by keyset: the next to close first where only open ones are.

    Four queries, whatever the number of rows.
    """
    rows = filtered(filters, now=now).filter(first_opens_at__isnull=False)
    order = NEWEST
    if filters.status == ConsultationStatus.OPEN:
        rows, order = rows.filter(participation_closes_at__isnull=False), CLOSING
    if filters.status == ConsultationStatus.DECIDED:
        rows, order = rows.filter(outcome_decided_on__isnull=False), DECIDED
    page = page_of(rows, order=order, cursor=cursor, limit=limit)
    return Page(cards_of(page.items, now=now), page.next_cursor)


def cards_of(pages: Iterable[ConsultationPage], *, now: datetime) -> list[Card]:
    """Make cards with their counts: three queries for any number of them."""
    rows = list(pages)
    said = _section_comments(rows)
    voted = turnouts([row.ballot_id for row in rows if row.ballot_id])
    proposed = _idea_counts(rows)
    return [
        _card(
            row,
            now=now,
            comment_count=_own_comments(row) + said.get(_draft_id(row), 0),
            vote_count=voted.get(row.ballot_id, 0),
            idea_count=proposed.get(_call_id(row), 0),
        )
        for row in rows
    ]


def facets(filters: Filters) -> dict[str, list[tuple[str, str]]]:
    """List the authorities, topics and districts that live consultations have."""
    rows = ConsultationPage.objects.live()
    topics = (
        rows.exclude(topic_items__tag=None)
        .values_list("topic_items__tag__slug", "topic_items__tag__name")
        .distinct()
        .order_by("topic_items__tag__name")
    )
    authorities = Authority.objects.filter(pk__in=rows.values("authority_id"))
    districts = District.objects.filter(pk__in=rows.values("district_id"))
    if filters.authority:
        districts = districts.filter(authority__slug=filters.authority)
    return {
        "authority": [(row.slug, str(row.name)) for row in authorities],
        "topic": list(topics),
        "district": [(row.slug, str(row.name)) for row in districts],
    }


def kind_of(page: ConsultationPage) -> str:
    """Name the kind of a consultation: draft, project or call."""
    for kind, field in KIND_FIELDS.items():
        if page.__class__.__name__.lower() == field or getattr(page, field, None):
            return kind
    return ""


def kind_label(kind: str) -> str:
    """Name a kind in the active language."""
    return {
        "draft": _("Draft decision"),
        "project": _("Municipal project"),
        "call": _("Call for ideas"),
    }.get(kind, _("Consultation"))


def _card(page: ConsultationPage, *, now: datetime, **counts: int) -> Card:
    kind, status = kind_of(page), status_of(page, now=now)
    return Card(
        page=page,
        kind=kind,
        kind_label=kind_label(kind),
        url=address_of(page),
        title=page.heading,
        lead=page.lead,
        authority=page.authority.name,
        district=str(page.district.name) if page.district else "",
        status=status.value,
        status_label=str(status.label),
        opens_at=page.first_opens_at,
        closes_at=page.participation_closes_at,
        **counts,
    )


def _section_comments(pages: list[ConsultationPage]) -> dict[int, int]:
    """Sum the comments on the sections of every draft among the pages."""
    rows = (
        Section.objects.filter(draft_id__in=[pk for p in pages if (pk := _draft_id(p))])
        .values("draft_id")
        .annotate(total=Sum("thread__comment_count"))
    )
    return {row["draft_id"]: row["total"] for row in rows}


def _idea_counts(pages: list[ConsultationPage]) -> dict[int, int]:
    calls = [pk for page in pages if (pk := _call_id(page))]
    rows = Idea.objects.filter(call_id__in=calls).values("call_id")
    return {row["call_id"]: row["total"] for row in rows.annotate(total=Count("pk"))}


def _own_comments(page: ConsultationPage) -> int:
    thread = _thread(page)
    return thread.comment_count if thread else 0


def _thread(page: ConsultationPage) -> Thread | None:
    thread: Thread | None = None
    if kind_of(page) == "draft":
        thread = _kind_row(page, "draftdecisionpage").draft.thread
    elif kind_of(page) == "project":
        thread = _kind_row(page, "projectpage").thread
    return thread


def _draft_id(page: ConsultationPage) -> int:
    is_draft = kind_of(page) == "draft"
    return _kind_row(page, "draftdecisionpage").draft_id if is_draft else 0


def _call_id(page: ConsultationPage) -> int:
    return _kind_row(page, "ideacallpage").call_id if kind_of(page) == "call" else 0


def _kind_row(page: ConsultationPage, field: str) -> ConsultationPage:
    """Return the row of the kind: the page itself, or what was selected beside it."""
    return page if type(page).__name__.lower() == field else getattr(page, field)
