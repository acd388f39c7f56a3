"""What a resident does, from the first page to the last, without a script."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from comments.models import Comment
from consultations.ideas.models import Idea
from consultations.pages.models import DraftDecisionPage, HomePage
from foundation.accounts.models import Person
from foundation.core.tasks_now import run_ready_tasks
from foundation.organisations.models import Authority, Role
from tests.factories.accounts import PersonFactory
from tests.factories.ideas import picture
from tests.factories.organisations import AuthorityFactory, DistrictFactory, member_of
from tests.factories.pages import make_draft_page
from tests.journeys.visitor import Visitor
from voting.models import Vote

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("home_page"),
]


@pytest.fixture
def authority(home_page: HomePage) -> Authority:
    return AuthorityFactory(slug="harbour")


@pytest.fixture
def draft(authority: Authority) -> DraftDecisionPage:
    return make_draft_page(authority)


def test_a_resident_reads_comments_replies_edits_and_withdraws(
    draft: DraftDecisionPage,
) -> None:
    reem, neighbour = PersonFactory(verified=True), PersonFactory(verified=True)
    visitor = Visitor(reem).open("/ar/").follow_link(str(draft.heading))
    assert visitor.reads("الدخول مجاني.")
    section = draft.version.placements.last().section
    article = f"{visitor.path.partition('?')[0]}?section={section.public_id}"
    visitor.open(article)
    visitor.send(
        f"{section.thread.public_id}/post", text="مجاني للجميع؟", stance="question"
    )
    said = Comment.objects.get()
    assert said.thread == section.thread
    assert visitor.reads("مجاني للجميع؟")

    reply = agree_and_reply(neighbour, article, said)
    said.refresh_from_db()
    assert (said.agree_count, said.reply_count) == (1, 1)

    visitor.open(f"/ar/comments/{said.public_id}/edit/")
    visitor.send("/edit/", text="مجاني للأطفال أيضًا؟")
    visitor.open(f"/ar/comments/{said.public_id}/history/")
    assert visitor.reads("مجاني للجميع؟")
    visitor.open(f"/ar/comments/{said.public_id}/withdraw/").send("/withdraw/")
    visitor.open(f"/ar/comments/{reply.public_id}/")
    assert visitor.reads("نعم، للجميع.")
    assert not visitor.reads("مجاني للأطفال أيضًا؟")

    run_ready_tasks()
    assert Visitor(reem).open("/ar/me/inbox/").reads(str(neighbour.display_name))
    assert [letter.to for letter in mail.outbox] == [[reem.email]]


def agree_and_reply(neighbour: Person, article: str, said: Comment) -> Comment:
    other = Visitor(neighbour).open(article)
    other.send(f"{said.public_id}/react", value="agree")
    write = f"/ar/comments/threads/{said.thread.public_id}/post/"
    other.open(f"{write}?parent={said.public_id}").send("/post/", text="نعم، للجميع.")
    return Comment.objects.get(parent=said)


def test_a_resident_votes_and_changes_the_vote(draft: DraftDecisionPage) -> None:
    voter = PersonFactory(verified=True)
    visitor = Visitor(voter).open("/ar/consultations/").follow_link(str(draft.heading))
    visitor.send("/vote/", choice="reject", reason="المادة الثانية غامضة.")
    vote = Vote.objects.get()
    assert (vote.choice, vote.voter) == ("reject", voter)
    visitor.send("/vote/", choice="approve", reason="")
    vote.refresh_from_db()
    assert (vote.choice, vote.reason) == ("approve", "")
    assert vote.castings.count() == 2


def test_words_survive_a_session_that_ends_while_one_writes(
    draft: DraftDecisionPage,
) -> None:
    resident = PersonFactory(verified=True)
    write = f"/ar/comments/threads/{draft.draft.thread.public_id}/post/"
    visitor = Visitor(resident).open(write)
    del visitor.client.cookies["sessionid"]
    visitor.send("/post/", text="كتبته قبل أن تنتهي الجلسة")
    assert "/accounts/login/" in visitor.path
    assert not Comment.objects.exists()
    visitor.client.force_login(resident)
    visitor.open(write).send("/post/")
    assert Comment.objects.get().text == "كتبته قبل أن تنتهي الجلسة"


def test_an_idea_goes_from_proposal_to_proof_and_everyone_is_told(
    authority: Authority,
) -> None:
    district = DistrictFactory(authority=authority)
    author, supporter, follower = PersonFactory.create_batch(3, verified=True)
    officer = member_of(authority, Role.OFFICER)
    visitor = Visitor(author).open("/ar/ideas/new/?authority=harbour")
    visitor.send(
        "/ideas/new/",
        title="ممر مظلل إلى المدرسة",
        text="يقطع الأطفال طريقًا بلا ظل.",
        district=f"harbour/{district.slug}",
        place="شارع الزيتون",
        photo=picture(),
        photo_description="الطريق في الظهيرة",
    )
    idea = Idea.objects.get()
    assert visitor.reads("شارع الزيتون")
    assert visitor.page.find("img", alt="الطريق في الظهيرة")

    page = f"/ar/ideas/{idea.public_id}/"
    Visitor(supporter).open(page).send("/support/", value="support")
    Visitor(follower).open(page).send("/follow/", value="follow")
    desk = Visitor(officer)
    for state, reason in [
        ("under_review", "ندرس المسار مع إدارة الحدائق."),
        ("under_development", "اعتمدت الميزانية، ويبدأ العمل في مارس."),
        ("implemented", "افتُتح الممر."),
    ]:
        desk.open(page).send("/move/", move__to_state=state, move__reason=reason)
        desk.send("/move/", confirmed="1")
        idea.refresh_from_db()
        assert idea.state == state
    prove(desk.open(page))
    public = Visitor().open(page)
    for words in ("ندرس المسار", "اعتمدت الميزانية", "افتُتح الممر.", "أربعون شجرة"):
        assert public.reads(words), words
    run_ready_tasks()
    for person in (author, supporter, follower):
        letters = [letter for letter in mail.outbox if letter.to == [person.email]]
        assert len(letters) >= 3
        inbox = Visitor(person).open("/ar/me/inbox/")
        assert inbox.reads("افتُتح الممر.")
    assert not [letter for letter in mail.outbox if letter.to == [officer.email]]


def prove(desk: Visitor) -> None:
    desk.send(
        "/evidence/",
        evidence__text="مئة وعشرون مترًا وأربعون شجرة.",
        evidence__delivered_on=str(timezone.now().date() - timedelta(days=1)),
        evidence__cost="182000",
        evidence__photo=picture(),
        evidence__photo_description="الممر",
    )


def test_a_language_is_one_click_away_and_the_page_stays(
    draft: DraftDecisionPage,
) -> None:
    visitor = (
        Visitor().open("/ar/").follow_link(str(draft.heading)).follow_link("English")
    )
    assert visitor.path.startswith("/en/")
    assert visitor.reads("Draft by-law on public parks")
    assert visitor.follow_link("العربيّة").path.startswith("/ar/")
