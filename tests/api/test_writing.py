from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from comments.models import Comment, Reaction, Thread
from consultations.ideas.models import Idea, Support
from foundation.organisations.models import Authority, Role
from tests.api.conftest import Program
from tests.factories.accounts import PersonFactory
from tests.factories.comments import CommentFactory, ThreadFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.organisations import AuthorityFactory, member_of
from tests.factories.voting import BallotFactory
from voting.models import Ballot, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread() -> Thread:
    return ThreadFactory(authority=AuthorityFactory())


@pytest.fixture
def ballot() -> Ballot:
    now = timezone.now()
    return BallotFactory(
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
    )


def comments_of(thread: Thread) -> str:
    return f"threads/{thread.public_id}/comments"


def test_a_comment_comes_back_as_posted(resident: Program, thread: Thread) -> None:
    response = resident.post(
        comments_of(thread), {"text": " سطر\r\nآخر <b>\u200f ", "stance": "for"}
    )
    assert response.status_code == 201
    shown = response.json()
    assert shown["text"] == "سطر\nآخر <b>\u200f".strip()
    assert (shown["stance"], shown["language"], shown["direction"]) == (
        "for",
        "ar",
        "rtl",
    )
    assert "<b>" not in shown["html"]
    reply = resident.post(comments_of(thread), {"text": "رد", "parent": shown["id"]})
    assert reply.json()["parent"] == shown["id"]


def test_one_text_is_listed_once_and_flat_with_everyone(
    resident: Program, thread: Thread
) -> None:
    text = "نطالب ببناء رصيف عريض أمام المدرسة قبل بداية العام الدراسي كما وُعدنا"
    first = resident.post(comments_of(thread), {"text": text}).json()
    again = resident.post(comments_of(thread), {"text": f"{text}!"}).json()
    assert (first["folded_under"], again["folded_under"]) == (None, first["id"])
    for order in ("newest", "oldest", "best", "discussed", "official"):
        found = resident.get(f"{comments_of(thread)}?order={order}").json()["items"]
        assert [row["id"] for row in found] == [first["id"]]
    flat = resident.get(f"{comments_of(thread)}?flat=true").json()
    assert {row["id"] for row in flat["items"]} == {first["id"], again["id"]}
    refused = resident.get(f"{comments_of(thread)}?flat=true&order=discussed")
    assert refused.status_code == 422


def test_the_same_key_posts_once(resident: Program, thread: Thread) -> None:
    first = resident.post(comments_of(thread), {"text": "مرة"}, key="k1")
    again = resident.post(comments_of(thread), {"text": "مرة"}, key="k1")
    other = resident.post(comments_of(thread), {"text": "أخرى"}, key="k1")
    assert first.json()["id"] == again.json()["id"]
    assert (again.status_code, other.status_code) == (201, 409)
    assert other.json()["code"] == "key-reused"
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   ", "\r\n", "a\x00b"])
def test_text_that_is_empty_or_holds_nul_is_refused(
    text: str, resident: Program, thread: Thread
) -> None:
    response = resident.post(comments_of(thread), {"text": text})
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "body", [{}, {"text": None}, {"text": 7}, {"text": ["a"]}, [], "text"]
)
def test_a_body_of_the_wrong_shape_is_refused(
    body: Any, resident: Program, thread: Thread
) -> None:
    assert resident.post(comments_of(thread), body).status_code in {400, 422}
    assert not Comment.objects.exists()


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"not json"])
def test_a_body_that_is_no_json_is_refused(
    body: bytes, resident: Program, thread: Thread
) -> None:
    response = resident.post(comments_of(thread), body)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_a_huge_body_is_refused(resident: Program, thread: Thread) -> None:
    response = resident.post(comments_of(thread), {"text": "س" * 10_000_000})
    assert response.status_code == 413
    assert not Comment.objects.exists()


def test_a_parent_of_another_thread_is_refused(
    resident: Program, thread: Thread
) -> None:
    elsewhere = CommentFactory(thread=ThreadFactory(authority=AuthorityFactory()))
    body = {"text": "رد", "parent": elsewhere.public_id}
    assert resident.post(comments_of(thread), body).status_code in {404, 409, 422}
    assert Comment.objects.count() == 1


def test_nobody_writes_without_a_person(anonymous: Program, thread: Thread) -> None:
    response = anonymous.post(comments_of(thread), {"text": "نص"})
    assert (response.status_code, response.json()["code"]) == (401, "sign-in")


def test_a_wrong_token_is_refused_even_for_reading(anonymous: Program) -> None:
    anonymous.headers["Authorization"] = "Bearer sawt_wrong"
    assert anonymous.get("ideas").status_code == 401


def test_a_session_needs_the_token_of_its_page(thread: Thread) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(PersonFactory(verified=True))
    response = client.post(
        f"/api/v1/{comments_of(thread)}", '{"text": "x"}', "application/json"
    )
    assert (response.status_code, response.json()["code"]) == (403, "csrf")


def test_a_closed_thread_says_so(resident: Program) -> None:
    closed = ThreadFactory(
        authority=AuthorityFactory(), closes_at=timezone.now() - timedelta(days=1)
    )
    response = resident.post(comments_of(closed), {"text": "نص"})
    assert response.status_code == 409
    assert response.json()["detail"]


def test_a_reaction_is_one_per_person_and_changeable(resident: Program) -> None:
    comment = CommentFactory(thread=ThreadFactory(authority=AuthorityFactory()))
    path = f"comments/{comment.public_id}/reactions"
    for value, agree, disagree in [
        ("agree", 1, 0),
        ("agree", 1, 0),
        ("disagree", 0, 1),
        ("none", 0, 0),
    ]:
        shown = resident.post(path, {"value": value}).json()
        assert (shown["agree_count"], shown["disagree_count"]) == (agree, disagree)
    assert not Reaction.objects.exists()
    assert resident.post(path, {"value": "love"}).status_code == 422


def test_an_idea_is_proposed_supported_and_moved(resident: Program) -> None:
    authority = AuthorityFactory()
    body = {"title": "ظل للمدرسة", "text": "ممر مظلل.", "authority": authority.slug}
    response = resident.post("ideas", {**body, "call": None}, key="idea-1")
    assert response.status_code == 201
    idea = response.json()
    assert (idea["state"], idea["support_count"], idea["ballot"]) == (
        "submitted",
        0,
        None,
    )
    assert resident.post("ideas", body, key="idea-1").json()["id"] == idea["id"]
    supporter = Program(PersonFactory(verified=True))
    for _ in range(2):
        shown = supporter.post(f"ideas/{idea['id']}/support").json()
    assert shown["support_count"] == 1
    officer = Program(member_of(authority, Role.OFFICER))
    move = {"state": "under_review", "reason": "ندرس المسار."}
    moved = officer.post(f"ideas/{idea['id']}/moves", move)
    assert (moved.status_code, moved.json()["state"]) == (201, "under_review")
    assert supporter.get(f"ideas/{idea['id']}").json()["state"] == "under_review"


def test_only_an_officer_of_the_authority_moves_an_idea(resident: Program) -> None:
    idea = IdeaFactory(authority=AuthorityFactory())
    stranger = Program(member_of(AuthorityFactory(), Role.OFFICER))
    move = {"state": "under_review", "reason": "سبب"}
    for program in (resident, stranger):
        response = program.post(f"ideas/{idea.public_id}/moves", move)
        assert response.status_code == 403
    idea.refresh_from_db()
    assert idea.state == "submitted"


def test_an_impossible_step_is_refused() -> None:
    idea = IdeaFactory(authority=AuthorityFactory())
    officer = Program(member_of(idea.authority, Role.OFFICER))
    for state in ("implemented", "nowhere", ""):
        body = {"state": state, "reason": "سبب"}
        response = officer.post(f"ideas/{idea.public_id}/moves", body)
        assert response.status_code in {409, 422}


def test_an_unknown_authority_or_call_is_refused(resident: Program) -> None:
    body = {"title": "فكرة", "text": "نص"}
    response = resident.post("ideas", {**body, "authority": "nowhere"})
    assert response.status_code == 422
    slug = AuthorityFactory().slug
    response = resident.post("ideas", {**body, "authority": slug, "call": "nothing"})
    assert response.status_code in {404, 422}
    assert not Idea.objects.exists()


def test_a_vote_is_recorded_once_and_can_be_changed(
    resident: Program, ballot: Ballot
) -> None:
    path = f"ballots/{ballot.public_id}/votes"
    first = resident.post(path, {"choice": "approve", "reason": "نعم"}, key="v1")
    again = resident.post(path, {"choice": "approve", "reason": "نعم"}, key="v1")
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert resident.post(path, {"choice": "reject"}, key="v1").status_code == 409
    assert resident.post(path, {"choice": "reject"}, key="v2").status_code == 201
    assert Vote.objects.get().choice == "reject"
    shown = resident.get(f"ballots/{ballot.public_id}").json()
    assert shown["own_choice"] == "reject"
    assert resident.post(path, {"choice": "maybe"}).status_code == 422


def test_a_vote_needs_a_verified_person(ballot: Ballot) -> None:
    program = Program(PersonFactory())
    response = program.post(f"ballots/{ballot.public_id}/votes", {"choice": "approve"})
    assert (response.status_code, response.json()["code"]) == (403, "not-eligible")
    assert not Support.objects.exists()
    assert Authority.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        {"authority": "a\x00b"},
        {"call": "a\x00b"},
        {"topics": ["a\x00b"]},
        {"title": "a\x00b"},
        {"title": "x" * 5000},
    ],
)
def test_an_idea_with_what_no_database_takes_is_refused(
    body: dict[str, Any], resident: Program
) -> None:
    whole = {"title": "فكرة", "text": "نص", "authority": AuthorityFactory().slug}
    assert resident.post("ideas", {**whole, **body}).status_code == 422
    assert not Idea.objects.exists()
