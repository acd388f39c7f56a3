"""Versions of drafts and their comparison, for programs."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from consultations.pages.models import DraftDecisionPage
from consultations.pages.services import publish_now
from drafts.services import write_version
from drafts.splitting import SplitSection, SplitText
from tests.api.conftest import Program
from tests.factories.pages import TEXT, make_draft_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home_page")]


def add_version(page: DraftDecisionPage, *words: str, live: bool = True) -> None:
    sections = [
        SplitSection("article", str(n), f"المادة ({n})", 1, text)
        for n, text in enumerate(words, start=1)
    ]
    now = timezone.now()
    text = SplitText(TEXT.title, "ar", sections)
    write_version(draft=page.draft, texts=[text], actor=None, now=now)
    if live:
        publish_now(page=page, actor=None, now=now)


@pytest.fixture
def page() -> Any:
    made = make_draft_page()
    add_version(made, "الحديقة مكان عام.", "الدخول مجاني للأطفال.", "تغلق ليلا.")
    return made


def test_published_versions_are_listed(
    anonymous: Program, page: DraftDecisionPage
) -> None:
    add_version(page, "نص آخر لم ينشر بعد.", live=False)
    listed = anonymous.get(f"drafts/{page.draft.public_id}/versions").json()
    assert [row["number"] for row in listed["items"]] == [2, 1]
    assert listed["count"] == 2
    assert listed["items"][1]["url"].endswith("/versions/1/")


def test_two_versions_are_compared_word_by_word(
    anonymous: Program, page: DraftDecisionPage
) -> None:
    path = f"drafts/{page.draft.public_id}/compare"
    shown = anonymous.get(f"{path}?from=1&to=2").json()
    assert (shown["old_version"], shown["new_version"]) == (1, 2)
    changed = next(p for p in shown["pairs"] if p["new_numbers"] == ["2"])
    assert changed["change"] == "changed"
    assert changed["old"] == changed["new"]
    newer = "".join(run["text"] for run in changed["runs"] if run["kind"] != "del")
    assert "للأطفال" in newer
    assert shown["counts"]["added"] == 1
    assert anonymous.get(path).json() == shown
    few = anonymous.get(f"{path}?only_changed=true").json()
    assert all(pair["change"] != "unchanged" for pair in few["pairs"])


@pytest.mark.parametrize("query", ["?from=2&to=1", "?from=1&to=9", "?from=2&to=2"])
def test_what_cannot_be_compared_is_not_found(
    anonymous: Program, page: DraftDecisionPage, query: str
) -> None:
    path = f"drafts/{page.draft.public_id}/compare{query}"
    assert anonymous.get(path).status_code == 404


def test_odd_numbers_are_refused(anonymous: Program, page: DraftDecisionPage) -> None:
    path = f"drafts/{page.draft.public_id}/compare"
    assert anonymous.get(f"{path}?from=x").status_code == 422


def test_versions_of_hidden_pages_are_not_found(
    anonymous: Program, page: DraftDecisionPage
) -> None:
    DraftDecisionPage.objects.get(pk=page.pk).unpublish()
    for name in ("versions", "compare"):
        assert anonymous.get(f"drafts/{page.draft.public_id}/{name}").status_code == 404


def test_a_longer_text_takes_no_more_queries(anonymous: Program) -> None:
    counts = []
    for length in (3, 30):
        page = make_draft_page()
        add_version(page, *(f"نص المادة رقم {n} كما كتب." for n in range(length)))
        path = f"drafts/{page.draft.public_id}/compare?from=1&to=2"
        anonymous.get(path)
        with CaptureQueriesContext(connection) as queries:
            anonymous.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1]
