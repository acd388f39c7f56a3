"""Supporting an idea, and what enough supports oblige to."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from consultations.ideas.errors import SupportClosedError
from consultations.ideas.events import AnswerFallsDue, IdeaSupported
from consultations.ideas.models import Idea, IdeaPolicy, Support
from consultations.ideas.permissions import why_not_support
from consultations.ideas.states import IdeaState
from foundation.accounts.models import Person
from foundation.audit.services import record
from foundation.core.events import announce


@transaction.atomic
def support_idea(*, idea: Idea, person: Person, now: datetime) -> Support:
    """Count a person among an idea's supporters; being one already changes nothing.

    Raises:
        DomainError: `permissions.why_not_support` says why.

    """
    idea = lock_idea(idea)
    already = Support.objects.filter(idea=idea, person=person).first()
    if already is not None:
        return already
    refusal = why_not_support(person, idea)
    if refusal is not None:
        raise refusal
    support = Support.objects.create(idea=idea, person=person, supported_at=now)
    _count(idea, 1)
    announce(IdeaSupported(idea_id=idea.pk, person_id=person.pk))
    oblige_answer(idea=idea, now=now)
    return support


@transaction.atomic
def withdraw_support(*, idea: Idea, person: Person) -> None:
    """Take a support back; an answer that already fell due stays owed.

    Raises:
        SupportClosedError: the idea was merged; the support lives on in the other one.

    """
    idea = lock_idea(idea)
    if idea.state == IdeaState.MERGED:
        raise SupportClosedError
    deleted, _rows = Support.objects.filter(idea=idea, person=person).delete()
    if deleted:
        _count(idea, -1)


def lock_idea(idea: Idea) -> Idea:
    """Read an idea so that nothing else changes it before this transaction ends."""
    rows = Idea.objects.select_for_update(of=("self",))
    return rows.select_related("authority__idea_policy").get(pk=idea.pk)


def oblige_answer(*, idea: Idea, now: datetime) -> None:
    """Let an answer fall due when the supports reach the threshold, once and for all.

    An answer that was given before then has paid already. `idea` is locked.
    """
    policy = IdeaPolicy.of(idea.authority)
    reached = idea.support_count >= policy.threshold and idea.takes_supports
    if not reached or idea.reached_threshold_at is not None:
        return
    idea.reached_threshold, idea.reached_threshold_at = policy.threshold, now
    changed = ["reached_threshold", "reached_threshold_at"]
    if idea.answer_due_at is None and idea.answered_at is None:
        idea.answer_due_at = now + timedelta(days=policy.answer_days)
        changed.append("answer_due_at")
    idea.save(update_fields=changed)
    if idea.owes_answer and "answer_due_at" in changed:
        _tell(idea, now)


def _count(idea: Idea, by: int) -> None:
    Idea.objects.filter(pk=idea.pk).update(support_count=F("support_count") + by)
    idea.support_count += by


def _tell(idea: Idea, now: datetime) -> None:
    record(
        action="idea.answer-fell-due",
        actor=None,
        target=f"idea:{idea.public_id}",
        authority=idea.authority.slug,
        detail={"supports": idea.support_count, "due_at": idea.answer_due_at},
        now=now,
    )
    announce(AnswerFallsDue(idea_id=idea.pk))
