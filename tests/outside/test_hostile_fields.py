"""Hostile text that nobody here wrote, through every field beside comments and search.

`test_hostile_comments.py` sends it through new comments, `test_hostile_search.py`
through the search box, `tests/drafts` through the import; here is the rest.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from comments.models import Comment
from consultations.ideas.models import Answer, Idea, Move
from foundation.accounts.models import Person
from foundation.organisations.models import Authority, Role
from tests.api.conftest import Program
from tests.factories.accounts import PersonFactory
from tests.factories.comments import CommentFactory, ThreadFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.organisations import AuthorityFactory, member_of
from tests.factories.voting import BallotFactory
from tests.outside.conftest import Outside
from tests.outside.hostile import hostile_texts, kept
from voting.models import Ballot, Vote

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TAKEN, REFUSED = {201, 302}, {400, 422}
LONGEST_NAME, LONGEST_TITLE, LONGEST_REASON = 80, 200, 1000
# Where a field is cleaned by what another field was tested with whole.
SAMPLE = 7


@pytest.fixture
def person(db: None) -> Person:
    return PersonFactory(verified=True)


@pytest.fixture
def browser(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


@pytest.fixture
def program(person: Person) -> Program:
    return Program(person)


@pytest.fixture
def authority(db: None) -> Authority:
    return AuthorityFactory(slug="harbour")


@pytest.fixture
def ballot(db: None) -> Ballot:
    now = timezone.now()
    return BallotFactory(
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
    )


def is_writable(text: str, longest: int) -> bool:
    return bool(kept(text)) and "\x00" not in text and len(kept(text)) <= longest


def go_through(
    texts: list[str],
    longest: int,
    send: Callable[[str], Any],
    stored: Callable[[], str],
) -> Iterator[tuple[str, str]]:
    """Send every text; yield what was typed and what stands where it must be taken."""
    for text in texts:
        status = send(text).status_code
        assert status in TAKEN | REFUSED, (status, text)
        if is_writable(text, longest):
            assert status in TAKEN, (status, text)
            yield kept(text), stored()


def check(*args: Any, one_line: bool = False, is_sample: bool = False) -> None:
    seen = 0
    for typed, stored in go_through(*args):
        # A field of one line holds no line ends; browsers drop them before sending.
        assert stored == (typed.replace("\n", " ") if one_line else typed)
        seen += 1
    assert seen > 400 // (SAMPLE if is_sample else 1)


def test_replies_and_edits_are_kept_as_typed(outside: Outside, browser: Client) -> None:
    thread = ThreadFactory()
    parent = CommentFactory(thread=thread)
    url = f"/ar/comments/threads/{thread.public_id}/post/"

    def reply(text: str) -> Any:
        return browser.post(url, {"text": text, "parent": parent.public_id})

    def newest() -> str:
        return Comment.objects.latest("pk").text

    check(hostile_texts(outside), 10_000, reply, newest)
    own = CommentFactory(thread=thread, author=browser_person(browser))

    def edit(text: str) -> Any:
        own.refresh_from_db()
        query = urlencode({"edition": own.edition})
        address = f"/ar/comments/{own.public_id}/edit/?{query}"
        return browser.post(address, {"text": text})

    def edited() -> str:
        return Comment.objects.get(pk=own.pk).text

    check(hostile_texts(outside)[::SAMPLE], 10_000, edit, edited, is_sample=True)


def browser_person(browser: Client) -> Person:
    return Person.objects.get(pk=browser.session["_auth_user_id"])


def test_ideas_are_kept_as_typed(
    outside: Outside, browser: Client, authority: Authority
) -> None:
    def propose(text: str) -> Any:
        sent = {"title": text, "text": text, "place": text, "photo_description": text}
        return browser.post("/ar/ideas/new/", {"authority": authority.slug, **sent})

    texts = hostile_texts(outside)
    check(texts, LONGEST_TITLE, propose, lambda: newest_idea().title, one_line=True)
    assert not [
        idea
        for idea in Idea.objects.all()
        if idea.place.replace("\n", " ") != idea.title
    ]

    def rewrite(text: str) -> Any:
        sent = {"title": "عنوان", "text": text}
        return browser.post(f"/ar/ideas/{newest_idea().public_id}/edit/", sent)

    check(
        texts[::SAMPLE],
        10_000,
        rewrite,
        lambda: newest_idea().text,
        is_sample=True,
    )


def newest_idea() -> Idea:
    return Idea.objects.latest("pk")


def test_programs_get_every_text_back(
    outside: Outside, program: Program, authority: Authority, ballot: Ballot
) -> None:
    thread = ThreadFactory()
    answers: list[Any] = []

    def comment(text: str) -> Any:
        answers.append(
            program.post(f"threads/{thread.public_id}/comments", {"text": text})
        )
        return answers[-1]

    def idea(text: str) -> Any:
        sent = {"title": text[:100], "text": text, "place": text[:100]}
        answers.append(program.post("ideas", {**sent, "authority": authority.slug}))
        return answers[-1]

    def vote(text: str) -> Any:
        sent = {"choice": "reject", "reason": f"x{text}"}
        answers.append(program.post(f"ballots/{ballot.public_id}/votes", sent))
        return answers[-1]

    texts = hostile_texts(outside)
    check(texts, 10_000, comment, lambda: answers[-1].json()["text"])
    long_enough = [text for text in texts if is_writable(text[:100], 100)]
    check(long_enough, 10_000, idea, lambda: answers[-1].json()["text"])
    check(texts, LONGEST_REASON - 1, vote, lambda: kept(Vote.objects.get().reason[1:]))
    for text in texts[::SAMPLE]:
        assert program.get("search", q=text[:400]).status_code in {200, 422}
        for path in ("ideas", "drafts", "consultations"):
            assert program.get(path, authority=text).status_code in {200, 404, 422}


def test_reasons_of_votes_are_kept_as_typed(
    outside: Outside, browser: Client, ballot: Ballot
) -> None:
    def vote(text: str) -> Any:
        sent = {"choice": "approve", "reason": text}
        return browser.post(f"/ar/votes/{ballot.public_id}/vote/", sent)

    check(
        hostile_texts(outside), LONGEST_REASON, vote, lambda: Vote.objects.get().reason
    )


def test_what_officers_write_is_kept_as_typed(
    outside: Outside, authority: Authority
) -> None:
    desk = Client()
    desk.force_login(member_of(authority, Role.OFFICER))
    author, idea = PersonFactory(verified=True), IdeaFactory(authority=authority)

    def answer(text: str) -> Any:
        return desk.post(f"/ar/ideas/{idea.public_id}/answer/", {"answer-text": text})

    def move(text: str) -> Any:
        waiting = Idea.objects.filter(state="submitted").first() or IdeaFactory(
            authority=authority, author=author
        )
        sent = {"move-to_state": "under_review", "move-reason": text, "confirmed": "1"}
        return desk.post(f"/ar/ideas/{waiting.public_id}/move/", sent)

    def evidence(text: str) -> Any:
        day = timezone.now().date() - timedelta(days=1)
        sent = {"evidence-text": text, "evidence-delivered_on": str(day)}
        moved = Idea.objects.filter(state="under_development").first() or idea
        return desk.post(f"/ar/ideas/{moved.public_id}/evidence/", sent)

    texts = hostile_texts(outside)
    check(texts, 10_000, answer, lambda: Answer.objects.latest("pk").text)
    check(texts, 4000, move, lambda: Move.objects.latest("pk").reason)
    for text in texts[::SAMPLE]:
        assert evidence(text).status_code in {302, 409, 422}


def test_names_are_kept_as_typed(
    outside: Outside, browser: Client, person: Person
) -> None:
    def rename(text: str) -> Any:
        return browser.post("/ar/me/", {"display_name": text, "language": "ar"})

    def name() -> str:
        return Person.objects.get(pk=person.pk).display_name

    texts = [text for text in hostile_texts(outside) if is_writable(text, LONGEST_NAME)]
    seen = 0
    for typed, stored in go_through(texts, LONGEST_NAME, rename, name):
        assert stored == typed
        seen += 1
    assert seen > 300
