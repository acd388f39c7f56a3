"""A consultation's page, gathered for one reader before any template runs."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from comments.models import Thread
from comments.queries import ThreadReading, read_thread
from consultations.ideas.models import Idea
from consultations.pages.models import (
    ConsultationPage,
    DraftDecisionPage,
    Milestone,
    PhaseShift,
    ProjectPage,
    UpdatePage,
)
from consultations.pages.queries.addresses import address_of
from consultations.pages.queries.chain import ChainLink, chain_of
from consultations.pages.queries.changes import WhatChanged, read_changes
from consultations.pages.queries.listing import Card, cards_of, live_consultations
from consultations.pages.queries.phases import PhaseReading, read_phases
from consultations.pages.queries.sections import caption_of, section_label
from drafts.models import Version
from drafts.queries import SectionReading, read_version, versions_of
from drafts.queries.addresses import tray_url
from drafts.queries.marks import marked_texts, ways_to_quote
from drafts.states import SectionKind, VersionState
from foundation.audiences.queries import is_following
from foundation.core.translated import Wording
from voting.queries import BallotReading, read_ballot

CONTAINERS = {SectionKind.PART, SectionKind.CHAPTER, SectionKind.SECTION}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a page asks to be shown."""

    section: str = ""
    version: str = ""
    order: str = "newest"
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, when, and what they asked for."""

    person: object
    now: datetime
    asked: Asked = field(default_factory=Asked)


@dataclass(slots=True)
class ConsultationReading:
    """What the page of every kind of consultation shows."""

    page: ConsultationPage
    now: datetime
    card: Card
    phases: list[PhaseReading]
    shifts: list[PhaseShift]
    updates: list[UpdatePage]
    chain: list[ChainLink]
    is_following: bool
    ballot: BallotReading | None = None
    thread: ThreadReading | None = None


@dataclass(slots=True)
class SectionCard:
    """A section as the draft's page places it; named as its component asks."""

    section: SectionReading
    thread_url: str
    write_url: str
    url: str
    is_open: bool = False
    aside: str = ""
    change_label: str = ""
    change_url: str = ""
    former: list[dict[str, str]] = field(default_factory=list)
    marked: str = ""
    sentences_url: str = ""
    quote_url: str = ""

    @property
    def html(self) -> str:
        """Show the text, with what people commented on marked in it."""
        return self.marked or self.section.html

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (as the section has it)
        """Read what the component asks for, and is not said here, from the section.

        Raises:
            AttributeError: the section has none of that name.

        """
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.section, name)

    @property
    def label(self) -> str:
        """Name the section by kind and number."""
        return section_label(self.section.kind, self.section.number)

    @property
    def stances(self) -> dict[str, int]:
        """Count the stances of the comments on the section."""
        thread = self.section.thread
        return {
            "for": thread.for_count,
            "against": thread.against_count,
            "neutral": thread.neutral_count,
            "question": thread.question_count,
        }

    @property
    def is_container(self) -> bool:
        """Whether it only holds others: a part, chapter or section without a text."""
        return self.section.kind in CONTAINERS and not self.section.text


@dataclass(frozen=True, slots=True)
class ContentsItem:
    """A line of the table of contents."""

    url: str
    number: str
    title: str
    count: int
    language: str
    direction: str
    is_uncounted: bool = False


@dataclass(frozen=True, slots=True)
class ContentsGroup:
    """A chapter of the table of contents; without a title before the first one."""

    title: str
    url: str
    items: list[ContentsItem]


@dataclass(slots=True)
class DraftReading(ConsultationReading):
    """A draft decision: its text in one version, and the discussion asked for.

    `thread` is that of the draft as a whole, or of the open section.
    """

    version: Version | None = None
    tray_url: str = ""
    versions: list[Version] = field(default_factory=list)
    sections: list[SectionCard] = field(default_factory=list)
    open_section: SectionCard | None = None
    what_changed: WhatChanged = field(default_factory=WhatChanged)

    @property
    def article_count(self) -> int:
        """Count the articles of the text."""
        return sum(card.section.kind == SectionKind.ARTICLE for card in self.sections)

    @property
    def contents(self) -> list[ContentsGroup]:
        """Group the table of contents by the chapters of the text."""
        groups = [ContentsGroup(title="", url="", items=[])]
        for card in self.sections:
            if card.is_container:
                groups.append(_group(card))
            else:
                groups[-1].items.append(_item(card))
        return [group for group in groups if group.items or group.title]


@dataclass(slots=True)
class ProjectReading(ConsultationReading):
    """A municipal project with its milestones."""

    milestones: list[Milestone] = field(default_factory=list)

    @property
    def done_percent(self) -> int:
        """Say how much is done: the mean of the milestones, 0 when there are none."""
        shares = [milestone.done_percent for milestone in self.milestones]
        return round(sum(shares) / len(shares)) if shares else 0


def read_draft(page: DraftDecisionPage, reader: Reader) -> DraftReading:
    """Gather the page of a draft decision in a constant number of queries."""
    here = address_of(page)
    versions = list(versions_of(page.draft, only_published=True))
    version = _version(page, versions, reader.asked.version)
    for row in (*versions, *filter(None, [version])):
        row.draft = page.draft
    cards = [_section(row, here) for row in read_version(version)] if version else []
    what_changed = read_changes(version, cards) if version else WhatChanged()
    lost = _offer_passages(version, cards) if version else 0
    opened = next(
        (c for c in cards if c.section.public_id == reader.asked.section), None
    )
    if opened:
        opened.is_open = True
    thread = opened.section.thread if opened else page.draft.thread
    back = opened.thread_url if opened else f"{here}#discussion"
    reading = DraftReading(
        **_common(page, reader),
        version=version,
        versions=versions,
        sections=cards,
        open_section=opened,
        what_changed=what_changed,
        tray_url=tray_url(page.draft) if lost else "",
    )
    reading.thread = _thread(thread, reader, back)
    return reading


def read_project(page: ProjectPage, reader: Reader) -> ProjectReading:
    """Gather the page of a municipal project in a constant number of queries."""
    reading = ProjectReading(
        **_common(page, reader), milestones=list(page.milestones.all())
    )
    reading.thread = _thread(page.thread, reader, f"{address_of(page)}#discussion")
    return reading


def read_call(page: ConsultationPage, reader: Reader) -> ConsultationReading:
    """Gather the page of a call for ideas; its ideas are the ideas' own list."""
    return ConsultationReading(**_common(page, reader))


def updates_of(page: Page) -> QuerySet[UpdatePage]:
    """List the news of a consultation that visitors may see, newest first."""
    rows: QuerySet[UpdatePage] = UpdatePage.objects.child_of(page).live()
    return rows.order_by("-first_published_at", "-pk")


def related_cards(pages: Iterable[int], *, now: datetime) -> list[Card]:
    """Make cards of those of these pages that visitors may see."""
    rows = live_consultations().filter(pk__in=list(pages)).order_by("-first_opens_at")
    return cards_of(rows, now=now)


def related_ideas(page: DraftDecisionPage | ProjectPage) -> list[Idea]:
    """List the ideas from which a draft or project grew."""
    return list(page.ideas.all())


def _common(page: ConsultationPage, reader: Reader) -> dict[str, Any]:
    ballot = None
    if page.ballot is not None:
        ballot = read_ballot(ballot=page.ballot, viewer=reader.person, now=reader.now)
    return {
        "page": page,
        "now": reader.now,
        "card": cards_of([page], now=reader.now)[0],
        "phases": read_phases(page.phases.all(), now=reader.now),
        "shifts": list(page.shifts.all()) if page.pk else [],
        "updates": list(updates_of(page)) if page.pk else [],
        "chain": chain_of(page),
        "is_following": is_following(reader.person, page.audience),
        "ballot": ballot,
    }


def _thread(thread: Thread, reader: Reader, back: str) -> ThreadReading:
    return read_thread(
        thread=thread,
        viewer=reader.person,
        now=reader.now,
        order=reader.asked.order,
        cursor=reader.asked.cursor,
        here=back,
    )


def _version(
    page: DraftDecisionPage, versions: list[Version], asked: str
) -> Version | None:
    """Choose the published version asked for, else the one that the page names."""
    chosen = next((row for row in versions if str(row.number) == asked), None)
    return chosen or page.version


def _section(row: SectionReading, here: str) -> SectionCard:
    opened = f"{here}?section={row.public_id}"
    return SectionCard(
        section=row,
        thread_url=f"{opened}#{row.anchor}",
        write_url=f"{opened}#write-{row.thread.public_id}",
        url=f"{here}#{row.anchor}",
    )


def _offer_passages(version: Version, cards: list[SectionCard]) -> int:
    """Mark what people commented on, and lead to each section's sentences.

    Returns how many passages have no place in the version.
    """
    texts, lost = marked_texts(version, [card.section for card in cards])
    for card in cards:
        card.marked = texts.get(card.section.public_id, "")
        if version.state == VersionState.PUBLISHED and card.section.text:
            card.sentences_url, card.quote_url = ways_to_quote(
                version.draft.public_id, card.section
            )
    return lost


def _group(card: SectionCard) -> ContentsGroup:
    return ContentsGroup(
        title=str(card.section.heading) or card.label,
        url=f"#{card.section.anchor}",
        items=[],
    )


def _item(card: SectionCard) -> ContentsItem:
    heading: Wording = card.section.heading
    return ContentsItem(
        url=f"#{card.section.anchor}",
        number=card.section.number,
        title=caption_of(str(heading)) or card.label,
        count=card.section.comment_count,
        language=heading.language,
        direction=heading.direction,
        is_uncounted=card.section.kind != SectionKind.ARTICLE,
    )
