import time

import pytest

from comments.analysis.phrases import first_blocked, fold_phrase

LIST = [
    (number, fold_phrase(phrase))
    for number, phrase in enumerate(["كلب", "idiot", "لصوص البلد", "حرامي"])
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("يا كلب", 0),
        ("يا كـلـب!", 0),
        ("والكَلْبُ هنا", 0),
        ("كلللللب", 0),
        ("ك ل ب", 0),
        ("ك.ل.ب", 0),
        ("ك\u200bل\u200dب", 0),
        ("IDIOT", 1),
        ("Ídíót", 1),
        ("1d10t", 1),
        ("i_d_i_o_t", 1),
        ("\uff49\uff44\uff49\uff4f\uff54", 1),
        ("هم لصوصُ البَلد", 2),
        ("هم لصوص   البلد، نعم", 2),
        ("وحرامي", 3),
        ("حرامى", 3),
    ],
)
def test_a_phrase_is_found_however_it_is_spelt(text: str, found: int) -> None:
    assert first_blocked(text, LIST) == found


@pytest.mark.parametrize(
    "text",
    [
        "مكلبش",
        "كلبي الصغير",
        "idiots",
        "idiotic",
        "لصوص في البلد",
        "",
        "100 500",
        "كل ب",
    ],
)
def test_parts_of_other_words_are_no_phrase(text: str) -> None:
    assert first_blocked(text, LIST) is None


def test_a_short_word_is_not_seen_in_another_that_begins_like_a_prefix() -> None:
    assert first_blocked("الفرق كبير", [(1, fold_phrase("رق"))]) is None


def test_a_phrase_of_signs_alone_is_nothing() -> None:
    assert fold_phrase("!!! …") == ""
    assert first_blocked("!!!", [(1, "")]) is None


def test_no_list_makes_a_page_wait() -> None:
    phrases = [(n, fold_phrase(f"عبارة {n} أخرى")) for n in range(1000)]
    began = time.process_time()
    assert first_blocked("ككككك لا " * 1_000, phrases) is None
    assert time.process_time() - began < 1
