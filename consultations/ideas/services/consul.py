"""Bringing in proposals and comments from a CONSUL site."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from comments.services import (
    ImportCounts,
    ImportedComment,
    create_threads,
    import_comments,
)
from consultations.ideas.errors import UnreadableTableError
from consultations.ideas.events import IdeaSubmitted
from consultations.ideas.models import Idea
from consultations.ideas.services.consul_files import CommentRow, ProposalRow
from consultations.ideas.services.likeness import keep_words
from consultations.ideas.services.wording import LONGEST_TITLE
from foundation.audiences.models import Audience
from foundation.audit.services import record
from foundation.core.events import announce
from foundation.core.text import direction_of, language_of, render_markdown
from foundation.organisations.models import Authority

BATCH = 50


@dataclass(frozen=True, slots=True)
class ImportedIdeas:
    """What an import did: ideas `read` are each `created` or `existing`."""

    read: int
    created: int
    existing: int
    comments: ImportCounts


def import_consul(
    *,
    authority: Authority,
    proposals: Sequence[ProposalRow],
    comments: Sequence[CommentRow],
    now: datetime,
) -> ImportedIdeas:
    """Import proposals as submitted ideas, each with its comments.

    What has a `source_id` that the authority knows is left as it is, so a second run
    creates nothing, and one that broke off is completed. Supports of the source are
    counted apart, for nobody here gave them. Written in batches, so that others can
    write in between.

    Raises:
        UnreadableTableError: a comment belongs to a proposal that is nowhere.

    """
    ideas = _known(authority)
    fresh = {row.source_id: row for row in proposals if row.source_id not in ideas}
    _check_homes(comments, ideas.keys() | fresh.keys())
    rows = list(fresh.values())
    for start in range(0, len(rows), BATCH):
        ideas |= _add(authority, rows[start : start + BATCH], now)
    counts = _import_comments(ideas, comments, authority=authority, now=now)
    return ImportedIdeas(
        len(proposals), len(fresh), len(proposals) - len(fresh), counts
    )


def _known(authority: Authority) -> dict[str, Idea]:
    rows = Idea.objects.filter(authority=authority).exclude(source_id="")
    return {idea.source_id: idea for idea in rows.select_related("thread")}


def _check_homes(comments: Sequence[CommentRow], known: set[str]) -> None:
    for row in comments:
        if row.proposal_id not in known:
            sentence = _(
                "The comment %(id)s belongs to no known proposal (%(proposal)s)."
            )
            named = {"id": row.source_id, "proposal": row.proposal_id}
            raise UnreadableTableError(sentence % named)


@transaction.atomic
def _add(
    authority: Authority, rows: Sequence[ProposalRow], now: datetime
) -> dict[str, Idea]:
    """Make the ideas of one batch with their threads and audiences."""
    threads = create_threads(count=len(rows), authority=authority)
    audiences = Audience.objects.bulk_create([Audience() for _row in rows])
    ideas = [
        _idea(authority, row, thread_id=thread.pk, audience_id=audience.pk)
        for row, thread, audience in zip(rows, threads, audiences, strict=True)
    ]
    Idea.objects.bulk_create(ideas)
    keep_words(ideas)
    for idea in ideas:
        announce(IdeaSubmitted(idea_id=idea.pk))
    _audit(authority, len(ideas), now)
    made = Idea.objects.filter(pk__in=[idea.pk for idea in ideas])
    return {idea.source_id: idea for idea in made.select_related("thread")}


def _idea(
    authority: Authority, row: ProposalRow, *, thread_id: int, audience_id: int
) -> Idea:
    title, text = _fitted(row.title, row.text)
    at = row.submitted_at.replace(tzinfo=ZoneInfo(authority.time_zone))
    both = f"{title}\n{text}"
    return Idea(
        authority=authority,
        author_name=row.author_name,
        title=title,
        text=text,
        html=render_markdown(text),
        language=language_of(both, default="und"),
        direction=direction_of(both),
        thread_id=thread_id,
        audience_id=audience_id,
        outside_support_count=row.support_count,
        submitted_at=at,
        moved_at=at,
        source_id=row.source_id,
    )


def _fitted(title: str, text: str) -> tuple[str, str]:
    """Shorten a title that is too long, and keep it whole above the text."""
    if len(title) <= LONGEST_TITLE:
        return title, text or title
    return title[: LONGEST_TITLE - 1] + "…", f"{title}\n\n{text}".strip()


def _import_comments(
    ideas: dict[str, Idea],
    comments: Sequence[CommentRow],
    *,
    authority: Authority,
    now: datetime,
) -> ImportCounts:
    zone = ZoneInfo(authority.time_zone)
    by_proposal: dict[str, list[ImportedComment]] = defaultdict(list)
    for row in comments:
        by_proposal[row.proposal_id].append(_comment(row, zone))
    counts = ImportCounts()
    for proposal, rows in by_proposal.items():
        counts += import_comments(thread=ideas[proposal].thread, rows=rows, now=now)
    return counts


def _comment(row: CommentRow, zone: ZoneInfo) -> ImportedComment:
    return ImportedComment(
        source_id=row.source_id,
        parent_source_id=row.parent_source_id,
        author_name=row.author_name,
        text=row.text,
        posted_at=row.posted_at.replace(tzinfo=zone),
        agree_count=row.agree_count,
        disagree_count=row.disagree_count,
    )


def _audit(authority: Authority, count: int, now: datetime) -> None:
    record(
        action="ideas.imported",
        actor=None,
        target=f"authority:{authority.slug}",
        authority=authority.slug,
        detail={"ideas": count},
        now=now,
    )
