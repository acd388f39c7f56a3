"""Going live carries phases to what they govern."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from comments.models import Thread
from consultations.pages.errors import OutcomeTooEarlyError
from consultations.pages.models import Phase
from consultations.pages.services import PhasePlan, publish_now
from drafts.states import VersionState
from tests.factories.pages import (
    make_draft_page,
    make_idea_call_page,
    make_project_page,
    make_update_page,
)

pytestmark = pytest.mark.django_db


def ended_phases() -> list[PhasePlan]:
    """Comments were taken for a week, and no more."""
    now = timezone.now()
    return [PhasePlan("comment", now - timedelta(days=9), now - timedelta(days=2))]


def test_a_draft_decision_goes_live_with_its_words() -> None:
    page = make_draft_page()
    assert page.live
    assert page.version is not None
    assert page.version.state == VersionState.PUBLISHED
    assert page.version.content_hash == page.version_hash


def test_the_threads_of_draft_and_sections_get_the_window_of_the_comment_phase() -> (
    None
):
    page = make_draft_page()
    phase = page.phase("comment")
    threads = Thread.objects.all()
    assert threads.count() == 3
    assert {t.opens_at for t in threads} == {phase.opens_at}
    assert {t.closes_at for t in threads} == {phase.closes_at}
    assert all(t.is_enabled for t in threads)


def test_the_ballot_is_made_with_the_moments_of_the_vote_phase() -> None:
    page = make_draft_page()
    phase = page.phase("vote")
    assert page.ballot is not None
    assert (page.ballot.opens_at, page.ballot.closes_at) == (
        phase.opens_at,
        phase.closes_at,
    )
    assert page.ballot.authority == page.authority


def test_a_page_that_asks_no_question_has_no_ballot() -> None:
    assert make_draft_page(ballot_question_ar="").ballot is None


def test_publishing_again_keeps_the_ballot_and_changes_its_question() -> None:
    page = make_draft_page()
    changed = page.get_latest_revision_as_object()
    changed.ballot_question_ar = "سؤال آخر؟"
    changed.save_revision()
    publish_now(page=page, actor=None, now=timezone.now())
    again = type(page).objects.get(pk=page.pk)
    assert again.ballot_id == page.ballot_id
    assert again.ballot.question_ar == "سؤال آخر؟"


def test_lists_find_the_moments_beside_the_page() -> None:
    page = make_draft_page()
    assert page.first_opens_at == page.phase("comment").opens_at
    assert page.participation_closes_at == page.phase("vote").closes_at
    assert page.decision_due_at == page.phase("decision").closes_at


def test_a_project_opens_its_thread_and_a_call_its_window() -> None:
    project, call = make_project_page(), make_idea_call_page()
    assert project.thread.is_enabled
    assert project.thread.closes_at == project.phase("comment").closes_at
    assert call.call.opens_at == call.phase("comment").opens_at


def test_a_page_that_takes_no_comments_closes_its_thread() -> None:
    assert not make_project_page(takes_comments=False).thread.is_enabled


def test_an_update_is_announced_once(heard: Any) -> None:
    page = make_update_page(make_project_page())
    publish_now(page=page, actor=None, now=timezone.now())
    assert heard("UpdatePublished") == 1
    assert heard("PagePublished") == 3


def test_the_first_outcome_is_announced_once(heard: Any) -> None:
    page = make_draft_page(
        outcome_kind="adopted", outcome_ar="<p>أُقرّ</p>", phases=ended_phases()
    )
    publish_now(page=page, actor=None, now=timezone.now())
    assert heard("OutcomePublished") == 1
    assert heard("ConsultationPublished") == 2


def test_a_decision_is_not_published_while_people_are_still_asked() -> None:
    page = make_draft_page()
    page.outcome_kind, page.outcome_ar = "adopted", "<p>أُقرّ</p>"
    page.save_revision()
    with pytest.raises(OutcomeTooEarlyError) as refusal:
        publish_now(page=page, actor=None, now=timezone.now())
    assert "التعليق" in str(refusal.value)
    closes_at = max(phase.closes_at for phase in page.phases.filter(kind="vote"))
    publish_now(page=page, actor=None, now=closes_at)
    page.refresh_from_db()
    assert page.outcome_kind == "adopted"


def test_unpublishing_closes_what_the_page_owns(heard: Any) -> None:
    page = make_draft_page()
    page.unpublish()
    assert not Thread.objects.filter(is_enabled=True).exists()
    assert not page.ballot.__class__.objects.get(pk=page.ballot_id).is_open(
        now=timezone.now()
    )
    assert heard("PageUnpublished") == 1


def test_a_ballot_whose_page_was_unpublished_before_it_opened_never_opens() -> None:
    moment = timezone.now()
    opens, closes = moment + timedelta(days=2), moment + timedelta(days=5)
    page = make_draft_page(phases=[PhasePlan("vote", opens, closes)])
    ballot = page.ballot.__class__.objects.get(pk=page.ballot_id)
    assert ballot.is_open(now=opens + timedelta(days=1))
    page.unpublish()
    ballot.refresh_from_db()
    assert not ballot.is_open(now=opens + timedelta(days=1))
    page.refresh_from_db()
    publish_now(page=page, actor=None, now=moment + timedelta(minutes=5))
    ballot.refresh_from_db()
    assert ballot.is_open(now=opens + timedelta(days=1))


def test_a_ballot_whose_question_was_taken_away_takes_no_votes() -> None:
    moment = timezone.now()
    page = make_draft_page()
    ballot = page.ballot.__class__.objects.get(pk=page.ballot_id)
    page.ballot_question_ar = page.ballot_question_en = ""
    page.save_revision()
    publish_now(page=page, actor=None, now=moment + timedelta(minutes=5))
    ballot.refresh_from_db()
    assert not ballot.is_open(now=moment + timedelta(days=1))
    assert type(page).objects.get(pk=page.pk).ballot_id is None


def test_deleting_a_page_is_announced(heard: Any) -> None:
    make_project_page().delete()
    assert heard("PageUnpublished") == 1


def test_a_future_phase_leaves_the_thread_closed_until_then(now: datetime) -> None:
    moment = timezone.now()
    later = moment + timedelta(days=2)
    page = make_project_page(phases=[PhasePlan("comment", later)])
    assert not page.thread.is_open(now=moment)
    assert page.thread.is_open(now=later)
    assert Phase.objects.get(page=page).closes_at is None
