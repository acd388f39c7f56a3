import time

import pytest

from comments.analysis.likeness import FEWEST_SHARED, is_one_text, likeness_of
from comments.analysis.turns import TURNS

ASKED = (
    "إلى السيد رئيس البلدية، نطالب ببناء رصيف عريض أمام المدرسة يتسع لعربات الأطفال "
    "والكراسي المتحركة قبل بداية العام الدراسي. شكرًا لكم."
)
DEAR = (
    "Dear council, please don't build the road through our park because children play "
    "there every day. Thank you, Ann"
)


def is_one(one: str, other: str) -> bool:
    first, second = likeness_of(one), likeness_of(other)
    assert is_one_text(first, second) == is_one_text(second, first)
    return is_one_text(first, second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ASKED, ASKED.replace("أ", "ا").replace("،", "").replace("ة", "ه")),
        (ASKED, ASKED.replace("رصيف", "رَصيـــف")),
        (ASKED, ASKED + " أحمد الزهراني، حي البحر"),
        (ASKED + " أحمد الزهراني، حي البحر", ASKED + " سارة، حي النخيل"),
        (ASKED, ASKED.replace("إلى السيد رئيس البلدية", "السلام عليكم")),
        (ASKED, ASKED.replace("عريض ", "عريض جدا ")),
        (ASKED + " ٢٠٢٦", ASKED + " 2026"),
        (DEAR, DEAR.replace("Ann", "Bob Marley-Smith")),
        (DEAR, DEAR.upper().replace(".", "!!")),
        (DEAR, DEAR.replace("don't", "do not")),
        (DEAR, DEAR.replace("don't", "don’t")),
    ],
)
def test_greetings_signatures_and_spelling_make_no_other_text(
    one: str, other: str
) -> None:
    assert is_one(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ASKED, ASKED.replace("نطالب", "لا نطالب")),
        (ASKED, ASKED.replace("ببناء", "بهدم")),
        (ASKED, ASKED.replace("المدرسة", "المستشفى")),
        (ASKED, ASKED.replace("قبل", "بعد")),
        (ASKED + " ١", ASKED + " ٢"),
        (f"أؤيد {ASKED}", f"لا أؤيد {ASKED}"),
        (f"أؤيد {ASKED}", f"أعارض {ASKED}"),
        (DEAR, DEAR.replace("don't ", "")),
        (DEAR, DEAR.replace("park", "school")),
        (DEAR, DEAR.replace("Dear council, please", "Oh please")),
        (DEAR, " ".join(reversed(DEAR.split()))),
        (DEAR, ASKED),
        (DEAR, f"{DEAR} {ASKED}"),
    ],
)
def test_another_word_number_or_negation_makes_another_text(
    one: str, other: str
) -> None:
    assert not is_one(one, other)


def test_texts_that_are_one_find_each_other_by_their_marks() -> None:
    first = set(likeness_of(ASKED + " أحمد الزهراني، حي البحر").marks)
    other = set(likeness_of(ASKED + " سارة، حي النخيل").marks)
    assert len(first & other) >= FEWEST_SHARED
    assert all(0 <= mark < 2**63 for mark in first)


def test_the_words_that_turn_are_written_as_they_are_compared() -> None:
    assert [word for word in TURNS if likeness_of(word).words != (word,)] == []


def test_a_hostile_text_is_compared_in_no_time() -> None:
    started = time.process_time()
    is_one("a " * 5000, "b a " * 2500)
    is_one("ا " * 5000 + "ب", "ب " + "ا " * 5000)
    assert time.process_time() - started < 2
