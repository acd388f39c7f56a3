"""What became of each article, told by its words, its order and its number."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.comparing import Change, Pair, align, keeper
from drafts.documents.parts import Part, Words
from drafts.documents.units import align_outlines
from drafts.splitting import SplitSection

SUBJECTS = ["parks", "roads", "lamps", "trees", "fines", "shops", "wells", "boats"]
TEXTS = [
    f"The keeper of the {subject} shall write a book of all {subject} each year. "
    f"Whoever harms {subject} pays the town for new {subject} within {at} days."
    for at, subject in enumerate(SUBJECTS, start=3)
]


def law(*texts: str, kind: str = "article") -> list[SplitSection]:
    return [
        SplitSection(kind, str(number), f"Article {number}", 1, text)
        for number, text in enumerate(texts, start=1)
    ]


def changes(
    old: list[SplitSection], new: list[SplitSection]
) -> list[tuple[object, ...]]:
    return [(pair.old, pair.new, pair.change.value) for pair in align(old, new)]


def test_the_same_text_is_unchanged() -> None:
    old = law(*TEXTS)
    assert {pair.change for pair in align(old, old)} == {Change.UNCHANGED}


def test_white_space_and_the_way_a_number_is_written_change_nothing() -> None:
    old = [SplitSection("article", "5", "المادة الخامسة: تعريفات", 1, "نص\nآخر")]
    new = [SplitSection("article", "5", "المادة (٥) - تعريفات", 2, "نص آخر")]
    assert changes(old, new) == [((0,), (0,), "unchanged")]


def test_a_diacritic_is_a_change() -> None:
    assert changes(law("كتب الولد"), law("كَتب الولد")) == [((0,), (0,), "changed")]


def test_a_new_article_renumbers_those_after_it() -> None:
    new = law(TEXTS[0], "Bells ring at noon, and nobody may stop them.", *TEXTS[1:3])
    assert changes(law(*TEXTS[:3]), new) == [
        ((0,), (0,), "unchanged"),
        ((), (1,), "added"),
        ((1,), (2,), "renumbered"),
        ((2,), (3,), "renumbered"),
    ]


def test_a_removed_article_stands_after_the_one_before_it() -> None:
    assert changes(law(*TEXTS[:3]), law(TEXTS[0], TEXTS[2])) == [
        ((0,), (0,), "unchanged"),
        ((1,), (), "removed"),
        ((2,), (1,), "renumbered"),
    ]


def test_the_fewest_articles_count_as_moved() -> None:
    old = law(*TEXTS[:4])
    assert changes(old, [old[3], *old[:3]]) == [
        ((3,), (0,), "moved"),
        ((0,), (1,), "unchanged"),
        ((1,), (2,), "unchanged"),
        ((2,), (3,), "unchanged"),
    ]


def test_new_words_say_more_than_a_new_number() -> None:
    new = law("Bells ring at noon in every street.", TEXTS[0].replace("town", "city"))
    assert changes(law(TEXTS[0]), new) == [
        ((), (0,), "added"),
        ((0,), (1,), "changed"),
    ]


def test_an_article_is_split_at_a_sentence() -> None:
    first, second = TEXTS[1].split(". ")
    new = law(TEXTS[0], f"{first}.", second, TEXTS[2])
    assert changes(law(*TEXTS[:3]), new) == [
        ((0,), (0,), "unchanged"),
        ((1,), (1, 2), "split"),
        ((2,), (3,), "renumbered"),
    ]


def test_neighbours_are_merged() -> None:
    new = law(TEXTS[0], f"{TEXTS[1]}\n{TEXTS[2]}", TEXTS[3])
    assert changes(law(*TEXTS[:4]), new) == [
        ((0,), (0,), "unchanged"),
        ((1, 2), (1,), "merged"),
        ((3,), (2,), "renumbered"),
    ]


def test_a_rewritten_article_is_the_same_under_its_number() -> None:
    new = law(TEXTS[0], "Bells ring at noon, and nobody may stop them.", TEXTS[2])
    assert changes(law(*TEXTS[:3]), new)[1] == ((1,), (1,), "changed")


def test_a_number_does_not_hold_words_that_stand_elsewhere() -> None:
    new = law(TEXTS[0], "Bells ring at noon, and nobody may stop them.", *TEXTS[1:3])
    assert ((1,), (2,), "renumbered") in changes(law(*TEXTS[:3]), new)


def test_repeated_words_meet_in_order() -> None:
    old = law(TEXTS[0], "Repealed.", "Repealed.", TEXTS[1])
    new = law(TEXTS[2], TEXTS[0], "Repealed.", "Repealed.", TEXTS[1])
    assert changes(old, new) == [
        ((), (0,), "added"),
        *[((at,), (at + 1,), "renumbered") for at in range(4)],
    ]


def test_chapters_move_with_their_articles() -> None:
    heads = [
        SplitSection("chapter", str(at), f"Chapter {at}", 1, "") for at in (1, 2, 3)
    ]
    articles = [replace(article, level=2) for article in law(*TEXTS[:6])]
    old = [heads[0], *articles[:3], heads[1], *articles[3:5], heads[2], articles[5]]
    new = [*old[4:7], *old[:4], *old[7:]]
    pairs = {pair.old: (pair.new, pair.change.value) for pair in align(old, new)}
    assert pairs[4,] == ((0,), "moved")
    assert pairs[0,] == ((3,), "unchanged")
    assert pairs[7,] == ((7,), "unchanged")


def test_a_section_may_become_an_article() -> None:
    old = law(*TEXTS[:2], kind="section")
    assert changes(old, law(*TEXTS[:2])) == [
        ((0,), (0,), "changed"),
        ((1,), (1,), "changed"),
    ]


def test_nothing_becomes_something() -> None:
    assert align([], []) == []
    assert changes([], law("one")) == [((), (0,), "added")]
    assert changes(law("one"), []) == [((0,), (), "removed")]


def test_identity_stays_with_the_part_that_keeps_most_words() -> None:
    short, long = "A bell rings at noon.", TEXTS[0]
    whole, parts = law(f"{short}\n{long}"), law(short, long)
    assert keeper(Pair((0,), (0, 1), Change.SPLIT), whole, parts) == (0, 1)
    assert keeper(Pair((0, 1), (0,), Change.MERGED), parts, whole) == (1, 0)
    with pytest.raises(ValueError, match="both texts"):
        keeper(Pair((0,), (), Change.REMOVED), whole, [])


def test_an_added_translation_changes_nothing() -> None:
    old = [Part("article", "1", words={"ar": Words("المادة 1", "نص")})]
    words = {"ar": Words("المادة 1", "نص"), "en": Words("Article 1", "Text")}
    new = [Part("article", "1", words=words)]
    assert [pair.change for pair in align_outlines(old, new)] == [Change.UNCHANGED]


def test_both_languages_count_where_both_are() -> None:
    words = {"ar": Words("المادة 1", "نص"), "en": Words("Article 1", "Text")}
    other = {**words, "en": Words("Article 1", "Other text")}
    old, new = [Part("article", "1", words=words)], [Part("article", "1", words=other)]
    assert [pair.change for pair in align_outlines(old, new)] == [Change.CHANGED]


words = st.sampled_from(
    [
        "park",
        "road",
        "lamp",
        "tree",
        "fine",
        "shop",
        "well",
        "boat",
        "bell",
        "town",
        "year",
    ]
)
articles = st.lists(words, max_size=12).map(" ".join)
kinds = st.sampled_from(["article", "chapter", "preamble", "note"])
numbers = st.sampled_from(["1", "2", "3", "4 bis", None])
sections = st.builds(
    SplitSection, kinds, numbers, st.sampled_from(["", "Article 1", "x"]),
    st.integers(1, 3), articles,
)  # fmt: skip


@given(st.lists(sections, max_size=14), st.lists(sections, max_size=14))
def test_each_position_stands_in_one_pair(
    old: list[SplitSection], new: list[SplitSection]
) -> None:
    pairs = align(old, new)
    assert sorted(i for pair in pairs for i in pair.old) == [*range(len(old))]
    assert sorted(j for pair in pairs for j in pair.new) == [*range(len(new))]
    for pair in pairs:
        assert (pair.change is Change.ADDED) == (not pair.old)
        assert (pair.change is Change.REMOVED) == (not pair.new)
        assert (pair.change is Change.SPLIT) == (len(pair.new) > 1)
        assert (pair.change is Change.MERGED) == (len(pair.old) > 1)


@settings(max_examples=50)
@given(st.permutations(range(len(TEXTS))), st.booleans())
def test_any_permutation_is_recovered(order: list[int], renumbered: bool) -> None:
    old = law(*TEXTS)
    new = law(*(TEXTS[i] for i in order)) if renumbered else [old[i] for i in order]
    assert {(pair.old, pair.new) for pair in align(old, new)} == {
        ((i,), (j,)) for j, i in enumerate(order)
    }
