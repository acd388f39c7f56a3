"""What people write is kept as typed, told apart by language, and shown safely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.core.text import (
    EmptyTextError,
    NulInTextError,
    TextTooLongError,
    clean_text,
    direction_of,
    language_of,
    render_markdown,
)


def test_outer_space_goes_and_line_ends_become_lf() -> None:
    assert clean_text("\r\n مرحبا \r\nبكم\rهنا \n", longest=99) == "مرحبا \nبكم\nهنا"


@given(st.text(alphabet=st.characters(exclude_characters="\x00\r"), max_size=200))
def test_the_inside_of_a_text_is_kept(text: str) -> None:
    kept = text.encode("utf-8", "ignore").decode()
    assert clean_text(text, longest=200, required=False) == kept.strip()


def test_an_empty_text_is_refused_where_one_is_needed() -> None:
    with pytest.raises(EmptyTextError):
        clean_text(" \n\t", longest=9)
    assert clean_text(" \n\t", longest=9, required=False) == ""


def test_nul_is_refused() -> None:
    with pytest.raises(NulInTextError):
        clean_text("a\x00b", longest=9)


def test_length_is_counted_in_characters_after_trimming() -> None:
    assert clean_text("  ١٢٣٤٥  ", longest=5) == "١٢٣٤٥"
    with pytest.raises(TextTooLongError, match="5"):
        clean_text("١٢٣٤٥٦", longest=5)


def test_lone_surrogates_are_dropped() -> None:
    assert clean_text("a\ud800b", longest=9) == "ab"


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        ("نريد حديقة", "ar", "rtl"),
        ("We want a park", "en", "ltr"),
        ("نريد حديقة مثل Central Park الجميلة", "ar", "rtl"),
        ("١٢٣ + 456", "und", "ltr"),
        ("😀", "und", "ltr"),
    ],
)
def test_language_and_direction_are_told(
    text: str, language: str, direction: str
) -> None:
    assert language_of(text) == "und" if language == "und" else True
    assert language_of(text, default="en") == language
    assert direction_of(text) == direction


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](javascript:alert(1))",
        "[click](data:text/html,x)",
        '<a href="https://x" onclick="alert(1)">x</a>',
        "**<svg/onload=alert(1)>**",
    ],
)
def test_markdown_lets_no_script_through(typed: str) -> None:
    html = render_markdown(typed)
    for forbidden in ("<script", "<img", "<svg", 'href="javascript', 'href="data'):
        assert forbidden not in html


def test_raw_html_is_shown_as_typed() -> None:
    assert render_markdown("<b>x</b>") == "<p>&lt;b&gt;x&lt;/b&gt;</p>"


def test_small_markdown_is_rendered() -> None:
    html = render_markdown("**مهم** و*مائل*\nسطر\n\n- أول\n- ثان\n\n> قول")
    for part in ("<strong>مهم</strong>", "<br>", "<li>أول</li>", "<blockquote>"):
        assert part in html


def test_links_pass_on_neither_rank_nor_opener() -> None:
    html = render_markdown("[الرابط](https://example.org)")
    assert 'href="https://example.org"' in html
    assert 'rel="nofollow ugc noopener noreferrer"' in html


@given(st.text(max_size=300))
def test_any_text_can_be_rendered(text: str) -> None:
    html = render_markdown(
        clean_text(text.replace("\x00", ""), longest=300, required=False)
    )
    assert "<script" not in html.lower()
