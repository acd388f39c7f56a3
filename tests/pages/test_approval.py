"""The rule of the second person."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import TaskState

from consultations.pages import services
from consultations.pages.errors import (
    NotAnApproverError,
    NothingToPublishError,
    NotWaitingError,
    OwnSubmissionError,
    OwnWordsError,
    WordsChangedError,
)
from consultations.pages.models import DraftDecisionPage, ProjectPage
from drafts.errors import VersionSealedError
from drafts.errors import WordsChangedError as DraftWordsChangedError
from drafts.models import SectionText, Version
from drafts.services import create_draft, write_version
from drafts.states import VersionState
from foundation.audit.models import AuditEntry
from foundation.organisations.models import Authority, Role
from tests.factories.accounts import PersonFactory
from tests.factories.organisations import AuthorityFactory, member_of
from tests.factories.pages import TEXT, make_draft_page, make_project_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def editor(authority: Authority) -> Any:
    return member_of(authority, Role.EDITOR)


@pytest.fixture
def approver(authority: Authority) -> Any:
    return member_of(authority, Role.APPROVER)


@pytest.fixture
def waiting(authority: Authority, editor: Any) -> DraftDecisionPage:
    """A draft decision that an editor wrote and submitted."""
    page = make_draft_page(authority, live=False, actor=editor)
    services.submit_page(page=page, actor=editor)
    return fresh(page)


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def test_an_approver_who_neither_wrote_nor_submitted_publishes_it(
    waiting: DraftDecisionPage, approver: Any
) -> None:
    services.approve_page(page=waiting, actor=approver)
    page = fresh(waiting)
    assert page.live
    assert page.version.state == VersionState.PUBLISHED


def test_who_submitted_does_not_approve(authority: Authority, editor: Any) -> None:
    page = make_draft_page(authority, live=False, actor=None)
    both = member_of(authority, Role.EDITOR, Role.APPROVER)
    services.submit_page(page=page, actor=both)
    with pytest.raises(OwnSubmissionError):
        services.approve_page(page=fresh(page), actor=both)
    assert not fresh(page).live


def test_who_wrote_the_page_does_not_approve_what_another_submits(
    authority: Authority, editor: Any, approver: Any
) -> None:
    page = make_draft_page(authority, live=False, actor=approver)
    services.submit_page(page=page, actor=editor)
    with pytest.raises(OwnWordsError):
        services.approve_page(page=fresh(page), actor=approver)


def test_who_wrote_before_the_last_author_does_not_approve_either(
    authority: Authority, editor: Any, approver: Any
) -> None:
    page = make_draft_page(authority, live=False, actor=approver)
    page.save_revision(user=editor)
    services.submit_page(page=page, actor=editor)
    with pytest.raises(OwnWordsError):
        services.approve_page(page=fresh(page), actor=approver)


def test_who_wrote_the_draft_text_does_not_approve(
    authority: Authority, editor: Any, approver: Any
) -> None:
    page = make_draft_page(authority, live=False, actor=editor)
    write_version(draft=page.draft, texts=[TEXT], actor=approver, now=timezone.now())
    Version.objects.update(changed_by=approver)
    services.submit_page(page=page, actor=editor)
    with pytest.raises(OwnWordsError):
        services.approve_page(page=fresh(page), actor=approver)


def test_superusers_are_no_exception(authority: Authority, editor: Any) -> None:
    admin = PersonFactory(superuser=True)
    page = make_draft_page(authority, live=False, actor=admin)
    services.submit_page(page=page, actor=editor)
    with pytest.raises(OwnWordsError):
        services.approve_page(page=fresh(page), actor=admin)


def test_a_superuser_who_did_not_write_it_may_approve(
    waiting: DraftDecisionPage,
) -> None:
    services.approve_page(page=waiting, actor=PersonFactory(superuser=True))
    assert fresh(waiting).live


def test_another_authoritys_approver_may_not(waiting: DraftDecisionPage) -> None:
    stranger = member_of(AuthorityFactory(), Role.APPROVER)
    with pytest.raises(NotAnApproverError):
        services.approve_page(page=waiting, actor=stranger)


def test_an_editor_may_not_approve(
    waiting: DraftDecisionPage, authority: Authority
) -> None:
    with pytest.raises(NotAnApproverError):
        services.approve_page(page=waiting, actor=member_of(authority, Role.EDITOR))


def test_nobody_holds_the_publish_right(
    waiting: DraftDecisionPage, editor: Any, approver: Any
) -> None:
    for person in (editor, approver, PersonFactory(superuser=True)):
        rights = waiting.permissions_for_user(person)
        assert not rights.can_publish()
        assert not rights.can_publish_subpage()
        assert not waiting.get_parent().permissions_for_user(person).can_publish()


def test_submitting_seals_the_text_and_names_its_hash(
    waiting: DraftDecisionPage,
) -> None:
    version = waiting.newest_version()
    assert version is not None
    assert version.state == VersionState.SEALED
    named = waiting.get_latest_revision_as_object()
    assert named.version == version
    assert named.version_hash == version.content_hash != ""


def test_a_sealed_text_cannot_be_written(waiting: DraftDecisionPage) -> None:
    with pytest.raises(VersionSealedError):
        write_version(draft=waiting.draft, texts=[TEXT], actor=None, now=timezone.now())


def test_sending_back_unseals_and_lets_it_be_submitted_again(
    waiting: DraftDecisionPage, editor: Any, approver: Any
) -> None:
    services.send_back(page=waiting, actor=approver, comment="المادة الثانية ناقصة")
    assert waiting.newest_version().state == VersionState.WORKING
    page = fresh(waiting)
    page.save_revision(user=editor)
    page.current_workflow_state.resume(editor)
    services.approve_page(page=fresh(page), actor=approver)
    assert fresh(page).live


def test_the_submitter_of_the_second_round_counts(
    waiting: DraftDecisionPage, authority: Authority, approver: Any
) -> None:
    services.send_back(page=waiting, actor=approver, comment="أعد الصياغة")
    second = member_of(authority, Role.EDITOR, Role.APPROVER)
    fresh(waiting).current_workflow_state.resume(second)
    with pytest.raises(OwnSubmissionError):
        services.approve_page(page=fresh(waiting), actor=second)


def test_withdrawing_unseals(waiting: DraftDecisionPage, editor: Any) -> None:
    waiting.current_workflow_state.cancel(user=editor)
    assert waiting.newest_version().state == VersionState.WORKING


def test_the_approved_revision_goes_live_and_not_a_later_one(
    waiting: DraftDecisionPage, editor: Any, approver: Any
) -> None:
    later = waiting.get_latest_revision_as_object()
    later.heading_ar = "عنوان لم يعتمده أحد"
    later.save_revision(user=editor)
    services.approve_page(page=fresh(waiting), actor=approver)
    page = fresh(waiting)
    assert page.live
    assert page.heading_ar == TEXT.title
    assert page.has_unpublished_changes


def test_words_that_changed_after_submission_do_not_go_live(
    waiting: DraftDecisionPage, approver: Any
) -> None:
    SectionText.objects.filter(text="الدخول مجاني.").update(text="الدخول برسم.")
    with pytest.raises(DraftWordsChangedError):
        services.approve_page(page=waiting, actor=approver)
    assert not fresh(waiting).live


def test_a_seal_with_another_hash_does_not_go_live(
    waiting: DraftDecisionPage, approver: Any
) -> None:
    Version.objects.update(content_hash="0" * 64)
    with pytest.raises(WordsChangedError):
        services.approve_page(page=waiting, actor=approver)


def test_a_draft_without_text_cannot_be_submitted(
    authority: Authority, editor: Any
) -> None:
    draft = create_draft(
        authority=authority, title_ar="فارغ", created_by=editor, now=timezone.now()
    )
    page = services.create_draft_page(draft=draft, actor=editor, now=timezone.now())
    with pytest.raises(NothingToPublishError):
        services.submit_page(page=page, actor=editor)


def test_what_was_decided_is_not_decided_twice(
    waiting: DraftDecisionPage, approver: Any
) -> None:
    services.approve_page(page=waiting, actor=approver)
    with pytest.raises(NotWaitingError):
        services.approve_page(page=fresh(waiting), actor=approver)


def test_what_waits_is_locked_for_everyone(
    waiting: DraftDecisionPage, approver: Any
) -> None:
    lock = waiting.get_lock()
    assert lock.for_user(approver)
    assert lock.for_user(PersonFactory(superuser=True))


def test_a_foreign_task_state_is_refused_by_the_task_itself(
    waiting: DraftDecisionPage,
) -> None:
    other = AuthorityFactory()
    stranger = member_of(other, Role.APPROVER)
    state = TaskState.objects.get(status="in_progress")
    with pytest.raises(NotAnApproverError):
        state.task.specific.on_action(state, stranger, "approve")


def test_approval_is_announced_and_recorded(
    waiting: DraftDecisionPage, approver: Any, heard: Any
) -> None:
    services.approve_page(page=waiting, actor=approver)
    assert heard("ApprovalDecided") == 1
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"cms.workflow.start", "cms.workflow.approve", "cms.publish"} <= actions
    entry = AuditEntry.objects.get(action="cms.publish")
    assert entry.actor == approver.public_id
    assert entry.authority == waiting.authority.slug


def test_an_approved_schedule_waits_for_its_moment(
    authority: Authority, editor: Any, approver: Any
) -> None:
    page = scheduled(authority, editor, approver)
    assert not page.live
    assert page.get_lock() is not None
    assert services.publish_due(now=timezone.now()) == []
    moment = timezone.now() + timedelta(hours=2)
    assert services.publish_due(now=moment) == [page.pk]
    assert fresh(page).live
    assert services.publish_due(now=moment) == []


def test_scheduling_carries_nothing_before_the_moment(
    authority: Authority, editor: Any, approver: Any, heard: Any
) -> None:
    page = scheduled(authority, editor, approver)
    assert not page.thread.is_enabled
    assert heard("PagePublished") == 0


def test_unscheduling_takes_the_approval_back(
    authority: Authority, editor: Any, approver: Any
) -> None:
    page = make_draft_page(
        authority,
        live=False,
        actor=editor,
        go_live_at=timezone.now() + timedelta(hours=1),
    )
    services.submit_page(page=page, actor=editor)
    services.approve_page(page=fresh(page), actor=approver)
    assert fresh(page).newest_version().state == VersionState.SEALED
    revision = fresh(page).scheduled_revision
    revision.approved_go_live_at = None
    revision.save(user=approver, update_fields=["approved_go_live_at"])
    assert fresh(page).newest_version().state == VersionState.WORKING
    assert services.publish_due(now=timezone.now() + timedelta(hours=2)) == []


def scheduled(authority: Authority, editor: Any, approver: Any) -> ProjectPage:
    """A project that was approved to go live in an hour."""
    page = make_project_page(authority, live=False)
    revised = page.get_latest_revision_as_object()
    revised.go_live_at = timezone.now() + timedelta(hours=1)
    revised.save_revision(user=editor)
    services.submit_page(page=fresh(page), actor=editor)
    services.approve_page(page=fresh(page), actor=approver)
    return fresh(page)
