"""Moves, merges and evidence: what officers do with an idea."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from comments.models import Thread
from consultations.ideas.errors import (
    CostBelowZeroError,
    DeliveredInFutureError,
    MergeNeedsTargetError,
    MergeNotPossibleError,
    MoveNotPossibleError,
    StaleIdeaError,
    SupportClosedError,
    TooEarlyForEvidenceError,
)
from consultations.ideas.events import IdeaMerged, IdeaMoved
from consultations.ideas.models import Idea, Move
from consultations.ideas.queries import list_debts, read_idea
from consultations.ideas.services import (
    add_evidence,
    merge_ideas,
    move_idea,
    set_idea_policy,
    support_idea,
    withdraw_support,
)
from consultations.ideas.states import MOVES, IdeaState
from foundation.accounts.models import Person
from foundation.audiences.queries import is_following
from foundation.audiences.services import follow
from foundation.audit.models import AuditEntry
from foundation.core import events
from foundation.core.errors import (
    InvalidInputError,
    KeyReusedError,
    NotAllowedError,
)
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.ideas import IdeaFactory, picture, supporters_of
from tests.factories.organisations import member_of

pytestmark = pytest.mark.django_db


def review(idea: Idea, officer: Person, now: datetime, **more: object) -> Move:
    return move_idea(
        **{
            "idea": idea,
            "to_state": "under_review",
            "reason": "المسار داخل **خطة** التشجير.",
            "mover": officer,
            "now": now,
            **more,
        }
    )


class TestMoves:
    def test_carry_who_when_and_why(
        self,
        idea: Idea,
        officer: Person,
        now: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        heard: list[object] = []
        monkeypatch.setitem(events._within, IdeaMoved, [heard.append])
        move = review(idea, officer, now)
        idea.refresh_from_db()
        assert (idea.state, idea.moved_at) == ("under_review", now)
        assert (move.from_state, move.moved_by) == ("submitted", officer)
        assert "<strong>خطة</strong>" in move.html
        assert heard == [IdeaMoved(idea_id=idea.pk, move_id=move.pk)]
        entry = AuditEntry.objects.get(action="idea.moved")
        assert entry.detail["to"] == "under_review"
        assert entry.authority == "harbour"

    def test_lead_a_whole_life_to_its_end(
        self, idea: Idea, officer: Person, now: datetime
    ) -> None:
        for state in ("under_review", "under_development", "implemented"):
            review(idea, officer, now, to_state=state)
        idea.refresh_from_db()
        reading = read_idea(idea=idea, viewer=None)
        assert [step.state for step in reading.steps] == [
            "submitted",
            "under_review",
            "under_development",
            "implemented",
        ]
        assert [step.is_current for step in reading.steps] == [
            False,
            False,
            False,
            True,
        ]

    def test_take_only_the_steps_of_the_table(
        self, idea: Idea, officer: Person, now: datetime
    ) -> None:
        for state in set(IdeaState) - MOVES[IdeaState.SUBMITTED]:
            with pytest.raises(MoveNotPossibleError):
                review(idea, officer, now, to_state=state)
        with pytest.raises(MoveNotPossibleError):
            review(idea, officer, now, to_state="no such state")
        with pytest.raises(MergeNeedsTargetError):
            review(idea, officer, now, to_state="merged")
        assert not Move.objects.exists()

    def test_need_a_reason(self, idea: Idea, officer: Person, now: datetime) -> None:
        with pytest.raises(InvalidInputError) as refusal:
            review(idea, officer, now, reason="  ")
        assert refusal.value.field == "reason"

    def test_are_refused_from_a_stale_page(
        self, idea: Idea, officer: Person, now: datetime
    ) -> None:
        review(idea, officer, now, expected_state="submitted")
        with pytest.raises(StaleIdeaError):
            review(idea, officer, now, to_state="declined", expected_state="submitted")

    def test_repeated_with_one_key_are_one_move(
        self, idea: Idea, officer: Person, now: datetime
    ) -> None:
        first = review(idea, officer, now, submission_key="k")
        assert review(idea, officer, now, submission_key="k") == first
        with pytest.raises(KeyReusedError):
            review(idea, officer, now, submission_key="k", reason="سبب آخر")

    @pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.MODERATOR])
    def test_are_made_by_officers_alone(
        self, idea: Idea, now: datetime, role: Role
    ) -> None:
        with pytest.raises(NotAllowedError):
            review(idea, member_of(idea.authority, role), now)

    def test_of_another_authority_are_refused(self, idea: Idea, now: datetime) -> None:
        stranger = member_of(IdeaFactory().authority, Role.OFFICER)
        with pytest.raises(NotAllowedError):
            review(idea, stranger, now)


class TestMerging:
    @pytest.fixture
    def target(self, idea: Idea) -> Idea:
        return IdeaFactory(authority=idea.authority)

    def merge(
        self, source: Idea, target: Idea, officer: Person, now: datetime, **more: object
    ) -> Move:
        return merge_ideas(
            **{
                "source": source,
                "target": target,
                "reason": "الفكرتان واحدة.",
                "merger": officer,
                "now": now,
                **more,
            }
        )

    def test_moves_supporters_and_followers_along_once_each(
        self, idea: Idea, target: Idea, officer: Person, now: datetime
    ) -> None:
        both, only_source, *_ = supporters_of(idea, 3)
        support_idea(idea=target, person=both, now=now)
        follower = PersonFactory()
        follow(audience=idea.audience, person=follower, now=now)
        self.merge(idea, target, officer, now)
        target.refresh_from_db()
        assert target.support_count == target.supports.count() == 3
        assert target.supports.get(person=only_source).via == idea
        assert target.supports.get(person=both).via is None
        assert is_following(follower, target.audience)
        assert is_following(idea.author, target.audience)

    def test_leaves_a_page_that_points_to_the_survivor(
        self,
        idea: Idea,
        target: Idea,
        officer: Person,
        now: datetime,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        heard: list[object] = []
        monkeypatch.setitem(events._within, IdeaMerged, [heard.append])
        move = self.merge(idea, target, officer, now)
        idea.refresh_from_db()
        assert (idea.state, idea.merged_into) == ("merged", target)
        assert heard == [
            IdeaMerged(idea_id=idea.pk, into_id=target.pk, move_id=move.pk)
        ]
        thread = Thread.objects.get(pk=idea.thread_id)
        assert thread.is_enabled
        assert not thread.is_open(now=now)
        assert [it.pk for it in read_idea(idea=target, viewer=None).merged] == [idea.pk]

    def test_flattens_chains(
        self, idea: Idea, target: Idea, officer: Person, now: datetime
    ) -> None:
        earliest = IdeaFactory(authority=idea.authority)
        self.merge(earliest, idea, officer, now)
        self.merge(idea, target, officer, now)
        earliest.refresh_from_db()
        assert earliest.merged_into == target

    def test_makes_no_circles(
        self, idea: Idea, target: Idea, officer: Person, now: datetime
    ) -> None:
        self.merge(idea, target, officer, now)
        with pytest.raises(MergeNotPossibleError):
            self.merge(target, idea, officer, now)
        with pytest.raises(MergeNotPossibleError):
            self.merge(target, target, officer, now)
        with pytest.raises(MoveNotPossibleError):
            self.merge(idea, target, officer, now)

    def test_stays_within_one_authority(
        self, idea: Idea, officer: Person, now: datetime
    ) -> None:
        with pytest.raises(MergeNotPossibleError):
            self.merge(idea, IdeaFactory(), officer, now)
        assert not Move.objects.exists()

    def test_into_a_declined_idea_is_refused(
        self, idea: Idea, target: Idea, officer: Person, now: datetime
    ) -> None:
        review(target, officer, now, to_state="declined")
        with pytest.raises(MergeNotPossibleError):
            self.merge(idea, target, officer, now)

    def test_is_for_officers(self, idea: Idea, target: Idea, now: datetime) -> None:
        with pytest.raises(NotAllowedError):
            self.merge(idea, target, PersonFactory(), now)

    def test_repeated_with_one_key_is_one_merge(
        self, idea: Idea, target: Idea, officer: Person, now: datetime
    ) -> None:
        first = self.merge(idea, target, officer, now, submission_key="k")
        assert self.merge(idea, target, officer, now, submission_key="k") == first

    def test_hands_the_debt_to_the_survivor(
        self, idea: Idea, target: Idea, officer: Person, now: datetime
    ) -> None:
        set_idea_policy(authority=idea.authority, threshold=2, answer_days=5, now=now)
        for person in PersonFactory.create_batch(2):
            support_idea(idea=idea, person=person, now=now)
        self.merge(idea, target, officer, now + timedelta(days=4))
        assert list_debts().items == [target]
        target.refresh_from_db()
        assert target.answer_due_at == now + timedelta(days=5)

    def test_can_reach_the_threshold(
        self, idea: Idea, target: Idea, officer: Person, now: datetime
    ) -> None:
        set_idea_policy(authority=idea.authority, threshold=2, answer_days=5, now=now)
        for merged_or_target in (idea, target):
            support_idea(idea=merged_or_target, person=PersonFactory(), now=now)
        self.merge(idea, target, officer, now)
        target.refresh_from_db()
        assert target.answer_due_at == now + timedelta(days=5)

    def test_ends_supports_of_the_merged_idea(
        self, idea: Idea, target: Idea, officer: Person, now: datetime
    ) -> None:
        (person,) = supporters_of(idea, 1)
        self.merge(idea, target, officer, now)
        with pytest.raises(SupportClosedError):
            support_idea(idea=idea, person=PersonFactory(), now=now)
        with pytest.raises(SupportClosedError):
            withdraw_support(idea=idea, person=person)
        withdraw_support(idea=target, person=person)
        target.refresh_from_db()
        assert target.support_count == 0


class TestEvidence:
    @pytest.fixture
    def developed(self, idea: Idea, officer: Person, now: datetime) -> Idea:
        for state in ("under_review", "under_development"):
            review(idea, officer, now, to_state=state)
        return Idea.objects.get(pk=idea.pk)

    def prove(
        self, idea: Idea, officer: Person, now: datetime, **more: object
    ) -> object:
        return add_evidence(
            **{
                "idea": idea,
                "text": "زُرعت ١٢٠ شجرة.",
                "delivered_on": now.date(),
                "added_by": officer,
                "now": now,
                **more,
            }
        )

    def test_shows_photo_cost_and_day(
        self, developed: Idea, officer: Person, now: datetime
    ) -> None:
        self.prove(developed, officer, now, cost=Decimal("1200000.50"), photo=picture())
        evidence = developed.evidence.get()
        assert evidence.cost == Decimal("1200000.50")
        assert evidence.photo is not None
        assert evidence.html == "<p>زُرعت ١٢٠ شجرة.</p>"

    def test_waits_for_development(
        self, idea: Idea, officer: Person, now: datetime
    ) -> None:
        with pytest.raises(TooEarlyForEvidenceError):
            self.prove(idea, officer, now)

    def test_of_tomorrow_is_none(
        self, developed: Idea, officer: Person, now: datetime
    ) -> None:
        with pytest.raises(DeliveredInFutureError):
            self.prove(
                developed, officer, now, delivered_on=now.date() + timedelta(days=1)
            )

    @pytest.mark.parametrize("cost", ["-1", "1e13", "NaN"])
    def test_costs_nothing_or_more(
        self, developed: Idea, officer: Person, now: datetime, cost: str
    ) -> None:
        with pytest.raises(CostBelowZeroError):
            self.prove(developed, officer, now, cost=Decimal(cost))

    def test_is_given_by_officers(self, developed: Idea, now: datetime) -> None:
        with pytest.raises(NotAllowedError):
            self.prove(developed, PersonFactory(), now)

    def test_repeated_with_one_key_is_one(
        self, developed: Idea, officer: Person, now: datetime
    ) -> None:
        self.prove(developed, officer, now, submission_key="k")
        self.prove(developed, officer, now, submission_key="k")
        assert developed.evidence.count() == 1
