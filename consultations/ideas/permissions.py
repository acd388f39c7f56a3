"""Who may do what with an idea."""

from datetime import datetime, timedelta

from django.conf import settings

from consultations.ideas.errors import (
    CallClosedError,
    IdeaNotEditableError,
    LevelTooLowError,
    SignInNeededError,
    SupportClosedError,
    TooManyIdeasError,
)
from consultations.ideas.models import Idea, IdeaCall, IdeaPolicy
from consultations.ideas.states import IdeaState
from foundation.accounts.models import Level, Person
from foundation.core.errors import DomainError, NotAllowedError
from foundation.organisations.models import Authority
from foundation.organisations.permissions import can_move_ideas

IDEAS_A_DAY = 5
NEW_FOR = timedelta(days=7)


def can_move(person: object, idea: Idea) -> bool:
    """Officers of the idea's authority move, merge, answer and prove delivery."""
    return can_move_ideas(person, idea.authority_id)


def why_not_submit(
    person: object, authority: Authority, *, call: IdeaCall | None, now: datetime
) -> DomainError | None:
    """Say what keeps a person from proposing an idea; None when nothing does."""
    refusal = _why_not_take_part(person, authority)
    if refusal is not None:
        return refusal
    if call is not None and not call.is_open(now=now):
        return CallClosedError(field="call")
    if isinstance(person, Person) and has_proposed_enough(person, now=now):
        return TooManyIdeasError()
    return None


def why_not_support(person: object, idea: Idea) -> DomainError | None:
    """Say what keeps a person from supporting an idea; None when nothing does."""
    if not idea.takes_supports:
        return SupportClosedError()
    return _why_not_take_part(person, idea.authority)


def why_not_edit(person: object, idea: Idea) -> DomainError | None:
    """Say what keeps a person from editing an idea; None when nothing does.

    Authors edit until the review begins or the threshold obliges an answer: from then
    on the words are those that people supported.
    """
    if not isinstance(person, Person):
        return SignInNeededError()
    if idea.author_id != person.pk:
        return NotAllowedError()
    if idea.state != IdeaState.SUBMITTED or idea.reached_threshold_at is not None:
        return IdeaNotEditableError()
    return None


def has_proposed_enough(person: Person, *, now: datetime) -> bool:
    """Whether a new account has used up what it may propose in a day."""
    if not settings.SAWT_RATE_LIMITS or not is_new(person, now=now):
        return False
    lately = Idea.objects.filter(
        author=person, submitted_at__gt=now - timedelta(days=1)
    )
    return lately.count() >= IDEAS_A_DAY


def is_new(person: Person, *, now: datetime) -> bool:
    """Whether an account is young and its holder no verified resident."""
    return not person.has_level(Level.VERIFIED) and now - person.joined_at < NEW_FOR


def _why_not_take_part(person: object, authority: Authority) -> DomainError | None:
    if not isinstance(person, Person) or not person.is_active:
        return SignInNeededError()
    if not person.has_level(IdeaPolicy.of(authority).least_level):
        return LevelTooLowError()
    return None
