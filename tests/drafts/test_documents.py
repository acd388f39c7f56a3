"""Parts, corrections, alignment and the HTML of legal text."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.documents import (
    Outline,
    Part,
    Revised,
    Words,
    align_language,
    apply_revisions,
    blocks_of,
    concerns_of,
    content_hash,
    html_of,
    if_unchanged,
    split_part,
    with_keys,
)
from drafts.documents.corrections import merge_up, move_down, move_up, unmark
from drafts.errors import (
    BadSplitLineError,
    EditConflictError,
    NothingAboveError,
    NothingBelowError,
    UnknownPartError,
)
from drafts.splitting import SplitSection, SplitText


def article(number: str, text: str = "نص.", key: str = "") -> Part:
    said = {"ar": Words(f"المادة ({number})", text)}
    return Part("article", number, 1, said, key or f"k{number}")


def test_clauses_keep_their_own_signs_and_nest_by_them() -> None:
    text = "يشترط:\n١- الأول:\nأ- حرف.\nب- حرف.\n٢- الثاني."
    blocks = blocks_of(text)
    assert [(b.kind, b.sign, b.depth) for b in blocks] == [
        ("paragraph", "", 0),
        ("clause", "١-", 0),
        ("clause", "أ-", 1),
        ("clause", "ب-", 1),
        ("clause", "٢-", 0),
    ]
    html = html_of(text)
    assert html.count("<ul") == html.count("</ul>") == 2
    assert html.count("<li") == html.count("</li>") == 4


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("1. one", "1."),
        ("1- one", "1-"),
        ("(1) one", "(1)"),
        ("(أ) حرف", "(أ)"),
        ("هـ- حرف", "هـ-"),
        ("٢\u200f- ثان", "٢\u200f-"),
        ("أولًا: بند", "أولًا:"),
        ("iv) four", "iv)"),
        ("- dash", "-"),
        ("١/٢- فرع", "١/٢-"),
    ],
)
def test_signs_of_clauses_are_known(line: str, sign: str) -> None:
    (block,) = blocks_of(line)
    assert (block.kind, block.sign) == ("clause", sign)


@pytest.mark.parametrize(
    "line", ["1.5 مليون ريال", "و قال", "ورد في النظام", "1445 هـ", "-", "a sentence"]
)
def test_plain_lines_are_no_clauses(line: str) -> None:
    assert [block.kind for block in blocks_of(line)] == ["paragraph"]


def test_a_broken_line_goes_on_in_its_clause() -> None:
    (block,) = blocks_of("١- يلتزم المشغل\nبما يأتي")
    assert block.lines == ("يلتزم المشغل", "بما يأتي")


def test_rows_become_a_table() -> None:
    (block,) = blocks_of("| البند | الرسم |\n|---|---|\n| رخصة | 100 |")
    assert block.rows == (("البند", "الرسم"), ("رخصة", "100"))
    assert block.has_head
    assert '<th scope="col">البند</th>' in html_of(
        "| البند | ا |\n|---|---|\n| ر | 1 |"
    )
    (plain,) = blocks_of("أ | ب\n\nج | د")
    assert plain.rows == (("أ", "ب"), ("ج", "د"))


def test_a_single_bar_makes_no_table() -> None:
    assert [b.kind for b in blocks_of("a | b")] == ["paragraph"]


def test_everything_is_escaped() -> None:
    for line in ("<b>x</b>", "١- <script>", "<i> | <u>\n<s> | <a>"):
        html = html_of(line)
        assert not re.search(r"<(b|script|i|u|s|a)>", html)


@given(st.text(alphabet="١٢أبهـ-().|: \n<>&«»abc:،.\u200f", max_size=80))
def test_the_html_says_every_word_and_is_balanced(text: str) -> None:
    html = html_of(text)
    for tag in ("ul", "li", "p", "table", "tr", "td"):
        assert html.count(f"<{tag}>") + html.count(f"<{tag} ") == html.count(
            f"</{tag}>"
        )
    shown = "".join(unescape(re.sub(r"<[^>]*>", "", html)).split())
    said = "".join(text.split())
    # Bars and rules of a table become its lines.
    assert re.sub(r"[|:\-]", "", shown) == re.sub(r"[|:\-]", "", said)


def test_a_part_survives_json() -> None:
    part = article("4 bis")
    assert Part.from_json(part.as_json()) == part


def test_the_hash_sees_every_difference() -> None:
    base = article("1")
    others = [
        [article("2", key="k1")],
        [article("1", text="غيره")],
        [Part("note", "1", 1, base.words, "k1")],
        [Part("article", "1", 2, base.words, "k1")],
        [article("1", key="other")],
        [base, article("2")],
    ]
    hashes = {content_hash(outline) for outline in ([base], *others)}
    assert len(hashes) == 1 + len(others)


def test_merging_keeps_every_line() -> None:
    first, second = article("1"), article("2", "سطر.\nآخر.")
    (merged,) = merge_up([first, second], "k2")
    assert merged.says("ar").text == "نص.\nالمادة (2)\nسطر.\nآخر."
    assert (merged.key, merged.number) == ("k1", "1")


def test_the_ends_of_a_text_are_said() -> None:
    outline = [article("1"), article("2")]
    for correct in (merge_up, move_up):
        with pytest.raises(NothingAboveError):
            correct(outline, "k1")
    with pytest.raises(NothingBelowError):
        move_down(outline, "k2")
    with pytest.raises(UnknownPartError):
        unmark(outline, "")


@pytest.mark.parametrize("lines", [{}, {"ar": 0}, {"ar": 3}, {"en": 1}])
def test_a_split_needs_a_line_that_exists(lines: dict[str, int]) -> None:
    with pytest.raises(BadSplitLineError):
        split_part([article("1", "أول.\nثان.")], "k1", lines)


def test_a_split_cuts_each_language_where_it_is_told() -> None:
    both = Part(
        "article",
        "1",
        2,
        {
            "ar": Words("المادة (1)", "أول.\nثان."),
            "en": Words("Article 1", "One.\nTwo."),
        },
        "k1",
    )
    first, second = split_part([both], "k1", {"ar": 2, "en": 2})
    assert (first.says("ar").text, second.says("ar").text) == ("أول.", "ثان.")
    assert (first.says("en").text, second.says("en").text) == ("One.", "Two.")
    assert (first.key, second.key, second.level) == ("k1", "", 2)
    only_one = split_part([both], "k1", {"ar": 2})
    assert only_one[0].says("en").text == "One.\nTwo."


def test_concerns_are_told() -> None:
    outline: Outline = [
        article("1"),
        article("4"),
        article("4", key="twin"),
        article("5", text=""),
        Part("article", "", 1, {"ar": Words("ع" * 201, "نص")}, "odd"),
    ]
    found = {(c.code, c.key, c.number) for c in concerns_of(outline)}
    assert found == {
        ("missing-number", "k4", "2"),
        ("repeated-number", "twin", "4"),
        ("no-text", "k5", "5"),
        ("no-number", "odd", ""),
        ("long-heading", "odd", ""),
    }
    assert all(concern.sentence for concern in concerns_of(outline))
    assert [
        c.code for c in concerns_of([Part("section", words=article("1").words)])
    ] == ["no-articles"]


def test_untouched_parts_never_conflict() -> None:
    shown, now_stored = article("1", "قديم"), article("1", "جديد")
    untouched = Revised(shown, shown.digest)
    assert apply_revisions([now_stored], [untouched]) == [now_stored]
    with pytest.raises(EditConflictError) as refused:
        apply_revisions([now_stored], [Revised(article("1", "كتابتي"), shown.digest)])
    assert refused.value.keys == {"k1"}
    same = Revised(now_stored, shown.digest)
    assert apply_revisions([now_stored], [same]) == [now_stored]


def test_an_act_on_a_part_that_changed_is_refused() -> None:
    part = article("1")
    assert if_unchanged([part], key="k1", was=part.digest, correct=list) == [part]
    with pytest.raises(EditConflictError):
        if_unchanged([part], key="k1", was="stale", correct=list)


def test_every_part_gets_a_name() -> None:
    named = with_keys([Part("article"), article("1")])
    assert named[0].key
    assert named[1].key == "k1"


def test_restarting_numbers_meet_by_their_turn() -> None:
    arabic = [article("1", "أ", "a"), article("1", "ب", "b")]
    english = SplitText(
        "T",
        "en",
        [
            SplitSection("article", "1", "Article 1", 1, "A"),
            SplitSection("article", "1", "Article 1", 1, "B"),
        ],
    )
    aligned = align_language(arabic, english)
    assert [p.says("en").text for p in aligned] == ["A", "B"]


def test_unnumbered_parts_meet_in_the_same_gap() -> None:
    arabic = [
        article("1"),
        Part("note", "", 1, {"ar": Words("", "ملاحظة")}, "n"),
        article("2"),
    ]
    english = SplitText(
        "T",
        "en",
        [
            SplitSection("article", "1", "Article 1", 1, "A"),
            SplitSection("note", None, "", 1, "Note"),
            SplitSection("article", "2", "Article 2", 1, "B"),
        ],
    )
    aligned = align_language(arabic, english)
    assert [p.says("en").text for p in aligned] == ["A", "Note", "B"]
