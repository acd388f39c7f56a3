"""Supports, the threshold, and the answer it obliges to."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from consultations.ideas.errors import LevelTooLowError, SupportClosedError
from consultations.ideas.events import AnswerFallsDue
from consultations.ideas.models import Idea, Support
from consultations.ideas.queries import debts_by_authority, list_debts, waiting_for
from consultations.ideas.services import (
    answer_idea,
    move_idea,
    set_idea_policy,
    support_idea,
    withdraw_support,
)
from foundation.accounts.models import Person
from foundation.core import events
from foundation.core.errors import KeyReusedError, NotAllowedError
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.ideas import IdeaFactory, supporters_of
from tests.factories.organisations import member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def promised(idea: Idea, now: datetime) -> Idea:
    """An idea whose authority answers within ten days from three supports on."""
    set_idea_policy(authority=idea.authority, threshold=3, answer_days=10, now=now)
    return Idea.objects.get(pk=idea.pk)


@pytest.fixture
def owed(promised: Idea, now: datetime) -> Idea:
    for person in PersonFactory.create_batch(3):
        support_idea(idea=promised, person=person, now=now)
    return Idea.objects.get(pk=promised.pk)


def test_a_person_supports_an_idea_once(idea: Idea, now: datetime) -> None:
    person = PersonFactory()
    first = support_idea(idea=idea, person=person, now=now)
    assert support_idea(idea=idea, person=person, now=now) == first
    idea.refresh_from_db()
    assert (idea.support_count, idea.supports_in_all) == (1, 1)


def test_the_database_holds_one_support_per_person(idea: Idea, now: datetime) -> None:
    person = PersonFactory()
    support_idea(idea=idea, person=person, now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(idea=idea, person=person, supported_at=now)


def test_a_support_can_be_taken_back(idea: Idea, now: datetime) -> None:
    person = PersonFactory()
    support_idea(idea=idea, person=person, now=now)
    withdraw_support(idea=idea, person=person)
    withdraw_support(idea=idea, person=person)
    idea.refresh_from_db()
    assert idea.support_count == 0


def test_unconfirmed_people_cannot_support(idea: Idea, now: datetime) -> None:
    with pytest.raises(LevelTooLowError):
        support_idea(idea=idea, person=PersonFactory(registered=True), now=now)


def test_declined_ideas_take_no_supports(
    idea: Idea, officer: Person, now: datetime
) -> None:
    move_idea(
        idea=idea, to_state="declined", reason="خارج الصلاحية", mover=officer, now=now
    )
    with pytest.raises(SupportClosedError):
        support_idea(idea=idea, person=PersonFactory(), now=now)


def test_the_threshold_obliges_an_answer_once(
    promised: Idea, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    monkeypatch.setitem(events._within, AnswerFallsDue, [heard.append])
    supporters_of(promised, 2)
    promised.refresh_from_db()
    assert not promised.owes_answer
    person = PersonFactory()
    support_idea(idea=promised, person=person, now=now)
    withdraw_support(idea=promised, person=person)
    support_idea(idea=promised, person=person, now=now + timedelta(days=2))
    promised.refresh_from_db()
    assert promised.answer_due_at == now + timedelta(days=10)
    assert (promised.reached_threshold, promised.reached_threshold_at) == (3, now)
    assert heard == [AnswerFallsDue(idea_id=promised.pk)]


def test_a_debt_is_public_and_becomes_overdue_on_its_day(
    owed: Idea, now: datetime
) -> None:
    assert owed.owes_answer
    due_at = now + timedelta(days=10)
    assert not owed.is_overdue(now=due_at - timedelta(seconds=1))
    assert owed.is_overdue(now=due_at)
    assert list_debts().items == [owed]
    assert list_debts(authority="other").items == []
    (debt,) = debts_by_authority(now=due_at)
    assert (debt.authority, debt.owed_count, debt.overdue_count) == (
        owed.authority,
        1,
        1,
    )


def test_a_move_pays_the_debt(owed: Idea, officer: Person, now: datetime) -> None:
    move_idea(
        idea=owed, to_state="under_review", reason="ندرسها", mover=officer, now=now
    )
    owed.refresh_from_db()
    assert not owed.owes_answer
    assert list_debts().items == []


def test_an_answer_pays_the_debt_without_a_move(
    owed: Idea, officer: Person, now: datetime
) -> None:
    answer = answer_idea(idea=owed, text="نعم", answered_by=officer, now=now)
    owed.refresh_from_db()
    assert (owed.answered_at, owed.state) == (now, "submitted")
    assert answer.html == "<p>نعم</p>"


def test_an_answer_given_before_the_threshold_has_paid(
    promised: Idea, officer: Person, now: datetime
) -> None:
    answer_idea(idea=promised, text="نعم", answered_by=officer, now=now)
    supporters_of(promised, 3)
    promised.refresh_from_db()
    assert promised.reached_threshold == 3
    assert not promised.owes_answer


def test_only_officers_of_the_authority_answer(owed: Idea, now: datetime) -> None:
    stranger = member_of(IdeaFactory().authority, Role.OFFICER)
    for person in (stranger, PersonFactory(), PersonFactory(superuser=True)):
        with pytest.raises(NotAllowedError):
            answer_idea(idea=owed, text="نعم", answered_by=person, now=now)
    owed.refresh_from_db()
    assert owed.owes_answer


def test_a_repeated_answer_is_one_answer(
    owed: Idea, officer: Person, now: datetime
) -> None:
    said = {"idea": owed, "answered_by": officer, "now": now, "submission_key": "k"}
    assert answer_idea(text="نعم", **said) == answer_idea(text="نعم", **said)
    with pytest.raises(KeyReusedError):
        answer_idea(text="لا", **said)


def test_debts_wait_for_the_officers_of_their_authority(
    owed: Idea, officer: Person
) -> None:
    assert list(waiting_for(officer)) == [owed]
    assert list(waiting_for(PersonFactory())) == []
    editor = member_of(owed.authority, Role.EDITOR)
    assert list(waiting_for(editor)) == []
