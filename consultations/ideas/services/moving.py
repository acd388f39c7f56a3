"""Moving an idea along its life."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from consultations.ideas.errors import (
    MergeNeedsTargetError,
    MoveNotPossibleError,
    StaleIdeaError,
)
from consultations.ideas.events import IdeaMoved
from consultations.ideas.models import Idea, Move
from consultations.ideas.permissions import can_move
from consultations.ideas.services.supporting import lock_idea
from consultations.ideas.services.wording import Written, write_text
from consultations.ideas.states import MOVES, IdeaState
from foundation.accounts.models import Person
from foundation.audit.services import record
from foundation.core.errors import KeyReusedError, NotAllowedError
from foundation.core.events import announce
from foundation.core.keys import plain_key
from foundation.organisations.models import Department, Membership, Role


class MoveDetails(TypedDict, total=False):
    """How a move is made: what the form showed, its key, and the mover's language."""

    expected_state: str | None
    submission_key: str
    language: str


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step that somebody may take, before it is written down."""

    to_state: str
    words: Written
    mover: Person
    key: str


@transaction.atomic
def move_idea(
    *,
    idea: Idea,
    to_state: str,
    reason: str,
    mover: Person,
    now: datetime,
    **details: Unpack[MoveDetails],
) -> Move:
    """Take one step in the life of an idea, with a public reason.

    A step pays the answer that is owed. The same `submission_key` returns the first
    move; `expected_state` is the state that the mover saw.

    Raises:
        NotAllowedError: the mover is no officer of the idea's authority.
        KeyReusedError: the key came back with another step or reason.
        StaleIdeaError: the idea is no longer in `expected_state`.
        MoveNotPossibleError: no step leads there.
        MergeNeedsTargetError: ideas are merged by `merge_ideas`.
        InvalidInputError: the reason is empty or too long.

    """
    idea = lock_idea(idea)
    if not can_move(mover, idea):
        raise NotAllowedError
    words = write_text(reason, field="reason", language=details.get("language", ""))
    key = plain_key(details.get("submission_key", ""))
    first = first_move(idea, mover, words, to_state=to_state, key=key)
    if first is not None:
        return first
    if to_state == IdeaState.MERGED:
        raise MergeNeedsTargetError(field="target")
    check_step(idea, to_state, details.get("expected_state"))
    return take_step(idea, NewStep(to_state, words, mover, key), now=now)


def check_step(idea: Idea, to_state: str, expected_state: str | None) -> None:
    """Refuse a step from a stale page, and one that leads nowhere.

    Raises:
        StaleIdeaError: the idea is no longer in `expected_state`.
        MoveNotPossibleError: no step leads from its state to `to_state`.

    """
    if expected_state and expected_state != idea.state:
        raise StaleIdeaError(field="state")
    if to_state not in MOVES[IdeaState(idea.state)]:
        raise MoveNotPossibleError(field="state")


def take_step(idea: Idea, step: NewStep, *, now: datetime) -> Move:
    """Write down a step that was checked; `idea` is locked."""
    move = Move.objects.create(
        idea=idea,
        from_state=idea.state,
        to_state=step.to_state,
        reason=step.words.text,
        moved_by=step.mover,
        department=department_of(step.mover, idea),
        moved_at=now,
        submission_key=step.key,
        **step.words.columns(),
    )
    idea.state, idea.moved_at = step.to_state, now
    if idea.answer_due_at is not None and idea.answered_at is None:
        idea.answered_at = now
    idea.save(update_fields=["state", "moved_at", "answered_at", "merged_into"])
    _tell(idea, move, step.mover)
    return move


def first_move(
    idea: Idea, mover: Person, words: Written, *, to_state: str, key: str
) -> Move | None:
    """Find the move that a repeated request has made.

    Raises:
        KeyReusedError: the key came back with another idea, step or reason.

    """
    if not key:
        return None
    first = Move.objects.filter(moved_by=mover, submission_key=key).first()
    if first is None:
        return None
    if (first.idea_id, first.to_state, first.reason) != (idea.pk, to_state, words.text):
        raise KeyReusedError
    return first


def department_of(person: Person, idea: Idea) -> Department | None:
    """Find the department for which an officer acts at the idea's authority."""
    rows = Membership.objects.filter(
        person=person, authority=idea.authority_id, role=Role.OFFICER
    )
    membership = rows.select_related("department").first()
    return membership.department if membership else None


def _tell(idea: Idea, move: Move, mover: Person) -> None:
    record(
        action="idea.moved",
        actor=mover.public_id,
        target=f"idea:{idea.public_id}",
        authority=idea.authority.slug,
        detail={"from": move.from_state, "to": move.to_state, "move": move.public_id},
        now=move.moved_at,
    )
    announce(IdeaMoved(idea_id=idea.pk, move_id=move.pk))
