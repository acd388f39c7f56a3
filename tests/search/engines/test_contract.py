"""What every engine promises; the suite runs on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis.questions import understand
from search.documents import Key
from search.engines import engine
from search.engines.base import Filters, Mode, Order, Request
from search.models import Entry, Kind, Status
from tests.factories.organisations import AuthorityFactory
from tests.factories.search import NOW, document, indexed

pytestmark = pytest.mark.django_db


def ask(typed: str, **changes: Any) -> Request:
    return replace(Request(understand(typed), now=NOW), **changes)


def answers(typed: str, **changes: Any) -> list[str]:
    found = engine().search(ask(typed, **changes))
    names = dict(Entry.objects.values_list("pk", "object_id"))
    return [names[one.entry_id] for one in found]


def test_other_forms_of_a_word_are_found() -> None:
    indexed(document("a", "والمشاركات في الحدائق"), document("b", "رسوم الدخول"))
    assert answers("مشاركة") == ["a"]
    assert answers("حديقة") == ["a"]


def test_every_word_is_required() -> None:
    indexed(document("a", "أرصفة المقاهي"), document("b", "أرصفة الشوارع"))
    assert answers("رصيف مقهى") == ["a"]


def test_any_word_is_enough_when_asked_so_and_more_words_come_first() -> None:
    indexed(
        document("a", "أرصفة الشوارع"),
        document("b", "أرصفة المقاهي"),
        document("c", "نص آخر"),
    )
    assert answers("رصيف مقهى", mode=Mode.ANY) == ["b", "a"]


def test_words_may_stand_in_different_parts_and_languages() -> None:
    wordings = {
        "ar": {"title": "لائحة الأرصفة", "text": "نص"},
        "en": {"title": "Pavement bylaw", "text": "terraces"},
    }
    indexed(document("a", wordings=wordings))
    assert answers("رصيف terrace") == ["a"]


def test_a_phrase_is_found_as_written_only() -> None:
    indexed(
        document("a", "رسوم الدخول إلى الحدائق"),
        document("b", "الدخول رسوم"),
        document("c", "رسم الدخول"),
    )
    assert answers('"رسوم الدخول"') == ["a"]
    assert answers("«الدُخول الى»") == ["a"]


def test_a_phrase_does_not_reach_from_one_part_into_the_next() -> None:
    indexed(document("a", "الدخول", title="رسوم"))
    assert answers('"رسوم الدخول"') == []


def test_excluded_words_and_phrases_are_left_out() -> None:
    indexed(
        document("a", "حدائق ومواقف السيارات"),
        document("b", "حدائق ومواقف مدفوعة"),
        document("c", "حدائق"),
    )
    assert set(answers("حديقة -سيارة")) == {"b", "c"}
    assert set(answers('حديقة -"ومواقف مدفوعة"')) == {"a", "c"}
    assert answers("-مواقف") == ["c"]


def test_a_title_weighs_more_than_a_text() -> None:
    indexed(
        document("a", "الحدائق العامة في المدينة", title="لائحة"),
        document("b", "نص في المدينة", title="الحدائق العامة"),
    )
    assert answers("حديقة عامة") == ["b", "a"]


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    common = [document(f"c{n}", "شارع شارع عام") for n in range(9)]
    indexed(*common, document("a", "شارع في الحي"), document("b", "نفق في الحي"))
    assert answers("شارع نفق", mode=Mode.ANY)[0] == "b"


def test_what_is_open_comes_before_what_is_over() -> None:
    day = timedelta(days=1)
    indexed(
        document("a", "حديقة", opens_at=NOW - 9 * day, closes_at=NOW - day),
        document("b", "حديقة", opens_at=NOW - day, closes_at=NOW + day),
        document("c", "حديقة", opens_at=NOW - 9 * day, closes_at=NOW - day),
    )
    assert answers("حديقة")[0] == "b"


def test_the_newest_come_first_when_asked_so() -> None:
    for days, name in enumerate("abc"):
        indexed(document(name, "حديقة", published_at=NOW + timedelta(days=days)))
    assert answers("حديقة", order=Order.NEWEST) == ["c", "b", "a"]


def test_nothing_asked_lists_all_newest_first() -> None:
    for days, name in enumerate("abc"):
        indexed(document(name, published_at=NOW + timedelta(days=days)))
    assert answers("") == ["c", "b", "a"]


@pytest.mark.parametrize("order", list(Order))
def test_pages_follow_each_other_without_gap_or_repeat(order: Order) -> None:
    names = {f"d{n}" for n in range(23)}
    indexed(*(document(name, "حديقة " * (1 + len(name))) for name in sorted(names)))
    seen: list[int] = []
    after: tuple[float | datetime, int] | None = None
    while page := engine().search(ask("حديقة", order=order, after=after, limit=5)):
        seen += [found.entry_id for found in page]
        after = (page[-1].key, page[-1].entry_id)
    assert len(seen) == len(set(seen)) == len(names)


def test_filters_of_a_kind_widen_and_of_several_narrow() -> None:
    one, other = AuthorityFactory(), AuthorityFactory()
    indexed(
        document("a", kind=Kind.IDEA, authority_id=one.pk, topics=("roads", "parks")),
        document("b", kind=Kind.PROJECT, authority_id=other.pk, topics=("roads",)),
        document("c", kind=Kind.IDEA, authority_id=other.pk, language="en"),
    )
    kinds = frozenset({"idea", "project"})
    assert set(answers("", filters=Filters(kinds=kinds))) == {"a", "b", "c"}
    narrowed = Filters(kinds=kinds, authorities=frozenset({other.pk}))
    assert set(answers("", filters=narrowed)) == {"b", "c"}
    assert set(answers("", filters=Filters(topics=frozenset({"roads"})))) == {"a", "b"}
    assert answers("", filters=Filters(topics=frozenset({"park"}))) == []
    assert answers("", filters=Filters(languages=frozenset({"en"}))) == ["c"]


def test_the_standing_is_told_by_the_clock() -> None:
    day = timedelta(days=1)
    indexed(document("a", opens_at=NOW, closes_at=NOW + day))
    standings = [
        (NOW - day, Status.UPCOMING),
        (NOW, Status.OPEN),
        (NOW + day, Status.CLOSED),
    ]
    for moment, status in standings:
        wanted = Filters(statuses=frozenset({status}))
        assert answers("", filters=wanted, now=moment) == ["a"]


def test_counts_are_told_by_every_facet_and_ignore_filters() -> None:
    authority = AuthorityFactory()
    indexed(
        document("a", "حديقة", kind=Kind.IDEA, authority_id=authority.pk),
        document("b", "حديقة", kind=Kind.IDEA, authority_id=authority.pk),
        document("c", "حديقة", status=Status.DECIDED, topics=("parks",)),
        document("d", "رصيف"),
    )
    groups = engine().counts(ask("حديقة", filters=Filters(kinds=frozenset({"page"}))))
    told = {(g.kind, g.authority_id, g.status, g.topics): g.hits for g in groups}
    assert told == {
        ("idea", authority.pk, "", ()): 2,
        ("page", None, Status.DECIDED, ("parks",)): 1,
    }


def test_a_thing_indexed_again_is_found_by_its_new_words_alone() -> None:
    indexed(document("a", "حديقة"))
    indexed(document("a", "رصيف"))
    assert answers("حديقة") == []
    assert answers("رصيف") == ["a"]
    assert Entry.objects.count() == 1


def test_what_is_removed_is_found_no_more_nor_are_its_parts() -> None:
    entries = indexed(document("a", "حديقة"))
    parent = Key("page", "a")
    indexed(document("b", "حديقة", kind=Kind.COMMENT, parent=parent))
    engine().remove([entries["a"].pk])
    assert answers("حديقة") == []
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        'NEAR("a" "b")',
        "title_terms : x",
        "a OR b AND NOT c*",
        "' OR 1=1 --",
        "^حديقة",
        "a & b | !c <-> d",
        "\\ '\\''",
        "{a}:b (",
        "%_%",
        "\ud800",
        "\x00",
        "=x ~y ¶",
        "🏳️‍🌈 ½ ﷺ",
        "-" * 500,
        "ا" * 5000,
    ],
)
def test_no_question_is_a_syntax_error(typed: str) -> None:
    for mode in Mode:
        for asked in (typed, f'"{typed}"', f"-{typed}", f'x -"{typed}"'):
            answers(asked, mode=mode)
            engine().counts(ask(asked, mode=mode))


@given(st.text(max_size=80))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_text_can_be_indexed_and_asked(text: str) -> None:
    indexed(document("a", text.replace("\x00", "").encode("utf-8", "ignore").decode()))
    answers(text)
    answers(f'"{text}"', mode=Mode.ANY)
