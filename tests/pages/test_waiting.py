"""What waits for a person in the administration."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultations.pages import services
from consultations.pages.models import AuthorityPage
from consultations.pages.queries.waiting import waiting_for
from consultations.pages.services import PhasePlan
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.organisations import AuthorityFactory, member_of
from tests.factories.pages import make_draft_page, make_project_page

pytestmark = pytest.mark.django_db


def test_nothing_waits_at_first() -> None:
    editor = member_of(AuthorityFactory(), Role.EDITOR)
    assert waiting_for(editor, now=timezone.now()).is_empty


def test_the_first_page_says_where_to_begin(client: Client) -> None:
    authority = AuthorityFactory()
    own = AuthorityPage.objects.get(authority=authority)
    foreign = AuthorityPage.objects.get(authority=AuthorityFactory())
    client.force_login(member_of(authority, Role.EDITOR))
    shown = client.get("/admin/").content.decode()
    assert f"/admin/pages/{own.pk}/add_subpage/" in shown
    assert f"/admin/pages/{foreign.pk}/add_subpage/" not in shown
    for other in (member_of(authority, Role.OFFICER), PersonFactory(superuser=True)):
        client.force_login(other)
        assert "add_subpage" not in client.get("/admin/").content.decode()


def test_a_submitted_page_waits_for_its_approvers_alone() -> None:
    authority = AuthorityFactory()
    editor = member_of(authority, Role.EDITOR)
    approver = member_of(authority, Role.APPROVER)
    page = make_draft_page(authority, live=False, actor=editor)
    services.submit_page(page=page, actor=editor)
    seen = {
        person: waiting_for(person, now=timezone.now()).approvals
        for person in (editor, approver, member_of(AuthorityFactory(), Role.APPROVER))
    }
    assert [item.can_decide for items in seen.values() for item in items] == [
        False,
        True,
    ]
    assert seen[approver][0].page_id == page.pk


def test_a_closed_consultation_owes_its_outcome_until_it_has_one() -> None:
    authority = AuthorityFactory()
    editor, now = member_of(authority, Role.EDITOR), timezone.now()
    ended = [PhasePlan("comment", now - timedelta(days=9), now - timedelta(days=1))]
    owing = make_project_page(authority, phases=ended)
    make_project_page(authority, slug="open")
    make_project_page(authority, slug="done", phases=ended, outcome_kind="adopted")
    owed = waiting_for(editor, now=now).owed_outcomes
    assert [page.pk for page in owed] == [owing.pk]


def test_what_was_sent_back_and_what_is_scheduled_are_listed() -> None:
    authority = AuthorityFactory()
    editor = member_of(authority, Role.EDITOR)
    approver = member_of(authority, Role.APPROVER)
    back = make_draft_page(authority, live=False, actor=editor)
    services.submit_page(page=back, actor=editor)
    services.send_back(page=back, actor=approver, comment="أعد الصياغة")
    later = make_project_page(
        authority, live=False, go_live_at=timezone.now() + timedelta(hours=1)
    )
    services.submit_page(page=later, actor=editor)
    later = type(later).objects.get(pk=later.pk)
    services.approve_page(page=later, actor=approver)
    waiting = waiting_for(editor, now=timezone.now())
    assert [page.pk for page in waiting.sent_back] == [back.pk]
    assert [int(row.object_id) for row in waiting.scheduled] == [later.pk]
