"""An editor's errand through the administration, over HTTP."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from consultations.pages import services
from consultations.pages.models import (
    AuthorityPage,
    DraftDecisionPage,
    Phase,
    PhaseShift,
    ProjectPage,
)
from consultations.pages.queries.addresses import address_of
from foundation.accounts.models import Person
from foundation.organisations.models import Authority, District, Membership, Role
from tests.factories.accounts import PersonFactory
from tests.factories.organisations import (
    AuthorityFactory,
    DistrictFactory,
    member_of,
)
from tests.factories.pages import (
    draft_with_text,
    make_draft_page,
    make_project_page,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority() -> Authority:
    return AuthorityFactory()


@pytest.fixture
def editor(authority: Authority) -> Client:
    return signed_in(member_of(authority, Role.EDITOR))


@pytest.fixture
def approver(authority: Authority) -> Client:
    return signed_in(member_of(authority, Role.APPROVER))


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    client.person = person  # type: ignore[attr-defined]
    return client


def empty_formset(prefix: str) -> dict[str, str]:
    return {
        f"{prefix}-TOTAL_FORMS": "0",
        f"{prefix}-INITIAL_FORMS": "0",
        f"{prefix}-MIN_NUM_FORMS": "0",
        f"{prefix}-MAX_NUM_FORMS": "1000",
    }


def page_form(page: Any = None, **changes: Any) -> dict[str, Any]:
    """What the browser sends for a consultation."""
    null = '{"blocks":[],"entityMap":{}}'
    form = {
        "heading_ar": "تنظيم الأرصفة",
        "heading_en": "Pavements",
        "lead_ar": "",
        "lead_en": "",
        "body_ar": "null",
        "body_en": null,
        "outcome_ar": null,
        "outcome_en": null,
        "slug": "pavements",
        "topics": "",
        "takes_comments": "on",
        "comment_level": "2",
        "ballot_question_ar": "",
        "ballot_question_en": "",
        "ballot_level": "3",
        "status": "planned",
        "currency": "SAR",
        **empty_formset("phases"),
        **empty_formset("milestones"),
        **empty_formset("comments"),
    }
    return {**form, **changes}


def phase(number: int, kind: str, opens: Any, closes: Any = None, **rest: Any) -> Any:
    """One row of the phases, with moments in the authority's own time zone."""

    def typed(moment: Any) -> str:
        return (
            (moment + timedelta(hours=3)).strftime("%Y-%m-%d %H:%M") if moment else ""
        )

    row = {
        "id": "",
        "kind": kind,
        "opens_at": typed(opens),
        "closes_at": typed(closes),
        "shift_reason_ar": "",
        "shift_reason_en": "",
        "ORDER": str(number + 1),
        "DELETE": "",
        **rest,
    }
    return {f"phases-{number}-{name}": value for name, value in row.items()}


def add_url(authority: Authority, model: str) -> str:
    parent = AuthorityPage.objects.get(authority=authority)
    return f"/admin/pages/add/pages/{model}/{parent.pk}/"


@pytest.mark.parametrize("model", ["draftdecisionpage", "projectpage", "ideacallpage"])
def test_an_editor_creates_a_consultation_with_all_it_owns(
    authority: Authority, editor: Client, model: str
) -> None:
    answer = editor.get(add_url(authority, model))
    assert answer.status_code == 200
    answer = editor.post(add_url(authority, model), page_form())
    assert answer.status_code == 302
    page = authority.consultations.get()
    assert page.audience_id
    assert not page.live
    own = {
        "draftdecisionpage": "draft",
        "projectpage": "thread",
        "ideacallpage": "call",
    }
    assert getattr(page.specific, own[model]).authority == authority
    assert editor.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_a_page_without_a_heading_is_not_kept(
    authority: Authority, editor: Client
) -> None:
    form = page_form(heading_ar="", heading_en="")
    answer = editor.post(add_url(authority, "projectpage"), form)
    assert answer.status_code == 200
    assert "heading_ar" in answer.context["form"].errors
    assert not ProjectPage.objects.exists()


def test_moments_are_those_of_the_authoritys_time_zone(
    authority: Authority, editor: Client
) -> None:
    opens = timezone.now().replace(second=0, microsecond=0) + timedelta(days=1)
    form = page_form(**{"phases-TOTAL_FORMS": "1"}, **phase(0, "comment", opens))
    answer = editor.post(
        add_url(authority, "projectpage"), {**form, "phases-TOTAL_FORMS": "1"}
    )
    assert answer.status_code == 302, answer.context["form"].errors
    revision = ProjectPage.objects.get().get_latest_revision_as_object()
    assert revision.phase("comment").opens_at == opens
    page = ProjectPage.objects.get()
    assert "Asia/Riyadh" in editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_an_address_is_made_from_the_heading(
    authority: Authority, editor: Client
) -> None:
    for _number in range(2):
        answer = editor.post(add_url(authority, "projectpage"), page_form(slug=""))
        assert answer.status_code == 302, answer.context["form"].errors
    slugs = ProjectPage.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["تنظيم-الأرصفة", "تنظيم-الأرصفة-2"]


def test_an_editor_schedules_and_the_approver_lets_it_wait(
    authority: Authority, editor: Client, approver: Client
) -> None:
    later = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=5)
    typed = (later + timedelta(hours=3)).strftime("%Y-%m-%d %H:%M")
    form = page_form(go_live_at=typed, **{"action-submit": "1"})
    assert editor.post(add_url(authority, "projectpage"), form).status_code == 302
    page = ProjectPage.objects.get()
    approver.post(f"/admin/approval/{page.pk}/", {"decision": "approve"})
    assert not ProjectPage.objects.get().live
    assert page.get_latest_revision_as_object().go_live_at == later
    assert services.publish_due(now=later - timedelta(minutes=1)) == []
    assert services.publish_due(now=later) == [page.pk]


def test_a_vote_needs_an_end(authority: Authority, editor: Client) -> None:
    form = page_form() | phase(0, "vote", timezone.now())
    form["phases-TOTAL_FORMS"] = "1"
    answer = editor.post(
        add_url(authority, "projectpage"), {**form, "action-submit": "1"}
    )
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


def test_a_district_of_another_authority_is_not_offered(
    authority: Authority, editor: Client
) -> None:
    foreign, own = DistrictFactory(), DistrictFactory(authority=authority)
    answer = editor.get(add_url(authority, "projectpage"))
    offered = answer.context["form"].fields["district"].queryset
    assert list(offered) == [own]
    answer = editor.post(
        add_url(authority, "projectpage"), page_form(district=foreign.pk)
    )
    assert "district" in answer.context["form"].errors
    assert District.objects.count() == 2


def test_the_editor_of_a_draft_makes_its_page_once(
    authority: Authority, editor: Client, approver: Client
) -> None:
    draft = draft_with_text(authority, now=timezone.now())
    desk = f"/admin/drafts/text/{draft.public_id}/"
    door = f"/admin/page-of-draft/{draft.public_id}/"
    assert door in editor.get(desk).content.decode()
    assert editor.get(door).status_code == 405
    answers = [editor.post(door), approver.post(door)]
    page = DraftDecisionPage.objects.get()
    edit = f"/admin/pages/{page.pk}/edit/"
    assert [answer.url for answer in answers] == [edit, edit]
    assert page.draft == draft
    assert str(page.heading) == draft.title_ar
    assert not page.live
    shown = editor.get(desk).content.decode()
    assert edit in shown
    assert door not in shown


def test_the_page_of_another_authoritys_draft_is_not_made(editor: Client) -> None:
    foreign = draft_with_text(AuthorityFactory(), now=timezone.now())
    answer = editor.post(f"/admin/page-of-draft/{foreign.public_id}/")
    assert answer.status_code == 404
    assert not DraftDecisionPage.objects.exists()


def test_the_desk_of_a_draft_leads_to_its_public_page(
    authority: Authority, editor: Client
) -> None:
    page = make_draft_page(authority)
    shown = editor.get(f"/admin/drafts/text/{page.draft.public_id}/").content.decode()
    assert f'href="{address_of(page)}"' in shown


def test_submit_review_and_publish(
    authority: Authority, editor: Client, approver: Client
) -> None:
    page = make_draft_page(authority, live=False, actor=editor.person)  # type: ignore[attr-defined]
    services.submit_page(page=page, actor=editor.person)  # type: ignore[attr-defined]
    review = f"/admin/approval/{page.pk}/"
    assert review in approver.get("/admin/").content.decode()
    assert approver.get(review).status_code == 200
    preview = approver.get(f"{review}preview/ar/")
    assert preview.status_code == 200
    assert "الدخول مجاني" in preview.content.decode()
    answer = approver.post(review, {"decision": "approve"})
    assert answer.status_code == 302
    assert DraftDecisionPage.objects.get().live


def test_who_wrote_sees_why_they_cannot_decide(
    authority: Authority, editor: Client
) -> None:
    both = signed_in(member_of(authority, Role.EDITOR, Role.APPROVER))
    page = make_draft_page(authority, live=False)
    services.submit_page(page=page, actor=both.person)  # type: ignore[attr-defined]
    answer = both.get(f"/admin/approval/{page.pk}/")
    assert answer.context["refusal"].code == "own-submission"
    answer = both.post(f"/admin/approval/{page.pk}/", {"decision": "approve"})
    assert answer.status_code == 403
    assert not DraftDecisionPage.objects.get().live


def test_sending_back_needs_a_reason(authority: Authority, approver: Client) -> None:
    page = make_draft_page(authority, live=False)
    services.submit_page(page=page, actor=member_of(authority, Role.EDITOR))
    url = f"/admin/approval/{page.pk}/"
    assert approver.post(url, {"decision": "send_back"}).status_code == 200
    answer = approver.post(url, {"decision": "send_back", "comment": "أعد الصياغة"})
    assert answer.status_code == 302
    assert not DraftDecisionPage.objects.get().live


def test_publishing_by_hand_is_only_saving(
    authority: Authority, editor: Client
) -> None:
    admin = signed_in(PersonFactory(superuser=True))
    for client in (editor, admin):
        page = make_project_page(authority, live=False)
        form = page_form(slug=f"p-{page.pk}", **{"action-publish": "1"})
        answer = client.post(f"/admin/pages/{page.pk}/edit/", form)
        assert answer.status_code == 302
        assert not ProjectPage.objects.get(pk=page.pk).live


def test_a_begun_phase_moves_only_with_a_public_reason(
    authority: Authority, editor: Client, approver: Client
) -> None:
    now = timezone.now().replace(second=0, microsecond=0)
    page = make_project_page(
        authority,
        phases=[
            services.PhasePlan("comment", now - timedelta(days=1), now + timedelta(5))
        ],
    )
    live = page.phase("comment")
    moved = phase(0, "comment", live.opens_at, now + timedelta(days=9), id=str(live.pk))
    form = page_form(slug=page.slug, **moved)
    form |= {"phases-TOTAL_FORMS": "1", "phases-INITIAL_FORMS": "1"}
    url = f"/admin/pages/{page.pk}/edit/"
    answer = editor.post(url, form)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    row = answer.context["form"].formsets["phases"].forms[0]
    assert row.has_error("shift_reason_ar")
    form["phases-0-shift_reason_ar"] = "طلب السكان وقتًا أطول"
    answer = editor.post(url, {**form, "action-submit": "1"})
    assert answer.status_code == 302
    approver.post(f"/admin/approval/{page.pk}/", {"decision": "approve"})
    shift = PhaseShift.objects.get()
    assert shift.reason_ar == "طلب السكان وقتًا أطول"
    assert shift.closes_at == now + timedelta(days=9)
    project = ProjectPage.objects.get(pk=page.pk)
    assert project.thread.closes_at == now + timedelta(days=9)


def test_a_decision_is_submitted_with_its_reasons_only(
    authority: Authority, editor: Client
) -> None:
    submit = {"action-submit": "1"}
    form = page_form(outcome_kind="adopted", **submit)
    answer = editor.post(add_url(authority, "projectpage"), form)
    assert answer.context["form"].has_error("outcome_ar")
    said = (
        '{"blocks":[{"key":"a","text":"لأن السكان أيدوه","type":"unstyled","depth":0,'
        '"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}'
    )
    form = page_form(outcome_ar=said, **submit)
    answer = editor.post(add_url(authority, "projectpage"), form)
    assert answer.context["form"].has_error("outcome_kind")
    form = page_form(outcome_ar=said, outcome_kind="adopted", **submit)
    answer = editor.post(add_url(authority, "projectpage"), form)
    assert answer.status_code == 302


def test_a_comparison_shows_moments_by_one_clock(
    authority: Authority, editor: Client
) -> None:
    opens = timezone.now() + timedelta(days=2)
    page = make_project_page(authority, phases=[services.PhasePlan("comment", opens)])
    moved = page.phase("comment")
    moved.opens_at += timedelta(days=1)
    page.phases.add(moved)
    revision = page.save_revision()
    door = f"/admin/pages/{page.pk}/revisions/compare/live...{revision.pk}/"
    shown = editor.get(door)
    assert shown.status_code == 200
    riyadh = opens + timedelta(days=1, hours=3)
    assert riyadh.strftime("%Y %H:%M") in shown.content.decode()
    assert "+00:00" not in shown.content.decode()


def test_seconds_that_the_form_does_not_show_are_no_move(
    authority: Authority, editor: Client
) -> None:
    now = timezone.now()
    page = make_project_page(
        authority, phases=[services.PhasePlan("comment", now - timedelta(days=1))]
    )
    live = page.phase("comment")
    Phase.objects.filter(pk=live.pk).update(opens_at=now - timedelta(days=1))
    kept = phase(0, "comment", live.opens_at, id=str(live.pk))
    counts = {"phases-TOTAL_FORMS": "1", "phases-INITIAL_FORMS": "1"}
    form = page_form(slug=page.slug, **kept) | counts
    answer = editor.post(f"/admin/pages/{page.pk}/edit/", form)
    assert answer.status_code == 302


def test_a_begun_phase_is_not_removed(authority: Authority, editor: Client) -> None:
    page = make_project_page(authority)
    answer = editor.post(f"/admin/pages/{page.pk}/edit/", page_form(slug=page.slug))
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


def test_a_draft_without_text_is_not_submitted_and_nothing_is_lost(
    authority: Authority, editor: Client
) -> None:
    form = page_form(**{"action-submit": "1"})
    answer = editor.post(add_url(authority, "draftdecisionpage"), form)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert answer.context["form"]["heading_ar"].value() == "تنظيم الأرصفة"
    assert not DraftDecisionPage.objects.exists()


def test_the_admins_own_sign_in_leads_to_the_one_of_the_site(client: Client) -> None:
    answer = client.get("/admin/login/?next=/admin/pages/")
    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url
    assert "next=/admin/pages/" in answer.url
    assert "evil" not in client.get("/admin/login/?next=https://evil.example/").url
    assert "/accounts/login/" in client.get("/admin/").url
    assert client.post("/admin/login/", {"username": "x"}).status_code == 302


def test_a_resident_is_told_that_the_administration_is_not_theirs() -> None:
    resident = signed_in(PersonFactory())
    assert resident.get("/admin/").status_code == 403


def test_memberships_are_given_and_taken_by_superusers(authority: Authority) -> None:
    admin, person = signed_in(PersonFactory(superuser=True)), PersonFactory()
    form = {"email": person.email, "authority": authority.pk, "role": "approver"}
    assert admin.get("/admin/members/").status_code == 200
    assert admin.post("/admin/members/", form).status_code == 302
    membership = Membership.objects.get(person=person)
    assert membership.role == Role.APPROVER
    assert Person.objects.get(pk=person.pk).is_staff
    admin.post(f"/admin/members/{membership.pk}/take/")
    assert not Membership.objects.filter(person=person).exists()
    assert not Person.objects.get(pk=person.pk).is_staff
    answer = admin.post("/admin/members/", {**form, "email": "nobody@example.org"})
    assert "email" in answer.context["form"].errors


def test_superusers_make_and_change_people(authority: Authority) -> None:
    admin = signed_in(PersonFactory(superuser=True))
    assert admin.get("/admin/users/").status_code == 200
    form = {"email": "new@example.org", "display_name": "ليلى", "language": "ar"}
    answer = admin.post("/admin/users/new/", {**form, "level": "2"})
    assert answer.status_code == 302
    person = Person.objects.get(email="new@example.org")
    assert not person.has_usable_password()
    assert not person.is_staff
    answer = admin.post(
        f"/admin/users/edit/{person.pk}/",
        {**form, "display_name": "ليلى س", "level": "2", "is_active": "on"},
    )
    assert answer.status_code == 302
    assert Person.objects.get(pk=person.pk).display_name == "ليلى س"


def test_the_account_page_changes_nothing_that_has_its_place_elsewhere(
    editor: Client,
) -> None:
    answer = editor.get("/admin/account/")
    assert answer.status_code == 200
    assert "name_email" not in answer.content.decode()


def test_the_administration_speaks_the_persons_language(editor: Client) -> None:
    page = editor.get("/admin/").content.decode()
    assert 'lang="ar"' in page
    assert 'dir="rtl"' in page
