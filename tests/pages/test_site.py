"""The frame of the site, and the rights that memberships give in it."""

from typing import Any

import pytest
from django.http import Http404
from django.test import RequestFactory
from wagtail.models import (
    GroupPagePermission,
    PageViewRestriction,
    Site,
    Workflow,
)

from consultations.pages.models import AuthorityPage, HomePage
from consultations.pages.services import ensure_site
from foundation.organisations.models import Role
from foundation.organisations.services import revoke_role
from tests.factories.accounts import PersonFactory
from tests.factories.organisations import AuthorityFactory, member_of
from tests.factories.pages import make_project_page, make_update_page

pytestmark = pytest.mark.django_db


def test_the_site_stands_once_the_tables_do() -> None:
    home = ensure_site()
    assert HomePage.objects.get() == home
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert home.get_workflow() is not None
    assert Workflow.objects.active().count() == 1


def test_making_it_again_changes_nothing() -> None:
    first, second = ensure_site(), ensure_site()
    assert first == second
    assert Site.objects.count() == 1


def test_a_page_is_found_by_its_path_in_two_queries_at_any_depth(
    django_assert_num_queries: Any,
) -> None:
    update = make_update_page(make_project_page())
    home = ensure_site()
    request = RequestFactory().get("/")
    path = update.url_path.removeprefix(home.url_path).strip("/").split("/")
    assert len(path) == 3
    with django_assert_num_queries(2):
        found = home.route(request, path)
    assert found.page == update


def test_a_path_that_does_not_exist_is_not_found() -> None:
    home = ensure_site()
    for path in (["nothing"], ["nothing", "at-all"]):
        with pytest.raises(Http404):
            home.route(RequestFactory().get("/"), path)


def test_a_page_that_is_not_live_is_not_found() -> None:
    page, home = make_project_page(live=False), ensure_site()
    path = page.url_path.removeprefix(home.url_path).strip("/").split("/")
    with pytest.raises(Http404):
        home.route(RequestFactory().get("/"), path)


def test_an_authority_comes_with_its_part_of_the_tree() -> None:
    authority = AuthorityFactory()
    page = AuthorityPage.objects.get(authority=authority)
    assert page.live
    assert page.slug == authority.slug
    assert page.heading_ar == authority.name_ar


def test_memberships_open_the_authoritys_part_and_nothing_else() -> None:
    authority, other = AuthorityFactory(), AuthorityFactory()
    editor = member_of(authority, Role.EDITOR)
    own, foreign = make_project_page(authority), make_project_page(other)
    assert own.permissions_for_user(editor).can_edit()
    assert not foreign.permissions_for_user(editor).can_edit()
    assert not ensure_site().permissions_for_user(editor).can_edit()


def test_moderators_and_officers_open_the_administration_but_no_page() -> None:
    authority = AuthorityFactory()
    officer = member_of(authority, Role.OFFICER, Role.MODERATOR)
    assert officer.has_perm("wagtailadmin.access_admin")
    assert not make_project_page(authority).permissions_for_user(officer).can_edit()


def test_losing_the_role_is_losing_the_right(now: Any) -> None:
    authority = AuthorityFactory()
    editor = member_of(authority, Role.EDITOR)
    revoke_role(authority=authority, person=editor, role=Role.EDITOR, now=now)
    editor = type(editor).objects.get(pk=editor.pk)
    assert not make_project_page(authority).permissions_for_user(editor).can_edit()
    assert not editor.has_perm("wagtailadmin.access_admin")


def test_no_group_holds_the_publish_right() -> None:
    AuthorityFactory()
    held = GroupPagePermission.objects.filter(
        group__in=AuthorityPage.objects.values("authority__role_groups__group")
    )
    assert held.exists()
    assert not held.filter(permission__codename="publish_page").exists()


def test_approvers_unpublish_and_editors_do_not() -> None:
    authority = AuthorityFactory()
    page = make_project_page(authority)
    approver = member_of(authority, Role.APPROVER)
    assert page.permissions_for_user(approver).can_unpublish()
    editor = member_of(authority, Role.EDITOR)
    assert not page.permissions_for_user(editor).can_unpublish()
    assert not page.permissions_for_user(
        member_of(AuthorityFactory(), Role.APPROVER)
    ).can_unpublish()


def test_the_frame_stays_whoever_asks() -> None:
    admin = PersonFactory(superuser=True)
    frame = [ensure_site(), AuthorityPage.objects.get(authority=AuthorityFactory())]
    for page in frame:
        rights = page.permissions_for_user(admin)
        assert not rights.can_delete()
        assert not rights.can_unpublish()
        assert not rights.can_copy()


def test_a_consultation_stays_with_its_authority() -> None:
    page = make_project_page()
    elsewhere = AuthorityPage.objects.get(authority=AuthorityFactory())
    admin = PersonFactory(superuser=True)
    assert not page.permissions_for_user(admin).can_move_to(elsewhere)


def test_what_is_public_is_never_restricted() -> None:
    page = make_project_page()
    admin = PersonFactory(superuser=True)
    assert not page.permissions_for_user(admin).can_set_view_restrictions()
    assert not PageViewRestriction.objects.exists()
