import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.lexicon import PLURALS, ROOTED
from search.analysis.tokens import all_forms, forms_of, tokens


def stem(word: str) -> str:
    return forms_of(word)[0].stem


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("مشاركة", "والمشاركات"),
        ("مشاركة", "للمشاركين"),
        ("رصيف", "الأرصفة"),
        ("رصيف", "وأرصفتها"),
        ("مقهى", "المقاهي"),
        ("وزارة", "الوزارة"),
        ("وزير", "للوزراء"),
        ("قانون", "القوانين"),
        ("قانون", "قانونية"),
        ("التزام", "الالتزامات"),
        ("مادة", "والمواد"),
        ("شارع", "بشوارعنا"),
        ("مسئول", "المسؤولين"),
        ("بناؤه", "البناء"),
        ("٢٥", "25"),
        ("consultation", "Consultations"),
        ("city", "Cities"),
    ],
)
def test_the_forms_of_a_word_share_a_stem(asked: str, written: str) -> None:
    assert stem(asked) == stem(written)


@pytest.mark.parametrize(
    ("one", "other"), [("مدني", "مدينة"), ("وزارة", "زار"), ("قانون", "قناة")]
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_broken_plurals_stand_with_their_singulars() -> None:
    homonyms = {"كتاب", "نظم", "سكان", "فرق", "خدم", "ملاك"}
    lines = [line.split(":") for line in PLURALS.strip().splitlines()]
    pairs = [(one, many) for one, words in lines for many in words.split()]
    apart = {many for one, many in pairs if stem(f"وال{many}") != stem(one)}
    assert apart <= homonyms


def test_the_article_does_not_change_a_rooted_word() -> None:
    assert [word for word in ROOTED.split() if stem(word) != stem(f"ال{word}")] == []


def test_tokens_say_where_the_original_words_stand() -> None:
    text = "قَرار ﺍﻟﻼﺋﺤﺔ No. ٢٥"
    written = [text[token.start : token.end] for token in tokens(text)]
    assert written == ["قَرار", "ﺍﻟﻼﺋﺤﺔ", "No", "٢٥"]


@given(st.text())
def test_any_text_gives_words_within_it_and_without_spaces(text: str) -> None:
    for start, end, forms in tokens(text):
        assert 0 <= start < end <= len(text)
        assert all(part and not set(part) & set(" '\"\x00") for part in forms)


@given(st.text())
def test_tokens_and_forms_are_the_same_words(text: str) -> None:
    assert [token.forms for token in tokens(text)] == all_forms(text)
