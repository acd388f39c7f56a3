"""What a search tells besides its hits."""

from datetime import timedelta

import pytest

from search.engines.base import Order
from search.models import Kind
from search.queries import Asked, Results, as_rows, search
from tests.factories.search import NOW, document, indexed

pytestmark = pytest.mark.django_db


def ask(text: str, language: str = "ar", **changes: object) -> Results:
    return search(Asked(text=text, **changes), now=NOW, language=language)  # type: ignore[arg-type]


def test_rows_hold_what_programs_rely_on() -> None:
    parent = document("d", title="لائحة الأرصفة", kind=Kind.DRAFT, draft_id="d")
    indexed(parent)
    indexed(
        document(
            "s",
            "عرض الرصيف متران",
            title="المادة الخامسة",
            kind=Kind.SECTION,
            parent=parent.key,
            number="5",
        )
    )
    assert as_rows(ask("متر"))[0] == {
        "kind": "section",
        "id": "s",
        "title": "المادة الخامسة",
        "url": "/ar/s/",
        "draft": "d",
        "number": "5",
        "highlight": "عرض الرصيف <mark>متران</mark>",
    }


def test_the_words_that_were_looked_for_are_told_from_common_ones() -> None:
    results = ask("ما هي رسوم الحدائق")
    assert results.words == ("رسوم", "الحدائق")
    assert results.dropped == ("ما", "هي")


def test_a_comment_bears_the_title_of_what_it_is_on() -> None:
    parent = document("i", title="مسار للدراجات", kind=Kind.IDEA)
    indexed(parent)
    indexed(
        document("c", "Good idea", kind=Kind.COMMENT, parent=parent.key, language="en")
    )
    [hit] = ask("good").hits
    assert hit.title.html == "مسار للدراجات"
    assert (hit.title_language, hit.language) == ("ar", "en")


def test_the_excerpt_is_in_the_language_in_which_the_words_stand() -> None:
    wordings = {
        "ar": {"title": "الأرصفة", "text": "نص عربي"},
        "en": {"title": "Pavements", "text": "terraces of cafés"},
    }
    indexed(document("a", wordings=wordings))
    [hit] = ask("terrace").hits
    assert hit.language == "en"
    assert hit.highlight.html == "<mark>terraces</mark> of cafés"
    assert hit.title.html == "الأرصفة"


def test_a_part_of_what_is_not_in_the_index_stays_out() -> None:
    orphan = document("c", "رصيف", kind=Kind.COMMENT, parent=document("nowhere").key)
    indexed(orphan)
    assert ask("رصيف").count == 0


def test_the_newest_can_come_first() -> None:
    later = NOW + timedelta(days=1)
    indexed(document("a", "رصيف رصيف"), document("b", "رصيف", published_at=later))
    assert [hit.id for hit in ask("رصيف", order=Order.NEWEST).hits] == ["b", "a"]
