"""Going live carries a page's phases to what they govern, in the same transaction."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from comments.services import set_thread_window
from consultations.ideas.services import set_call_window
from consultations.pages.events import (
    ConsultationPublished,
    OutcomePublished,
    PagePublished,
    PageUnpublished,
    UpdatePublished,
)
from consultations.pages.models import (
    BilingualPage,
    ConsultationPage,
    DraftDecisionPage,
    IdeaCallPage,
    Phase,
    ProjectPage,
    UpdatePage,
)
from consultations.pages.services.creating import spoken
from consultations.pages.states import PhaseKind
from drafts.queries import former_thread_ids_of, thread_ids_of
from foundation.core.events import announce
from voting.models import Ballot
from voting.services import create_ballot, update_ballot

PARTICIPATION = (PhaseKind.COMMENT, PhaseKind.VOTE)
# A ballot closes after it opens, so the least span that one can have.
A_MOMENT = timedelta(microseconds=1)


@transaction.atomic
def carry_live(*, page: BilingualPage, now: datetime) -> None:
    """Let a page that just went live take effect, and tell who listens."""
    announce(PagePublished(page_id=page.pk))
    if isinstance(page, ConsultationPage):
        _carry_windows(page)
        _carry_ballot(page, now)
        _carry_columns(page)
        is_first = page.first_published_at == page.last_published_at
        announce(ConsultationPublished(page_id=page.pk, is_first=is_first))
        _announce_outcome(page, now)
    if isinstance(page, UpdatePage):
        _announce_update(page, now)


@transaction.atomic
def withdraw_page(*, page: BilingualPage, now: datetime) -> None:
    """Close what a page owns when it can no longer be read."""
    if isinstance(page, ConsultationPage):
        _set_windows(page, None, is_enabled=False)
        _close_ballot(page.ballot, now)
    announce(PageUnpublished(page_id=page.pk))


def threads_of(page: ConsultationPage) -> list[int]:
    """List the threads that a consultation governs."""
    if isinstance(page, DraftDecisionPage):
        return thread_ids_of(page.draft)
    return [page.thread_id] if isinstance(page, ProjectPage) else []


def _carry_windows(page: ConsultationPage) -> None:
    phase = page.phase(PhaseKind.COMMENT)
    enabled = page.takes_comments and phase is not None
    _set_windows(page, phase, is_enabled=enabled)
    if isinstance(page, DraftDecisionPage) and page.version is not None:
        # What stands in the text no more can be read on, and takes no new comments.
        set_thread_window(
            thread_ids=former_thread_ids_of(page.version),
            opens_at=None,
            closes_at=None,
            is_enabled=False,
        )


def _set_windows(
    page: ConsultationPage, phase: Phase | None, *, is_enabled: bool
) -> None:
    opens_at = phase.opens_at if phase else None
    closes_at = phase.closes_at if phase else None
    set_thread_window(
        thread_ids=threads_of(page),
        opens_at=opens_at,
        closes_at=closes_at,
        is_enabled=is_enabled,
        least_level=page.comment_level,
    )
    if isinstance(page, IdeaCallPage):
        set_call_window(call=page.call, opens_at=opens_at, closes_at=closes_at)


def _carry_ballot(page: ConsultationPage, now: datetime) -> None:
    phase = page.phase(PhaseKind.VOTE)
    question = dict(spoken(page, "ballot_question"))
    if phase is None or phase.closes_at is None or not any(question.values()):
        if page.ballot and not _has_votes(page.ballot):
            _close_ballot(page.ballot, now)
            page.ballot = None
        return
    wanted: dict[str, Any] = {
        "question": question,
        "opens_at": phase.opens_at,
        "closes_at": phase.closes_at,
        "least_level": page.ballot_level,
        "hides_tally_until_close": page.ballot_hides_tally,
    }
    if page.ballot is None:
        page.ballot = create_ballot(authority=page.authority, **wanted)
    else:
        page.ballot = update_ballot(ballot=page.ballot, **wanted)


def _has_votes(ballot: Ballot) -> bool:
    return ballot.votes.exists()


def _close_ballot(ballot: Ballot | None, now: datetime) -> None:
    """Take no more votes; one that has not opened yet never opens.

    The page's phases stay, so that going live again gives the ballot its moments back.
    """
    if ballot is None or now >= ballot.closes_at:
        return
    update_ballot(
        ballot=ballot,
        question=dict(spoken(ballot, "question")),
        opens_at=min(ballot.opens_at, now - A_MOMENT),
        closes_at=now,
        least_level=ballot.least_level,
        hides_tally_until_close=ballot.hides_tally_until_close,
    )


def _carry_columns(page: ConsultationPage) -> None:
    """Copy what lists ask for, so that they need no join."""
    phases = list(page.phases.all())
    taking_part = [phase for phase in phases if phase.kind in PARTICIPATION]
    page.first_opens_at = min((p.opens_at for p in taking_part or phases), default=None)
    ends = [phase.closes_at for phase in taking_part]
    known = [end for end in ends if end is not None]
    page.participation_closes_at = max(known) if known and None not in ends else None
    decision = page.phase(PhaseKind.DECISION)
    page.decision_due_at = decision.closes_at or decision.opens_at if decision else None
    _keep(
        page,
        "ballot",
        "first_opens_at",
        "participation_closes_at",
        "decision_due_at",
    )


def _announce_outcome(page: ConsultationPage, now: datetime) -> None:
    if page.outcome_kind and page.outcome_published_at is None:
        page.outcome_published_at = now
        _keep(page, "outcome_published_at")
        announce(OutcomePublished(page_id=page.pk))


def _announce_update(page: UpdatePage, now: datetime) -> None:
    if page.announced_at is not None:
        return
    page.announced_at = now
    UpdatePage.objects.filter(pk=page.pk).update(announced_at=now)
    consultation = page.get_parent()
    announce(UpdatePublished(page_id=page.pk, consultation_id=consultation.pk))


def _keep(page: ConsultationPage, *names: str) -> None:
    values = {name: getattr(page, name) for name in names}
    ConsultationPage.objects.filter(pk=page.pk).update(**values)
