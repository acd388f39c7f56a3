"""What goes wrong is said in the reader's language, and nothing typed is lost."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from comments.models import Comment, Thread
from consultations.ideas.models import Idea, Move
from consultations.ideas.services import move_idea
from foundation.accounts.models import Person
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.comments import CommentFactory, ThreadFactory
from tests.factories.ideas import IdeaCallFactory, IdeaFactory, picture
from tests.factories.organisations import AuthorityFactory, member_of
from tests.factories.voting import BallotFactory
from voting.models import Ballot, Vote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home_page")]
TYPED = "كلام طويل كتبته ولا أريد أن أكتبه مرة أخرى"
ARABIC, LATIN = re.compile("[ء-ي]{3}"), re.compile("[A-Za-z]{3,} [A-Za-z]{2,}")
Prepare = Callable[[Person], tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class Case:
    """One refusal: how it comes about, and its status."""

    name: str
    prepare: Prepare
    status: int
    keeps: bool = True


def comment_in(thread: Thread) -> tuple[str, dict[str, Any]]:
    return f"comments/threads/{thread.public_id}/post/", {"text": TYPED}


def closed_thread(_person: Person) -> tuple[str, dict[str, Any]]:
    return comment_in(ThreadFactory(closes_at=timezone.now() - timedelta(days=1)))


def thread_to_come(_person: Person) -> tuple[str, dict[str, Any]]:
    return comment_in(ThreadFactory(opens_at=timezone.now() + timedelta(days=1)))


def thread_for_verified(person: Person) -> tuple[str, dict[str, Any]]:
    Person.objects.filter(pk=person.pk).update(level=1, verified_at=None)
    return comment_in(ThreadFactory(least_level=3))


def someone_elses_comment(_person: Person) -> tuple[str, dict[str, Any]]:
    foreign = CommentFactory(thread=ThreadFactory())
    return f"comments/{foreign.public_id}/edit/", {"text": TYPED}


def ballot_at(opens: int, closes: int) -> Ballot:
    now = timezone.now()
    return BallotFactory(
        opens_at=now + timedelta(days=opens), closes_at=now + timedelta(days=closes)
    )


def vote_in(ballot: Ballot, **sent: str) -> tuple[str, dict[str, Any]]:
    fields = {"choice": "reject", "reason": TYPED, **sent}
    return f"votes/{ballot.public_id}/vote/", fields


def closed_ballot(_person: Person) -> tuple[str, dict[str, Any]]:
    return vote_in(ballot_at(-9, -1))


def unknown_choice(_person: Person) -> tuple[str, dict[str, Any]]:
    return vote_in(ballot_at(-1, 1), choice="perhaps")


def proposal(**sent: Any) -> tuple[str, dict[str, Any]]:
    fields = {"title": "ممر مظلل", "text": TYPED, "place": "شارع الزيتون"}
    return "ideas/new/", {**fields, **sent}


def idea_in_closed_call(_person: Person) -> tuple[str, dict[str, Any]]:
    call = IdeaCallFactory(closed=True)
    return proposal(authority=call.authority.slug, call=call.public_id)


def idea_without_title(_person: Person) -> tuple[str, dict[str, Any]]:
    return proposal(authority=AuthorityFactory().slug, title=" ")


def idea_with_broken_photo(_person: Person) -> tuple[str, dict[str, Any]]:
    broken = picture()
    broken.file.seek(0)
    broken.file.truncate(30)
    return proposal(authority=AuthorityFactory().slug, photo=broken)


def someone_elses_idea(_person: Person) -> tuple[str, dict[str, Any]]:
    return f"ideas/{IdeaFactory().public_id}/edit/", {"title": "x", "text": TYPED}


def move_without_right(_person: Person) -> tuple[str, dict[str, Any]]:
    sent = {"move-to_state": "under_review", "move-reason": TYPED, "confirmed": "1"}
    return f"ideas/{IdeaFactory().public_id}/move/", sent


def stale_move(person: Person) -> tuple[str, dict[str, Any]]:
    officer = member_of(AuthorityFactory(), Role.OFFICER)
    idea = IdeaFactory(authority=officer.memberships.get().authority)
    membership = officer.memberships.get()
    membership.pk, membership.person = None, person
    membership.save()
    now = timezone.now()
    move_idea(idea=idea, to_state="under_review", reason="x", mover=officer, now=now)
    sent = {"move-to_state": "declined", "move-reason": TYPED, "confirmed": "1"}
    return f"ideas/{idea.public_id}/move/", {**sent, "move-expected_state": "submitted"}


CASES = [
    Case("closed thread", closed_thread, 409),
    Case("thread to come", thread_to_come, 409),
    Case("thread for the verified", thread_for_verified, 403),
    Case("someone else's comment", someone_elses_comment, 403),
    Case("closed ballot", closed_ballot, 409, keeps=False),
    Case("unknown choice", unknown_choice, 422),
    Case("idea in a closed call", idea_in_closed_call, 409),
    Case("idea without title", idea_without_title, 422),
    Case("idea with a broken photo", idea_with_broken_photo, 422),
    Case("someone else's idea", someone_elses_idea, 403),
    Case("move without right", move_without_right, 403, keeps=False),
    Case("stale move", stale_move, 409),
]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_refusal_speaks_the_readers_language_and_keeps_the_words(
    case: Case, language: str
) -> None:
    person = PersonFactory(verified=True)
    path, sent = case.prepare(person)
    client = Client()
    client.force_login(person)
    before = rows()
    answer = client.post(f"/{language}/{path}", sent)
    assert answer.status_code == case.status
    page = BeautifulSoup(answer.content.decode(), "html.parser")
    said = sentence_of(page)
    foreign = LATIN if language == "ar" else ARABIC
    assert (ARABIC if language == "ar" else LATIN).search(said), said
    assert not foreign.search(said), said
    if case.keeps:
        assert TYPED in page.get_text()
    assert rows() == before


def rows() -> list[Any]:
    """Everything that a refused form might have half saved."""
    counts = [model.objects.count() for model in (Comment, Idea, Move, Vote)]
    words = list(Comment.objects.values_list("text")), list(Idea.objects.values("text"))
    return [counts, words]


def sentence_of(page: BeautifulSoup) -> str:
    """Find what the page says of the refusal: a fault beside a field, or a notice."""
    marks = ".field__fault, .notice, .form__faults, .fault, [role=alert], .ballot__note"
    found = page.select(f"main :is({marks})") or page.select("main p, main h1")
    return " ".join(one.get_text(" ") for one in found).replace(TYPED, "")


def test_two_tabs_cast_one_vote_and_the_later_choice_counts() -> None:
    ballot, client = ballot_at(-1, 1), Client()
    client.force_login(PersonFactory(verified=True))
    for choice, key in [
        ("approve", "tab-1"),
        ("reject", "tab-2"),
        ("approve", "tab-1"),
    ]:
        path, sent = vote_in(ballot, choice=choice, submission_key=key)
        assert client.post(f"/ar/{path}", sent).status_code == 302
    assert Vote.objects.get().choice == "reject"


def test_two_tabs_do_not_overwrite_each_other_unseen() -> None:
    author, client = PersonFactory(verified=True), Client()
    client.force_login(author)
    idea = IdeaFactory(author=author)
    path = f"/ar/ideas/{idea.public_id}/edit/"
    first = {"title": "من النافذة الأولى", "text": "نص", "seen_edits": "0"}
    assert client.post(path, first).status_code == 302
    second = {"title": "من النافذة الثانية", "text": TYPED, "seen_edits": "0"}
    answer = client.post(path, second)
    assert answer.status_code == 409
    assert TYPED in answer.content.decode()
    idea.refresh_from_db()
    assert idea.title == "من النافذة الأولى"


def test_a_letter_in_someone_elses_inbox_is_not_found() -> None:
    client = Client()
    client.force_login(PersonFactory(verified=True))
    for path in ("me/inbox/abcdefghjkmn/", "ideas/abcdefghjkmn/", "votes/x/"):
        answer = client.get(f"/ar/{path}")
        assert answer.status_code == 404
        assert ARABIC.search(answer.content.decode())


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", ["comments/threads/{}/post/", "ideas/new/", "me/"])
def test_ten_megabytes_are_refused_with_a_page(path: str, language: str) -> None:
    client = Client()
    client.force_login(PersonFactory(verified=True))
    address = f"/{language}/{path.format(ThreadFactory().public_id)}"
    answer = client.post(address, {"text": "x" * 10_500_000, "display_name": "y"})
    assert answer.status_code == 413
    page = answer.content.decode()
    assert f'lang="{language}"' in page
    assert "<h1" in page
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        "/ar/search/?q=%ff%fe%d8",
        "/ar/search/?q=%00",
        "/ar/ideas/?state=%ff&topic=%00&cursor=%ff",
        "/ar/consultations/?authority=%ff&status=%00",
        "/ar/comments/threads/%d8%ff/",
        "/ar/%ff%fe/",
        "/ar/votes/%00/",
    ],
)
def test_bytes_that_are_no_text_are_answered_with_a_page(address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code in {200, 400, 404, 422}
    assert ARABIC.search(answer.content.decode())


@pytest.mark.parametrize("charset", ["windows-1256", "utf-16", "no-such-charset"])
def test_a_form_in_another_encoding_breaks_nothing(charset: str) -> None:
    client, thread = Client(), ThreadFactory()
    client.force_login(PersonFactory(verified=True))
    body = b"text=%D8%B1%D8%A3%D9%8A+\xd1\xc3\xed&submission_key=k"
    answer = client.generic(
        "POST",
        f"/ar/comments/threads/{thread.public_id}/post/",
        body,
        content_type=f"application/x-www-form-urlencoded; charset={charset}",
    )
    assert answer.status_code in {302, 400, 415, 422}
    for comment in Comment.objects.all():
        assert comment.text.strip()


@pytest.mark.parametrize("cookie", ["zz", "\x00", "ar;en", "x" * 4000])
def test_a_made_up_language_is_the_citys(cookie: str) -> None:
    answer = Client(headers={"accept-language": cookie}).get("/", follow=True)
    assert answer.status_code == 200
    assert 'lang="ar"' in answer.content.decode()
