"""Merging one idea into another."""

from datetime import datetime
from typing import Unpack

from django.db import transaction

from comments.services import set_thread_window
from consultations.ideas.errors import MergeNotPossibleError
from consultations.ideas.events import IdeaChanged, IdeaMerged
from consultations.ideas.models import Idea, Move, Support
from consultations.ideas.permissions import can_move
from consultations.ideas.services.moving import (
    MoveDetails,
    NewStep,
    check_step,
    first_move,
    take_step,
)
from consultations.ideas.services.supporting import lock_idea, oblige_answer
from consultations.ideas.services.wording import write_text
from consultations.ideas.states import IdeaState
from foundation.accounts.models import Person
from foundation.audiences.services import move_followers
from foundation.core.errors import NotAllowedError
from foundation.core.events import announce
from foundation.core.keys import plain_key

BATCH = 500
UNFIT = frozenset({IdeaState.MERGED, IdeaState.DECLINED})


@transaction.atomic
def merge_ideas(
    *,
    source: Idea,
    target: Idea,
    reason: str,
    merger: Person,
    now: datetime,
    **details: Unpack[MoveDetails],
) -> Move:
    """Let `source` go into `target`; supporters and followers move along, once each.

    The merged idea keeps its page and its thread, readable and closed, and points to
    the survivor; so does everything that was merged into it before. An answer that it
    was owed is owed by the survivor from then on, with the same day.

    Raises:
        NotAllowedError: the merger is no officer of the source's authority.
        MergeNotPossibleError: the target is the source itself, of another authority,
            declined, or merged.
        KeyReusedError: the key came back with another idea or reason.
        StaleIdeaError: the source is no longer in `expected_state`.
        MoveNotPossibleError: the source is at an end of its life.
        InvalidInputError: the reason is empty or too long.

    """
    source, target = _lock_both(source, target)
    if not can_move(merger, source):
        raise NotAllowedError
    words = write_text(reason, field="reason", language=details.get("language", ""))
    key = plain_key(details.get("submission_key", ""))
    first = first_move(source, merger, words, to_state=IdeaState.MERGED, key=key)
    if first is not None:
        return first
    check_step(source, IdeaState.MERGED, details.get("expected_state"))
    _check_target(source, target)
    _hand_over(source, target, now)
    source.merged_into = target
    step = NewStep(IdeaState.MERGED, words, merger, key)
    move = take_step(source, step, now=now)
    announce(IdeaMerged(idea_id=source.pk, into_id=target.pk, move_id=move.pk))
    announce(IdeaChanged(idea_id=target.pk))
    return move


def _lock_both(source: Idea, target: Idea) -> tuple[Idea, Idea]:
    """Lock the lower key first, so that opposite merges cannot wait for each other."""
    pair = sorted({source.pk: source, target.pk: target}.items())
    locked = {pk: lock_idea(idea) for pk, idea in pair}
    return locked[source.pk], locked[target.pk]


def _check_target(source: Idea, target: Idea) -> None:
    strangers = source.authority_id != target.authority_id
    if strangers or source.pk == target.pk or target.state in UNFIT:
        raise MergeNotPossibleError(field="target")


def _hand_over(source: Idea, target: Idea, now: datetime) -> None:
    """Bring supporters, followers, the debt and earlier merges to the target."""
    _copy_supports(source, target)
    _take_over_debt(source, target)
    target.save(
        update_fields=[
            "support_count",
            "outside_support_count",
            "answer_due_at",
            "reached_threshold",
            "reached_threshold_at",
        ]
    )
    oblige_answer(idea=target, now=now)
    move_followers(source=source.audience, target=target.audience, now=now)
    Idea.objects.filter(merged_into=source).update(merged_into=target)
    set_thread_window(
        thread_ids=[source.thread_id],
        opens_at=source.thread.opens_at,
        closes_at=now,
        is_enabled=source.thread.is_enabled,
        least_level=source.thread.least_level,
    )


def _copy_supports(source: Idea, target: Idea) -> None:
    """Count each supporter once; the merged idea's own rows stay as its history."""
    already = Support.objects.filter(idea=target).values("person_id")
    coming = Support.objects.filter(idea=source).exclude(person_id__in=already)
    rows = [
        Support(idea=target, person_id=person_id, supported_at=at, via=source)
        for person_id, at in coming.values_list("person_id", "supported_at")
    ]
    Support.objects.bulk_create(rows, batch_size=BATCH)
    target.support_count += len(rows)
    target.outside_support_count += source.outside_support_count


def _take_over_debt(source: Idea, target: Idea) -> None:
    """Let the survivor owe what the merged idea owed, unless it was answered."""
    if not source.owes_answer or target.answered_at is not None:
        return
    days = [day for day in (source.answer_due_at, target.answer_due_at) if day]
    target.answer_due_at = min(days)
    if target.reached_threshold_at is None:
        target.reached_threshold = source.reached_threshold
        target.reached_threshold_at = source.reached_threshold_at
