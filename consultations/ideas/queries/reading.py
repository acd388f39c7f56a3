"""One idea with everything that its page tells."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from consultations.ideas.models import (
    Answer,
    Evidence,
    Idea,
    IdeaPolicy,
    IdeaWording,
    Move,
    Support,
)
from consultations.ideas.states import STEPS, IdeaState
from foundation.accounts.models import Person
from foundation.audiences.queries import is_following
from foundation.organisations.models import Department


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an idea's life: taken (`at` is set), current, or still to come."""

    state: str
    at: datetime | None = None
    is_current: bool = False
    who: str = ""
    department: Department | None = None
    reason: str = ""
    html: str = ""
    language: str = ""
    direction: str = ""

    @property
    def name(self) -> str:
        """Return the name of the state in the reader's language."""
        return str(IdeaState(self.state).label)

    @property
    def is_to_come(self) -> bool:
        """Whether the step has not been taken."""
        return self.at is None


@dataclass(frozen=True, slots=True)
class IdeaReading:
    """An idea as its page shows it to one reader."""

    idea: Idea
    policy: IdeaPolicy
    steps: list[Step]
    answers: list[Answer]
    evidence: list[Evidence]
    merged: list[Idea]
    earlier_wordings: list[IdeaWording]
    has_supported: bool
    is_following: bool


def find_idea(public_id: str) -> Idea | None:
    """Find an idea by its public name, with what its page shows of other tables."""
    return _whole().filter(public_id=public_id).first()


def read_idea(*, idea: Idea, viewer: object) -> IdeaReading:
    """Read all about an idea, in a number of queries that does not grow with it."""
    evidence = idea.evidence.select_related("photo", "added_by")
    return IdeaReading(
        idea=idea,
        policy=IdeaPolicy.of(idea.authority),
        steps=_steps(idea),
        answers=list(idea.answers.select_related("answered_by", "department")),
        evidence=list(evidence),
        merged=list(idea.merged.order_by("moved_at", "pk")),
        earlier_wordings=_wordings(idea),
        has_supported=has_supported(viewer, idea),
        is_following=is_following(viewer, idea.audience),
    )


def author_of(idea: Idea) -> str:
    """Return the name that an idea goes by; never an address, empty when unknown."""
    return idea.author_name or (idea.author.display_name if idea.author else "")


def has_supported(person: object, idea: Idea) -> bool:
    """Whether a signed-in person supports the idea; nobody else does."""
    return bool(supported_by(person, [idea.pk]))


def supported_by(person: object, pks: Collection[int]) -> set[int]:
    """Tell which of these ideas a person supports, in one query."""
    if not isinstance(person, Person):
        return set()
    rows = Support.objects.filter(person=person, idea_id__in=pks)
    return set(rows.values_list("idea_id", flat=True))


def _whole() -> QuerySet[Idea]:
    rows = Idea.objects.select_related(
        "authority__idea_policy",
        "audience",
        "author",
        "call",
        "district",
        "merged_into",
        "photo",
        "thread",
    )
    return rows.prefetch_related("topics")  # type: ignore[misc]


def _steps(idea: Idea) -> list[Step]:
    """Tell what the idea went through, and what is still to come."""
    moves = list(idea.moves.select_related("moved_by", "department"))
    first = Step(
        state=IdeaState.SUBMITTED,
        at=idea.submitted_at,
        is_current=not moves,
        who=author_of(idea),
    )
    taken = [_step(move, is_current=move is moves[-1]) for move in moves]
    return [first, *taken, *_to_come(idea)]


def _step(move: Move, *, is_current: bool) -> Step:
    return Step(
        state=move.to_state,
        at=move.moved_at,
        is_current=is_current,
        who=move.moved_by.display_name if move.moved_by else "",
        department=move.department,
        reason=move.reason,
        html=move.html,
        language=move.language,
        direction=move.direction,
    )


def _to_come(idea: Idea) -> list[Step]:
    if idea.state not in STEPS:
        return []
    after = STEPS[STEPS.index(IdeaState(idea.state)) + 1 :]
    return [Step(state=state) for state in after]


def _wordings(idea: Idea) -> list[IdeaWording]:
    """Read the earlier wordings, newest first; no query for what was never edited."""
    if not idea.edit_count:
        return []
    return list(idea.earlier_wordings.order_by("-replaced_at", "-pk"))
