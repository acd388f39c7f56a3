"""What the home page shows, gathered beforehand."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from django.db.models import F
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from comments.models import Comment, Stance
from comments.models import Thread as CommentThread
from consultations.pages.models import DraftDecisionPage
from consultations.pages.queries.addresses import address_of
from consultations.pages.queries.listing import (
    Card,
    Filters,
    cards_of,
    filtered,
    live_consultations,
    status_condition,
)
from consultations.pages.queries.sections import section_label
from consultations.pages.states import ConsultationStatus
from drafts.models import Section, Version
from drafts.queries import read_version
from foundation.core.translated import Wording

SOON = timedelta(days=10)
LONGEST_VOICE = 200
CLAUSE_NUMBER = re.compile(r"^\s*\(?[0-9٠-٩]{1,3}\s*[.)ـ\-–]\s*")


@dataclass(frozen=True, slots=True)
class Voice:
    """One comment in the margin of a passage."""

    stance: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A live passage of a draft with two voices in its margin."""

    source: str
    text: Wording
    language: str
    url: str
    voices: list[Voice]


@dataclass(frozen=True, slots=True)
class HomeReading:
    """Everything that the home page shows."""

    open_now: list[Card]
    open_count: int
    closing_soon: list[Card]
    upcoming: list[Card]
    decided: list[Card]
    topics: list[tuple[str, str]]
    excerpt: Excerpt | None


def read_home(*, now: datetime, topics: list[tuple[str, str]]) -> HomeReading:
    """Gather the home page in a constant number of queries."""
    still_open = filtered(Filters(status=ConsultationStatus.OPEN), now=now)
    by_close = still_open.order_by(F("participation_closes_at").asc(nulls_last=True))
    upcoming = filtered(Filters(status=ConsultationStatus.UPCOMING), now=now)
    decided = filtered(Filters(status=ConsultationStatus.DECIDED), now=now)
    shown = [
        list(by_close[:6]),
        list(upcoming.order_by("first_opens_at")[:3]),
        list(decided.order_by("-outcome_decided_on", "-pk")[:3]),
    ]
    cards = {
        card.page.pk: card for card in cards_of(chain.from_iterable(shown), now=now)
    }
    open_now, soon, done = ([cards[page.pk] for page in rows] for rows in shown)
    return HomeReading(
        open_now=open_now,
        open_count=still_open.count(),
        closing_soon=[card for card in open_now if _closes_soon(card, now)][:3],
        upcoming=soon,
        decided=done,
        topics=topics[:6],
        excerpt=livest_passage(now=now),
    )


def livest_passage(*, now: datetime) -> Excerpt | None:
    """Find the article most discussed among the open drafts, with its voices."""
    open_drafts = DraftDecisionPage.objects.filter(
        pk__in=live_consultations()
        .filter(status_condition(ConsultationStatus.OPEN, now=now))
        .values("pk")
    )
    section = (
        Section.objects.filter(
            draft_id__in=open_drafts.values("draft_id"),
            placements__version_id__in=open_drafts.values("version_id"),
            placements__kind="article",
            thread__comment_count__gt=0,
        )
        .select_related("thread")
        .order_by("-thread__comment_count", "pk")
        .first()
    )
    if section is None:
        return None
    page = open_drafts.select_related("version").get(draft_id=section.draft_id)
    return _excerpt(page, page.version, section) if page.version else None


def _excerpt(
    page: DraftDecisionPage, version: Version, section: Section
) -> Excerpt | None:
    readings = {row.section_id: row for row in read_version(version)}
    reading = readings.get(section.pk)
    if reading is None:
        return None
    return Excerpt(
        source=_(", ").join(
            [
                str(page.heading),
                section_label(reading.kind, reading.number),
            ]
        ),
        text=shortened(reading.text),
        language=reading.text.language,
        url=f"{address_of(page)}?section={section.public_id}#{reading.anchor}",
        voices=voices_of(section.thread),
    )


def shortened(text: Wording, longest: int = 260) -> Wording:
    """Take whole lines from the beginning, without their numbers, cut at a word."""
    lines = [CLAUSE_NUMBER.sub("", line).strip() for line in text.splitlines()]
    kept = Truncator(" ".join(filter(None, lines))).chars(longest, truncate="…")
    return Wording(kept, text.language, is_fallback=text.is_fallback)


def voices_of(thread: CommentThread) -> list[Voice]:
    """Choose the comment for and the comment against that most agree with (1 query)."""
    rows = Comment.objects.filter(
        thread=thread,
        parent=None,
        withdrawn_at=None,
        hidden_at=None,
        stance__in=[Stance.FOR, Stance.AGAINST],
    ).order_by("-score", "-pk")
    best: dict[str, Voice] = {}
    for row in rows[:40]:
        if len(row.text) <= LONGEST_VOICE and row.stance not in best:
            best[row.stance] = Voice(row.stance, row.text, row.language)
    return [best[stance] for stance in (Stance.FOR, Stance.AGAINST) if stance in best]


def _closes_soon(card: Card, now: datetime) -> bool:
    return card.closes_at is not None and card.closes_at - now <= SOON
