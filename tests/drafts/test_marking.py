import re

import pytest

from drafts.documents import html_of
from drafts.documents.marking import Mark, marked_html

TEXT = (
    "يقصد بالرصيف ما يلي:\n١- كل ممر للمشاة.\nيتبع هذا سطر.\n\n"
    "الغرامة | 500\nالسجن | سنة"
)
TAG = re.compile(r'<a class="passage__mark[^>]*>|<span class="unseen">[^<]*</span></a>')


def mark(words: str, text: str = TEXT) -> Mark:
    start = text.index(words)
    return Mark(start, start + len(words), "/p/1", "3 تعليقات", 2)


@pytest.mark.parametrize(
    "words",
    [
        "ممر",
        "١- كل ممر للمشاة.",
        "ما يلي:\n١- كل ممر",
        "يتبع هذا سطر.",
        TEXT,
        "500\nالسجن",
    ],
)
def test_marks_change_nothing_but_what_they_add(words: str) -> None:
    html = marked_html(TEXT, [mark(words)])
    assert TAG.sub("", html) == html_of(TEXT)
    assert html.count("<a ") == html.count("</a>") > 0


def test_a_mark_says_what_was_said_there_and_leads_to_it() -> None:
    html = marked_html("نص أول هنا", [mark("أول", "نص أول هنا")])
    assert html == (
        '<p>نص <a class="passage__mark passage__mark--2" href="/p/1">أول'
        '<span class="unseen"> (3 تعليقات)</span></a> هنا</p>'
    )


def test_marks_of_several_passages_stand_in_order() -> None:
    html = marked_html(TEXT, [mark("الرصيف"), mark("للمشاة"), mark("سنة")])
    assert re.findall(r"--2\" href=\"/p/1\">([^<]*)<", html) == [
        "الرصيف",
        "للمشاة",
        "سنة",
    ]


def test_what_is_written_stays_escaped() -> None:
    text = "<script>alert(1)</script> نص"
    html = marked_html(text, [Mark(0, 10, '"><b>', "<i>", 1)])
    assert "<script" not in html
    assert "<b>" not in html
    assert "<i>" not in html


def test_a_text_with_letters_of_private_use_is_shown_without_marks() -> None:
    text = "نص \ue001 آخر"
    assert marked_html(text, [Mark(0, 2, "/p", "1")]) == html_of(text)
