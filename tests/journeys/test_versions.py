"""A text is published anew, and every comment is still at its place."""

import pytest
from django.urls import reverse

from comments.models import Comment
from consultations.pages.models import DraftDecisionPage, HomePage
from consultations.pages.queries.addresses import address_of
from drafts.queries import outline_of
from foundation.core.tasks_now import run_ready_tasks
from foundation.organisations.models import Authority, Role
from tests.factories.accounts import PersonFactory
from tests.factories.organisations import AuthorityFactory, member_of
from tests.journeys.test_editors import LAW, page_with_text, submitted
from tests.journeys.visitor import Visitor

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("home_page"),
]

ENFORCEMENT = """
### المادة الثانية: إنفاذ اللائحة
تتولى إدارة التراخيص مراقبة الأرصفة وضبط المخالفات.
"""
# Article 2 became 3; what was article 3 is worded wholly otherwise as article 4.
NEWER = (
    LAW.replace(
        "### المادة الثانية: الترخيص", f"{ENFORCEMENT}\n### المادة الثالثة: الترخيص"
    )
    .replace("المادة الثالثة: عرض الممر", "المادة الرابعة: الرسوم")
    .replace("يُترك للمشاة ممر لا يقل عن مترين.", "تُستوفى الرسوم سنويًا عن كل ترخيص.")
)


@pytest.fixture
def authority(home_page: HomePage) -> Authority:
    return AuthorityFactory(slug="harbour")


def comment_on(page: DraftDecisionPage, number: str, words: str) -> Comment:
    key = next(
        part.key
        for part in outline_of(page.draft.versions.first())
        if (part.kind, part.number) == ("article", number)
    )
    section = page.draft.sections.get(public_id=key)
    resident = Visitor(PersonFactory(verified=True))
    resident.open(f"{address_of(page)}?section={key}")
    resident.send(f"{section.thread.public_id}/post", text=words)
    return Comment.objects.get(text=words)


def approved(page: DraftDecisionPage, desk: Visitor, approver: Visitor) -> Visitor:
    """Submit the page and let a second person read what changes, and approve."""
    submitted(desk, page)
    review = f"/admin/approval/{page.pk}/"
    approver.open(review)
    if approver.reads("ما الذي يتغير"):
        approver.follow_link("ما الذي يتغير في النص").open(review)
    return approver.send(review, decision="approve")


def import_newer(page: DraftDecisionPage, desk: Visitor) -> str:
    """Import the next version and say that article 3 was removed; return its key."""
    public_id = page.draft.public_id
    desk.open(reverse("drafts:import", args=[public_id]))
    desk.send("/import/", pasted=NEWER).send("?page=", act="finish")
    assert desk.path == reverse("drafts:alignment", args=[public_id])
    first, second = page.draft.versions.all()
    old = next(p.key for p in outline_of(first) if p.number == "3")
    correct = reverse("drafts:correct-old", args=[public_id, old])
    desk.open(correct).send(correct, others=None)
    assert second.successions.get(old__public_id=old).change == "removed"
    return old


def test_comments_are_where_they_should_be_after_a_new_version(
    authority: Authority,
) -> None:
    desk = Visitor(member_of(authority, Role.EDITOR))
    approver = Visitor(member_of(authority, Role.APPROVER))
    page = page_with_text(desk, authority)
    approved(page, desk, approver)
    licence = comment_on(page, "2", "كم يستغرق الترخيص؟")
    width = comment_on(page, "3", "متران لا تكفيان عربتين.")
    removed = import_newer(page, desk)
    approved(page, desk, approver)

    public_id = page.draft.public_id
    assert Visitor().open(address_of(page)).reads("لم تعد في النص")
    changes = Visitor().open(f"/ar/texts/{public_id}/changes/1/2/")
    assert changes.reads("تُستوفى الرسوم")
    second = page.draft.versions.get(number=2)
    place = second.placements.get(section__thread=licence.thread)
    assert place.number == "3"
    assert Visitor().open(f"/ar/comments/{licence.public_id}/").reads(licence.text)
    gone = Visitor(PersonFactory(verified=True))
    gone.open(f"/ar/texts/{public_id}/sections/{removed}/")
    assert gone.reads(width.text)
    assert gone.reads("هذا النقاش مغلق")
    assert not gone.page.find("textarea", attrs={"name": "text"})

    run_ready_tasks()
    told = Visitor(width.author).open("/ar/me/inbox/")
    assert told.reads("تغيّر النص الذي علّقت عليه")
