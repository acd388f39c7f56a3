"""Suggested wording and responses through the API."""

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from consultations.pages.models import DraftDecisionPage
from drafts.models import Response, Suggestion
from tests.api.conftest import Program
from tests.factories.responses import make_talk, officer_of, say, sections_of

pytestmark = pytest.mark.django_db

BETTER = "الدخول مجاني للمقيمين والزوار."


@pytest.fixture
def moment() -> datetime:
    return timezone.now()


@pytest.fixture
def page(home_page: Any, moment: datetime) -> DraftDecisionPage:
    return make_talk(moment)


def test_an_officer_answers_and_everyone_reads_it(
    page: DraftDecisionPage, anonymous: Program, resident: Program, moment: datetime
) -> None:
    comments = [say(page.draft.thread, f"رأي {n}", now=moment) for n in range(2)]
    path = f"drafts/{page.draft.public_id}/responses"
    body = {
        "kind": "already-so",
        "reason_ar": "في المادة الأولى",
        "comments": [comment.public_id for comment in comments],
    }
    assert anonymous.post(path, body).status_code == 401
    assert resident.post(path, body).status_code == 403
    officer = Program(officer_of(page))
    given = officer.post(path, body, key="k")
    assert given.status_code == 201
    assert officer.post(path, body, key="k").json() == given.json()
    listed = anonymous.get(path).json()["items"]
    assert [(r["kind"], r["input_count"]) for r in listed] == [("already-so", 2)]
    inputs = anonymous.get(f"responses/{listed[0]['id']}/inputs").json()["items"]
    assert {row["id"] for row in inputs} == set(body["comments"])
    assert anonymous.get(path, kind="rejected").json()["items"] == []


def test_another_authoritys_officer_answers_nothing(
    page: DraftDecisionPage, moment: datetime
) -> None:
    comment = say(page.draft.thread, "رأي", now=moment)
    stranger = Program(officer_of(make_talk(moment, slug="other")))
    body = {"kind": "rejected", "reason_en": "No", "comments": [comment.public_id]}
    path = f"drafts/{page.draft.public_id}/responses"
    assert stranger.post(path, body).status_code == 403
    assert not Response.objects.exists()


def test_what_is_no_input_is_refused_whole(
    page: DraftDecisionPage, moment: datetime
) -> None:
    comment = say(page.draft.thread, "رأي", now=moment)
    officer = Program(officer_of(page))
    path = f"drafts/{page.draft.public_id}/responses"
    for comments, kind, code in (
        ([comment.public_id, "nothing"], "rejected", "not-an-input"),
        ([comment.public_id], "perhaps", "unknown-response"),
    ):
        body = {"kind": kind, "reason_en": "No", "comments": comments}
        answer = officer.post(path, body)
        assert answer.status_code == 422
        assert answer.json()["code"] == code
    assert not Response.objects.exists()


def test_wording_is_suggested_and_listed(
    page: DraftDecisionPage, anonymous: Program, resident: Program
) -> None:
    section = sections_of(page)[1]
    path = f"sections/{section.public_id}/suggestions"
    body = {"text": BETTER, "reason": "ليشمل الزوار", "language": "ar"}
    assert anonymous.post(path, body).status_code == 401
    posted = resident.post(path, body, key="k")
    assert posted.status_code == 201
    assert resident.post(path, body, key="k").json() == posted.json()
    assert Suggestion.objects.count() == 1
    listed = anonymous.get(path).json()["items"]
    assert [(s["text"], s["base"]) for s in listed] == [(BETTER, "الدخول مجاني.")]
    unchanged = {**body, "text": "الدخول مجاني."}
    assert resident.post(path, unchanged).json()["code"] == "unchanged-wording"


def test_nothing_of_a_hidden_draft_is_told(
    page: DraftDecisionPage, anonymous: Program
) -> None:
    section = sections_of(page)[1]
    paths = [
        f"drafts/{page.draft.public_id}/responses",
        f"sections/{section.public_id}/suggestions",
    ]
    assert [anonymous.get(path).status_code for path in paths] == [200, 200]
    page.unpublish()
    assert [anonymous.get(path).status_code for path in paths] == [404, 404]
