import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafts.splitting.english import parse_roman, read_english
from drafts.splitting.ordinals import LARGEST_SPOKEN, ordinal_words, parse_ordinal


@pytest.mark.parametrize("number", range(1, LARGEST_SPOKEN + 1))
def test_every_number_is_read_as_it_is_written(number: int) -> None:
    assert parse_ordinal(ordinal_words(number)) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("الأولى", 1),
        ("الاولى", 1),
        ("الأول", 1),
        ("أولاً", 1),
        ("ثانيا", 2),
        ("الثانى", 2),
        ("الثالثه", 3),
        ("الْخَامِسَة", 5),
        ("الخـــامسة", 5),
        ("العاشرة", 10),
        ("الحادية عشرة", 11),
        ("الحادي عشر", 11),
        ("الإحدى عشرة", 11),
        ("حادي عشر", 11),
        ("الثانية عشر", 12),
        ("العشرون", 20),
        ("العشرين", 20),
        ("الخامسة والعشرين", 25),
        ("الخامس والعشرون", 25),
        ("الخامسة الثلاثون", 35),
        ("المائة", 100),
        ("المئة", 100),
        ("الأولى بعد المائة", 101),
        ("المائة والحادية والعشرون", 121),
        ("الحادية والعشرون بعد المائة", 121),
        ("المائتان", 200),
        ("المئتين", 200),
        ("الثانية والأربعون بعد المائتين", 242),
        ("الثلاثمائة", 300),
        ("الثلاث مائة", 300),
        ("الثانية عشرة بعد الأربعمئة", 412),
        ("الأولى بعد الألف", 1001),
    ],
)
def test_ordinals_are_read_in_the_ways_people_write_them(
    words: str, number: int
) -> None:
    assert parse_ordinal(words) == number


@pytest.mark.parametrize(
    "words",
    [
        "",
        "التعريفات",
        "الثالثة من",
        "والعشرون",
        "عشرة",
        "بعد المائة",
        "الأولى الثانية",
        "العاشرة والعشرون",
        "الخامسة بعد",
        "المائة المائة",
    ],
)
def test_other_words_are_no_number(words: str) -> None:
    assert parse_ordinal(words) is None


@pytest.mark.parametrize("number", [0, -1, 1000])
def test_numbers_without_words_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="Only 1 to 999"):
        ordinal_words(number)


@given(st.text())
def test_any_text_can_be_asked_for_its_number(text: str) -> None:
    parse_ordinal(text)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("one", 1),
        ("first", 1),
        ("twenty one", 21),
        ("twenty first", 21),
        ("forty four", 44),
        ("one hundred", 100),
        ("one hundred and one", 101),
        ("one hundred forty two", 142),
        ("hundred and ten", 110),
    ],
)
def test_english_numbers_are_read(words: str, number: int) -> None:
    assert read_english(words.split()) == (number, len(words.split()))


def test_roman_numerals_are_read_only_when_well_formed() -> None:
    assert [parse_roman(word) for word in ("i", "iv", "xiv", "xl", "mcmxciv")] == [
        1,
        4,
        14,
        40,
        1994,
    ]
    assert [parse_roman(word) for word in ("", "iiii", "vx", "abc")] == [None] * 4
