"""Answers to inputs: one or many, replaced openly, taken back soon."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from comments.models import Comment
from comments.services import withdraw_comment
from consultations.pages.models import DraftDecisionPage
from drafts import services
from drafts.errors import (
    NotAnInputError,
    NothingToAnswerError,
    UndoTimeOverError,
    UnknownResponseError,
    UnreasonedResponseError,
)
from drafts.models import AnsweredInput, Response
from drafts.queries import (
    InputFilters,
    find_inputs,
    inputs_of,
    progress_of,
    standing_answers,
    with_folded,
)
from foundation.accounts.models import Person
from foundation.audit.models import AuditEntry
from foundation.core.errors import KeyReusedError, NotAllowedError
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.responses import make_talk, officer_of, say, sections_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home_page: Any, now: datetime) -> DraftDecisionPage:
    return make_talk(now)


@pytest.fixture
def officer(page: DraftDecisionPage) -> Person:
    return officer_of(page)


@pytest.fixture
def inputs(page: DraftDecisionPage, now: datetime) -> list[Comment]:
    first, second = sections_of(page)
    return [
        say(page.draft.thread, "ما موعد التطبيق؟", now=now, stance="question"),
        say(first.thread, "التعريف ضيق", now=now, stance="against"),
        say(second.thread, "أؤيد الدخول المجاني", now=now, stance="for"),
    ]


def answer(
    page: DraftDecisionPage, officer: Person, comments: Any, **more: Any
) -> Response:
    said = {"kind": "accepted", "reason_ar": "ملاحظة في محلها", **more}
    return services.answer_inputs(
        draft=page.draft, comments=comments, actor=officer, **said
    )


def test_one_response_answers_many_inputs(
    page: DraftDecisionPage, officer: Person, inputs: list[Comment], now: datetime
) -> None:
    response = answer(page, officer, inputs[:2], now=now)
    standing = standing_answers([c.pk for c in inputs])
    assert {pk: row.response for pk, row in standing.items()} == {
        inputs[0].pk: response,
        inputs[1].pk: response,
    }
    assert (progress_of(page.draft).answered, progress_of(page.draft).total) == (2, 3)


def test_the_statements_do_not_depend_on_the_number_of_inputs(
    page: DraftDecisionPage,
    officer: Person,
    inputs: list[Comment],
    now: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    with django_assert_max_num_queries(20):
        answer(page, officer, inputs_of(page.draft), now=now)
    for n in range(20):
        say(page.draft.thread, f"رأي آخر {n}", now=now)
    with django_assert_max_num_queries(20):
        answer(page, officer, inputs_of(page.draft), now=now)
    assert progress_of(page.draft).answered == 23


def test_a_new_answer_replaces_the_earlier_one_and_both_are_kept(
    page: DraftDecisionPage, officer: Person, inputs: list[Comment], now: datetime
) -> None:
    first = answer(page, officer, inputs, now=now)
    later = now + timedelta(days=1)
    second = answer(page, officer, inputs[:1], kind="rejected", now=later)
    rows = AnsweredInput.objects.filter(comment=inputs[0]).order_by("pk")
    assert [(r.response, r.replaced_at) for r in rows] == [
        (first, later),
        (second, None),
    ]
    assert standing_answers([inputs[1].pk])[inputs[1].pk].response == first


def test_what_was_chosen_by_its_answer_is_answered_whole(
    page: DraftDecisionPage, officer: Person, inputs: list[Comment], now: datetime
) -> None:
    answer(page, officer, inputs, kind="rejected", now=now)
    rejected = find_inputs(page.draft, InputFilters(kind="rejected"))
    answer(page, officer, rejected, now=now + timedelta(hours=1))
    standing = standing_answers([c.pk for c in inputs])
    assert {row.response.kind for row in standing.values()} == {"accepted"}
    assert len(standing) == 3


def test_only_those_who_answer_for_the_authority_answer(
    page: DraftDecisionPage, officer: Person, inputs: list[Comment], now: datetime
) -> None:
    for stranger in (
        PersonFactory(verified=True),
        officer_of(page, Role.APPROVER),
        officer_of(make_talk(now, slug="other")),
    ):
        with pytest.raises(NotAllowedError):
            answer(page, stranger, inputs, now=now)
    assert not Response.objects.exists()
    answer(page, officer_of(page, Role.EDITOR), inputs, now=now)


def test_an_answer_has_a_kind_a_reason_and_inputs(
    page: DraftDecisionPage, officer: Person, inputs: list[Comment], now: datetime
) -> None:
    with pytest.raises(UnknownResponseError):
        answer(page, officer, inputs, kind="perhaps", now=now)
    with pytest.raises(UnreasonedResponseError):
        answer(page, officer, inputs, reason_ar="  ", now=now)
    with pytest.raises(NothingToAnswerError):
        answer(page, officer, [], now=now)
    assert not Response.objects.exists()
    answer(page, officer, inputs, now=now)


def test_a_list_is_answered_whole_or_not_at_all(
    page: DraftDecisionPage, officer: Person, inputs: list[Comment], now: datetime
) -> None:
    author = inputs[1].author
    assert author is not None
    withdraw_comment(comment=inputs[1], person=author, now=now)
    with pytest.raises(NotAnInputError):
        answer(page, officer, inputs, now=now)
    elsewhere = say(make_talk(now, slug="other").draft.thread, "رأي", now=now)
    with pytest.raises(NotAnInputError):
        answer(page, officer, [inputs[0], elsewhere], now=now)
    assert not AnsweredInput.objects.exists()
    answer(page, officer, [inputs[0], inputs[2]], now=now)


def test_a_reply_can_be_answered_and_is_not_owed(
    page: DraftDecisionPage, officer: Person, inputs: list[Comment], now: datetime
) -> None:
    reply = say(inputs[0].thread, "وأنا كذلك", parent=inputs[0], now=now)
    assert progress_of(page.draft).total == 3
    answer(page, officer, [reply], now=now)
    assert progress_of(page.draft).answered == 0
    assert reply.pk in standing_answers([reply.pk])


def test_the_same_key_gives_the_first_response_again(
    page: DraftDecisionPage, officer: Person, inputs: list[Comment], now: datetime
) -> None:
    first = answer(page, officer, inputs, submission_key="k1", now=now)
    again = answer(page, officer, inputs, submission_key="k1", now=now)
    assert again == first
    with pytest.raises(KeyReusedError):
        answer(page, officer, inputs, submission_key="k1", kind="rejected", now=now)
    assert Response.objects.count() == 1


def test_an_answer_taken_back_brings_back_what_it_replaced(
    page: DraftDecisionPage, officer: Person, inputs: list[Comment], now: datetime
) -> None:
    first = answer(page, officer, inputs[:1], now=now)
    mistake = answer(page, officer, inputs, kind="rejected", now=now)
    later = now + timedelta(minutes=5)
    services.take_back(response=mistake, actor=officer, now=later)
    standing = standing_answers([c.pk for c in inputs])
    assert {pk: row.response for pk, row in standing.items()} == {inputs[0].pk: first}
    mistake.refresh_from_db()
    assert mistake.taken_back_at == later
    answer(page, officer, inputs, kind="out-of-scope", now=later)


def test_an_answer_is_taken_back_soon_and_by_who_gave_it(
    page: DraftDecisionPage, officer: Person, inputs: list[Comment], now: datetime
) -> None:
    response = answer(page, officer, inputs, now=now)
    with pytest.raises(UndoTimeOverError):
        services.take_back(response=response, actor=officer_of(page), now=now)
    late = now + timedelta(minutes=16)
    with pytest.raises(UndoTimeOverError):
        services.take_back(response=response, actor=officer, now=late)
    in_time = now + timedelta(minutes=14)
    services.take_back(response=response, actor=officer, now=in_time)
    assert progress_of(page.draft).answered == 0


def test_folded_inputs_are_counted_each_and_answered_together(
    page: DraftDecisionPage, officer: Person, inputs: list[Comment], now: datetime
) -> None:
    head = inputs[0]
    alike = [say(page.draft.thread, f"ما موعد التطبيق {n}؟", now=now) for n in (1, 2)]
    Comment.objects.filter(pk__in=[c.pk for c in alike]).update(folded_under=head)
    assert progress_of(page.draft).total == 5
    listed = find_inputs(page.draft, InputFilters(state="unanswered"))
    assert set(listed) == set(inputs)
    group = find_inputs(page.draft, InputFilters(group=head.public_id))
    assert set(group) == {head, *alike}
    answer(page, officer, [head], now=now)
    waiting = find_inputs(page.draft, InputFilters(state="unanswered"))
    assert set(waiting) == {*inputs[1:], *alike}
    chosen = Comment.objects.filter(pk=head.pk)
    answer(page, officer, with_folded(page.draft, chosen), now=now)
    assert progress_of(page.draft).answered == 3


def test_inputs_are_found_by_section_stance_answer_and_words(
    page: DraftDecisionPage, officer: Person, inputs: list[Comment], now: datetime
) -> None:
    first, second = sections_of(page)
    answer(page, officer, inputs[2:], now=now)
    for filters, expected in (
        (InputFilters(section="whole"), [inputs[0]]),
        (InputFilters(section=first.public_id), [inputs[1]]),
        (InputFilters(section=second.public_id, state="unanswered"), []),
        (InputFilters(stance="against"), [inputs[1]]),
        (InputFilters(state="answered"), [inputs[2]]),
        (InputFilters(kind="accepted"), [inputs[2]]),
        (InputFilters(words="التعريف"), [inputs[1]]),
        (InputFilters(suggestions=True), []),
        (InputFilters(until=now - timedelta(days=1)), []),
    ):
        assert list(find_inputs(page.draft, filters)) == expected, filters


def test_what_was_answered_is_in_the_record_without_its_words(
    page: DraftDecisionPage, officer: Person, inputs: list[Comment], now: datetime
) -> None:
    response = answer(page, officer, inputs, now=now)
    entry = AuditEntry.objects.get(action="draft.answered")
    assert entry.detail["response"] == response.public_id
    assert entry.detail["inputs"] == 3
    assert "ملاحظة" not in str(entry.detail)
