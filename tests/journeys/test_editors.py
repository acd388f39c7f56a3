"""What the staff of an authority do, from an imported text to a published decision."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment
from consultations.pages.models import AuthorityPage, DraftDecisionPage, HomePage
from consultations.pages.queries.addresses import address_of
from drafts.models import Draft
from foundation.audit.models import AuditEntry
from foundation.core.recurring import run_due
from foundation.core.tasks_now import run_ready_tasks
from foundation.organisations.models import Authority, Role
from tests.factories.accounts import PersonFactory
from tests.factories.organisations import AuthorityFactory, member_of
from tests.journeys.visitor import Visitor

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("home_page"),
]

# In the manner of real laws: a preamble, chapters, written-out numbers, clauses.
LAW = """# لائحة الجلسات الخارجية

إن مجلس البلدية، بعد الاطلاع على نظام البلديات، يقرر ما يلي:

## الفصل الأول: أحكام عامة

### المادة الأولى: التعريفات
يقصد بالجلسة الخارجية ما يضعه المقهى على الرصيف من:
أ- طاولات ومقاعد.
ب- مظلات.

### المادة الثانية: الترخيص
لا تقام جلسة خارجية بغير ترخيص من البلدية.

## الفصل الثاني: الرصيف

### المادة الثالثة: عرض الممر
يُترك للمشاة ممر لا يقل عن مترين.
"""


@pytest.fixture
def authority(home_page: HomePage) -> Authority:
    return AuthorityFactory(slug="harbour")


@pytest.fixture
def desk(authority: Authority) -> Visitor:
    return Visitor(member_of(authority, Role.EDITOR))


@pytest.fixture
def approver(authority: Authority) -> Visitor:
    return Visitor(member_of(authority, Role.APPROVER))


def phases(now: datetime, *kinds: str) -> dict[str, Any]:
    """What the editor types into the phases: ten days from yesterday, by local time."""
    sent: dict[str, Any] = {"phases__TOTAL_FORMS": len(kinds)}
    for number, kind in enumerate(kinds):
        row = f"phases__{number}__"
        local = now + timedelta(hours=3)
        sent |= {
            f"{row}kind": kind,
            f"{row}opens_at": f"{local - timedelta(days=1):%Y-%m-%d %H:%M}",
            f"{row}closes_at": f"{local + timedelta(days=9):%Y-%m-%d %H:%M}",
            f"{row}ORDER": number + 1,
            f"{row}id": "",
        }
    return sent


def page_with_text(
    desk: Visitor, authority: Authority, **typed: Any
) -> DraftDecisionPage:
    """Create a draft decision, import the law into it, and correct its split."""
    parent = AuthorityPage.objects.get(authority=authority)
    add = f"/admin/pages/add/pages/draftdecisionpage/{parent.pk}/"
    desk.open(add).send(
        add,
        heading_ar="لائحة الجلسات الخارجية",
        heading_en="Outdoor seating by-law",
        slug="outdoor-seating",
        ballot_question_ar="هل توافق على اللائحة؟",
        **phases(timezone.now(), "comment", "vote"),
        **typed,
    )
    page = DraftDecisionPage.objects.get()
    desk.open(reverse("drafts:import", args=[page.draft.public_id]))
    desk.send("/import/", pasted=LAW)
    correct_split(desk)
    return page


def correct_split(desk: Visitor) -> None:
    """Change one heading in the proposed split, and save it."""
    wrong = desk.page.find("input", value="المادة الثالثة: عرض الممر")
    assert wrong is not None
    name = str(wrong["name"]).replace("-", "__")
    desk.send("?page=", act="finish", **{name: "المادة الثالثة: عرض ممر المشاة"})


def submitted(desk: Visitor, page: DraftDecisionPage, **typed: Any) -> None:
    edit = f"/admin/pages/{page.pk}/edit/"
    desk.open(edit).send(edit, action__submit="1", **typed)


def test_a_law_is_imported_corrected_approved_and_discussed(
    authority: Authority, desk: Visitor, approver: Visitor
) -> None:
    page = page_with_text(desk, authority)
    version = page.draft.versions.get()
    kinds = list(version.placements.values_list("kind", "number"))
    assert kinds == [
        ("preamble", ""),
        ("chapter", "1"),
        ("article", "1"),
        ("article", "2"),
        ("chapter", "2"),
        ("article", "3"),
    ]
    Visitor().open(address_of(page), status=404)
    submitted(desk, page)
    Visitor().open(address_of(page), status=404)

    review = f"/admin/approval/{page.pk}/"
    approver.open("/admin/").open(review).send(review, decision="approve")
    resident = Visitor(PersonFactory(verified=True)).open("/ar/")
    resident.follow_link("لائحة الجلسات الخارجية")
    for words in ("عرض ممر المشاة", "يُترك للمشاة ممر", "ب- مظلات."):
        assert resident.reads(words), words
    section = version.placements.last().section
    resident.open(f"{address_of(page)}?section={section.public_id}")
    resident.send(f"{section.thread.public_id}/post", text="متران لا تكفيان عربتين.")
    resident.open(address_of(page)).send("/vote/", choice="approve")

    run_ready_tasks()
    stakeholder = Visitor().open("/ar/search/?q=ممرات المشاة")
    assert stakeholder.reads("لائحة الجلسات الخارجية")
    assert Visitor().open("/ar/search/?q=العربتين").reads("متران لا تكفيان")
    done = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"cms.workflow.start", "cms.workflow.approve", "cms.publish"} <= done


def test_who_wrote_or_submitted_never_approves(authority: Authority) -> None:
    both = Visitor(member_of(authority, Role.EDITOR, Role.APPROVER))
    page = page_with_text(both, authority)
    submitted(both, page)
    review = f"/admin/approval/{page.pk}/"
    both.open(review)
    token = {"csrfmiddlewaretoken": both.client.cookies["csrftoken"].value}
    answer = both.client.post(review, {**token, "decision": "approve"})
    assert answer.status_code == 403
    page.refresh_from_db()
    assert not page.live


def test_a_page_goes_live_at_its_moment_by_the_workers_tick(
    authority: Authority, desk: Visitor, approver: Visitor
) -> None:
    moment = timezone.now() + timedelta(hours=1)
    local = f"{moment + timedelta(hours=3):%Y-%m-%d %H:%M}"
    page = page_with_text(desk, authority)
    submitted(desk, page, go_live_at=local)
    review = f"/admin/approval/{page.pk}/"
    approver.open(review).send(review, decision="approve")
    assert "pages.publish_due" in run_due(moment - timedelta(minutes=5))
    Visitor().open(address_of(page), status=404)
    run_due(moment + timedelta(minutes=2))
    assert Visitor().open(address_of(page)).reads("يُترك للمشاة ممر")


def test_an_officer_answers_where_residents_read(
    authority: Authority, desk: Visitor, approver: Visitor
) -> None:
    page = page_with_text(desk, authority)
    submitted(desk, page)
    approver.open(f"/admin/approval/{page.pk}/").send("/approval/", decision="approve")
    thread = page.draft.thread.public_id
    write = f"/ar/comments/threads/{thread}/post/"
    asking = PersonFactory(verified=True)
    Visitor(asking).open(write).send("/post/", text="متى تبدأ؟", stance="question")
    asked = Comment.objects.get()
    officer = Visitor(member_of(authority, Role.OFFICER))
    officer.open(f"{write}?parent={asked.public_id}")
    officer.send("/post/", text="تبدأ بعد ثلاثين يومًا من نشرها.", official="on")
    answer = Comment.objects.get(parent=asked)
    assert answer.authority == authority
    assert (
        Visitor().open(f"/ar/comments/{answer.public_id}/").reads(str(authority.name))
    )
    run_ready_tasks()
    assert Visitor(asking).open("/ar/me/inbox/").reads("تبدأ بعد ثلاثين يومًا")


def test_nothing_is_half_saved_when_an_import_is_left(
    authority: Authority, desk: Visitor
) -> None:
    desk.open(reverse("drafts:import")).send("/import/", pasted=LAW)
    assert desk.reads("التعريفات") or desk.page.find("textarea")
    assert not Draft.objects.exists()
