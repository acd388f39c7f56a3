"""What was taken out and put in: nothing lost, no word broken, phrases whole."""

import time
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.core.redline import (
    Row,
    Run,
    changed_share,
    redline,
    side_by_side,
    tokens_of,
)

_MARKS = {"del": "[-{}-]", "ins": "{{+{}+}}", "same": "{}"}
_PIECES = [
    "المادة", "المــادة", "كَتَبَ", "كتب", "،", " ", "  ", "\n", "\n\n", ".", "the", "a",
    "room", "1,500", "٢٫٥", "می\N{ZERO WIDTH NON-JOINER}رود", "\r\n", "👩‍💻", "(", ")",
    "\N{RIGHT-TO-LEFT MARK}", "\N{ARABIC FATHA}", "e\N{COMBINING ACUTE ACCENT}", "-",
]  # fmt: skip
texts = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join) | st.text()


def marked(old: str, new: str) -> str:
    return "".join(_MARKS[run.kind].format(run.text) for run in redline(old, new))


def side(runs: list[Run], kind: str) -> str:
    return "".join(run.text for run in runs if run.kind in {"same", kind})


@given(texts, texts)
def test_the_runs_are_both_texts_again(old: str, new: str) -> None:
    runs = redline(old, new)
    assert side(runs, "del") == old
    assert side(runs, "ins") == new
    assert all(run.text for run in runs)


@given(texts, texts)
def test_what_was_taken_out_stands_before_what_was_put_in(old: str, new: str) -> None:
    kinds = [run.kind for run in redline(old, new)]
    assert all(one != two for one, two in pairwise(kinds))
    assert ("ins", "del") not in set(pairwise(kinds))


@given(texts, texts)
def test_a_run_begins_and_ends_between_tokens(old: str, new: str) -> None:
    runs = redline(old, new)
    for text, kind in ((old, "del"), (new, "ins")):
        pieces = [run.text for run in runs if run.kind in {"same", kind}]
        assert [token for piece in pieces for token in tokens_of(piece)] == tokens_of(
            text
        )


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert redline(text, text) == ([Run("same", text)] if text else [])
    assert changed_share(text, text) == 0


@given(texts)
def test_the_tokens_are_the_text(text: str) -> None:
    assert "".join(tokens_of(text)) == text


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("المــادة الخامسة", ["المــادة", " ", "الخامسة"]),
        ("كَتَبَ، ثم", ["كَتَبَ", "،", " ", "ثم"]),
        ("می\u200cرود", ["می\u200cرود"]),
        ("1,500.75 ريال.", ["1,500.75", " ", "ريال", "."]),
        ("٢٫٥ و٣", ["٢٫٥", " ", "و٣"]),
        ("«نص»", ["«", "نص", "»"]),
        ("cafe\u0301!", ["cafe\u0301", "!"]),
        ("👩\u200d💻👍🏽 x", ["👩\u200d💻👍🏽", " ", "x"]),
        ("1, 2", ["1", ",", " ", "2"]),
    ],
)
def test_marks_belong_to_their_word(text: str, tokens: list[str]) -> None:
    assert tokens_of(text) == tokens


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("كَتَبَ الولد", "كتب الولد", "[-كَتَبَ-]{+كتب+} الولد"),
        ("الــمادة ٥", "المادة ٥", "[-الــمادة-]{+المادة+} ٥"),
        ("قدره 1,500 ريال", "قدره 1,700 ريال", "قدره [-1,500-]{+1,700+} ريال"),
        ("a b c", "a c", "a [-b -]c"),
        ("the old cat", "a old dog", "[-the-]{+a+} old [-cat-]{+dog+}"),
        (
            "They pay. They go.",
            "They pay. They sing. They go.",
            "They pay. {+They sing. +}They go.",
        ),
        ("one\nthree", "one\ntwo\nthree", "one\n{+two\n+}three"),
        ("one\ntwo\nthree", "one\nthree", "one\n[-two\n-]three"),
        ("", "نص جديد", "{+نص جديد+}"),
    ],
)
def test_a_change_is_shown_where_a_reader_expects_it(
    old: str, new: str, expected: str
) -> None:
    assert marked(old, new) == expected


def test_phrases_stay_together() -> None:
    old = "يلتزم المرخص له بترك ممر خال للمشاة لا يقل عن متر ونصف المتر في كل حال."
    new = "يلتزم المرخص له بأن يبقي للمشاة طريقا واسعا لا يقل عن مترين اثنين في كل حال."
    assert marked(old, new) == (
        "يلتزم المرخص له [-بترك ممر خال للمشاة-]{+بأن يبقي للمشاة طريقا واسعا+} لا يقل "
        "عن [-متر ونصف المتر-]{+مترين اثنين+} في كل حال."
    )


def test_a_word_in_common_between_two_rewritten_phrases_is_no_island() -> None:
    old = "He who breaks this rule and does so twice shall leave the town for good."
    new = "Fines under this act are doubled and never returned to any person here."
    assert [run.kind for run in redline(old, new)] == ["del", "ins", "same"]


def test_a_long_stretch_in_common_stays_although_all_around_it_changed() -> None:
    kept = "no person may be held for more than two days without the word of a judge"
    old = f"{'old ' * 40}{kept} {'former ' * 40}"
    new = f"{'new ' * 40}{kept} {'later ' * 40}"
    assert kept in [run.text.strip() for run in redline(old, new) if run.kind == "same"]


def test_the_changed_share_counts_words() -> None:
    assert changed_share("a b c d", "a b c e") == 0.25
    assert changed_share("a b", "c d") == 1
    assert changed_share("a, b", "a; b") == 0
    assert changed_share(".", "!") == 1


@pytest.mark.parametrize("kind", ["amended", "shuffled", "replaced", "repeated"])
def test_ten_thousand_words_are_compared_in_seconds_at_most(kind: str) -> None:
    random = Random(7)  # noqa: S311
    words = [f"w{random.randrange(900)}" for _ in range(10_000)]
    news = {
        "amended": [word if random.random() < 0.95 else "x" for word in words],
        "shuffled": random.sample(words, len(words)),
        "replaced": [f"v{number}" for number in range(10_000)],
        "repeated": ["w1", "w2"] * 5_000,
    }
    started = time.process_time()
    redline(" ".join(words), " ".join(news[kind]))
    assert time.process_time() - started < 5


def test_texts_too_large_to_compare_word_by_word_are_still_told_whole() -> None:
    old = " ".join(["a b"] * 20_000)
    new = " ".join(["b c"] * 20_000)
    runs = redline(old, new)
    assert (side(runs, "del"), side(runs, "ins")) == (old, new)


@given(texts, texts)
def test_rows_are_both_texts_again(old: str, new: str) -> None:
    rows = side_by_side(old, new)
    for place, text in enumerate((old, new)):
        lines = [row[place] for row in rows if row[place] is not None]
        joined = "\n".join("".join(run.text for run in line or ()) for line in lines)
        assert joined == text
    assert all(row != (None, None) for row in rows)


def test_a_new_line_stands_alone_and_a_changed_one_opposite_the_old() -> None:
    old = "First, the road is closed.\nSecond, the fine is ten."
    new = "First, the road is closed.\nThen a sign is set up.\nSecond, the fine is six."
    assert side_by_side(old, new) == [
        Row(
            (Run("same", "First, the road is closed."),),
            (Run("same", "First, the road is closed."),),
        ),
        Row(None, (Run("ins", "Then a sign is set up."),)),
        Row(
            (
                Run("same", "Second, the fine is "),
                Run("del", "ten"),
                Run("same", "."),
            ),
            (
                Run("same", "Second, the fine is "),
                Run("ins", "six"),
                Run("same", "."),
            ),
        ),
    ]


def test_a_line_that_was_written_anew_stands_opposite_the_one_it_replaces() -> None:
    rows = side_by_side("Same.\nOld words here.\nEnd.", "Same.\nNothing alike!\nEnd.")
    assert [row.is_changed for row in rows] == [False, True, False]
    assert rows[1] == Row(
        (Run("del", "Old words here."),), (Run("ins", "Nothing alike!"),)
    )


def test_many_lines_take_little_time() -> None:
    old = "\n".join(
        f"Line {number} of the law says {number * 7}." for number in range(3000)
    )
    started = time.process_time()
    rows = side_by_side(old, old.replace("7", "8"))
    assert time.process_time() - started < 10
    assert len(rows) == 3000
