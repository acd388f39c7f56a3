from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.services import post_comment
from tests.api.conftest import Program
from tests.factories.accounts import PersonFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.organisations import AuthorityFactory
from tests.factories.pages import (
    make_draft_page,
    make_idea_call_page,
    make_project_page,
)
from voting.models import Ballot
from voting.services import cast_vote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home_page")]

LISTS = ["consultations", "projects", "drafts", "ideas", "search"]


@pytest.mark.parametrize("path", LISTS)
def test_an_empty_list_is_a_list(path: str, anonymous: Program) -> None:
    shown = anonymous.get(path).json()
    assert shown["items"] == []
    assert shown["next"] is None


def test_consultations_of_every_kind_are_listed(anonymous: Program) -> None:
    authority = AuthorityFactory()
    make_draft_page(authority)
    make_project_page(authority)
    make_idea_call_page(authority)
    items = anonymous.get("consultations").json()["items"]
    assert {item["kind"] for item in items} == {"draft", "project", "call"}
    for item in items:
        shown = anonymous.get(f"consultations/{item['id']}").json()
        assert shown["title"] == item["title"]
        assert shown["phases"]
        assert item["url"].startswith("http://testserver/ar/")


def test_what_is_not_live_is_not_shown(anonymous: Program) -> None:
    page = make_draft_page(live=False)
    assert anonymous.get("consultations").json()["items"] == []
    assert anonymous.get(f"consultations/{page.public_id}").status_code == 404
    assert anonymous.get(f"drafts/{page.draft.public_id}").status_code == 404
    sections = anonymous.get(f"drafts/{page.draft.public_id}/sections")
    assert sections.status_code == 404


def test_a_draft_has_its_sections_threads_and_ballot(resident: Program) -> None:
    page = make_draft_page()
    draft = resident.get(f"drafts/{page.draft.public_id}").json()
    assert draft["thread"] == page.draft.thread.public_id
    assert draft["ballot"] == Ballot.objects.get().public_id
    assert draft["can_comment"] is True
    sections = resident.get(f"drafts/{draft['id']}/sections").json()["items"]
    assert [section["number"] for section in sections] == ["1", "2"]
    assert all(s["thread"] and s["can_comment"] for s in sections)
    assert sections[0]["text"] == "الحديقة مكان عام."


def test_who_is_anonymous_cannot_comment(anonymous: Program) -> None:
    page = make_project_page()
    shown = anonymous.get(f"projects/{page.public_id}").json()
    assert shown["can_comment"] is False
    assert shown["thread"] == page.thread.public_id


def test_the_language_is_the_readers(anonymous: Program) -> None:
    page = make_project_page()
    anonymous.headers["Accept-Language"] = "en"
    shown = anonymous.get(f"projects/{page.public_id}").json()
    assert (shown["title"], shown["language"]) == ("Harbour walk", "en")
    assert "/en/" in shown["url"]


def test_lists_are_paged_by_cursor(anonymous: Program) -> None:
    ideas = IdeaFactory.create_batch(5, authority=AuthorityFactory())
    seen, cursor = [], None
    for _ in range(3):
        query: dict[str, Any] = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = anonymous.get("ideas", **query).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert sorted(seen) == sorted(idea.public_id for idea in ideas)
    assert cursor is None


@pytest.mark.parametrize("limit", ["0", "101", "-1", "many"])
def test_an_impossible_limit_is_refused(limit: str, anonymous: Program) -> None:
    response = anonymous.get("ideas", limit=limit)
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("cursor", ["x", "a:b:c", "ا" * 5000])
def test_a_made_up_cursor_is_refused(cursor: str, anonymous: Program) -> None:
    IdeaFactory()
    assert anonymous.get("ideas", cursor=cursor).status_code == 422


@pytest.mark.parametrize(
    "path",
    ["consultations/x", "projects/x", "drafts/x", "ideas/x", "comments/x", "ballots/x"],
)
def test_what_does_not_exist_is_not_found(path: str, anonymous: Program) -> None:
    response = anonymous.get(path)
    assert response.status_code == 404
    problem = response.json()
    assert (problem["status"], problem["code"]) == (404, "not-found")


def test_a_comment_is_found_again_by_its_id(anonymous: Program) -> None:
    page = make_project_page()
    author = PersonFactory()
    first = post_comment(
        thread=page.thread, author=author, text="  أول  ", now=timezone.now()
    )
    post_comment(
        thread=page.thread,
        author=author,
        text="رد",
        parent=first,
        now=timezone.now(),
    )
    path = f"threads/{page.thread.public_id}/comments"
    tops = anonymous.get(path).json()["items"]
    flat = anonymous.get(path, flat="true", order="oldest").json()
    assert [item["text"] for item in tops] == ["أول"]
    assert [item["text"] for item in flat["items"]] == ["أول", "رد"]
    assert flat["count"] == 2
    assert flat["items"][1]["parent"] == first.public_id
    assert anonymous.get(f"comments/{first.public_id}").json()["reply_count"] == 1


def test_a_hidden_tally_is_not_told(anonymous: Program) -> None:
    page = make_project_page(ballot_question_ar="هل توافق؟")
    ballot = Ballot.objects.get()
    cast_vote(
        ballot=ballot,
        voter=PersonFactory(verified=True),
        choice="approve",
        now=timezone.now(),
    )
    shown = anonymous.get(f"ballots/{page.ballot.public_id}").json()
    assert shown["tally_is_hidden"] is True
    assert {choice["votes"] for choice in shown["choices"]} == {None}
    assert shown["turnout"] == 1


@pytest.mark.parametrize("path", ["ideas", "consultations", "drafts", "projects"])
def test_a_longer_list_takes_no_more_queries(path: str, anonymous: Program) -> None:
    def make() -> None:
        authority = AuthorityFactory()
        IdeaFactory(authority=authority)
        make_draft_page(authority)
        make_project_page(authority)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert anonymous.get(path).status_code == 200
        return len(captured)

    make()
    anonymous.get(path)
    few = count()
    for _ in range(3):
        make()
    assert count() == few


@pytest.mark.parametrize("kind", ["service", "draft,idea", "x" * 300])
def test_search_refuses_a_kind_it_does_not_know(kind: str, anonymous: Program) -> None:
    assert anonymous.get("search", q="مشاركة", kind=kind).status_code == 422


def test_the_description_of_the_api_can_be_read(anonymous: Program) -> None:
    description = anonymous.get("openapi.json").json()
    assert "/api/v1/ideas" in description["paths"]
