"""Comments on passages, as a program posts and reads them."""

from typing import Any

import pytest
from django.utils import timezone

from drafts.models import Passage, PassagePlace, Section
from drafts.queries import words_of_section
from tests.api.conftest import Program
from tests.factories.comments import ThreadFactory
from tests.factories.organisations import AuthorityFactory
from tests.factories.responses import make_talk, sections_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(home_page: Any) -> Section:
    return sections_of(make_talk(timezone.now()))[1]


@pytest.fixture
def text(section: Section) -> str:
    words = words_of_section(section, "ar")
    assert words is not None
    return words.text


def post(program: Program, section: Section, quote: Any, key: str = "") -> Any:
    path = f"threads/{section.thread.public_id}/comments"
    body = {"text": "رأيي في هذه الكلمات", "quote": quote}
    return program.post(path, body, key=key)


@pytest.mark.parametrize("by_place", [True, False])
def test_a_comment_is_posted_on_a_passage(
    resident: Program, section: Section, text: str, *, by_place: bool
) -> None:
    end = text.index(" ")
    named = (
        {"start": 0, "end": end, "version": 1} if by_place else {"exact": text[:end]}
    )
    answer = post(resident, section, {**named, "language": "ar"})
    assert answer.status_code == 201
    quote = answer.json()["quote"]
    assert quote["exact"] == quote["words"] == text[:end]
    assert (quote["section"], quote["start"], quote["end"]) == (
        section.public_id,
        0,
        end,
    )
    assert quote["state"] == "exact"
    path = f"threads/{section.thread.public_id}/comments"
    assert resident.get(path).json()["items"][0]["quote"] == quote


def test_a_lost_passage_has_no_place(
    resident: Program, section: Section, text: str
) -> None:
    shown = post(resident, section, {"exact": text}).json()
    PassagePlace.objects.update(state="lost", section=None, start=None, end=None)
    quote = resident.get(f"comments/{shown['id']}").json()["quote"]
    assert (quote["state"], quote["section"], quote["words"]) == ("lost", None, None)
    assert quote["exact"] == " ".join(text.split())


def test_the_same_key_posts_once_on_the_same_passage(
    resident: Program, section: Section, text: str
) -> None:
    first = post(resident, section, {"exact": text}, key="k")
    again = post(resident, section, {"exact": text}, key="k")
    other = post(resident, section, {"start": 0, "end": 4}, key="k")
    assert first.json()["id"] == again.json()["id"]
    assert other.status_code == 409


@pytest.mark.parametrize(
    "quote",
    [
        {"exact": "كلام ليس هنا"},
        {"start": 3, "end": 3},
        {"start": 0, "end": 100_000},
        {"start": 0, "end": 4, "version": 99},
        {"exact": "", "language": "xx"},
        {},
    ],
)
def test_a_quote_that_names_no_words_is_refused(
    resident: Program, section: Section, quote: dict[str, Any]
) -> None:
    assert post(resident, section, quote).status_code == 422
    assert not Passage.objects.exists()


def test_only_sections_have_passages(resident: Program) -> None:
    thread = ThreadFactory(authority=AuthorityFactory())
    path = f"threads/{thread.public_id}/comments"
    answer = resident.post(path, {"text": "نص", "quote": {"exact": "نص"}})
    assert answer.status_code == 422
