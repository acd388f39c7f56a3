import pytest

from search.analysis.folding import WORD, fold, folded_words


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أحمد", "احمد"),
        ("إعلان", "اعلان"),
        ("آراء", "اراء"),
        ("مقهى", "مقهي"),
        ("بلدية", "بلديه"),
        ("روبرـــــت", "روبرت"),
        ("القَرارُ", "القرار"),
        ("١٢٣٤", "1234"),
        ("۱۲۳۴", "1234"),
        ("ﺍﻟﻼﺋﺤﺔ", "اللاءحه"),
        ("ﻻ", "لا"),
        ("یک", "يك"),
        ("مسئول", "مسءول"),
        ("مسؤول", "مسءول"),
        ("Café", "cafe"),
        ("Straße", "strasse"),
        ("city's", "city"),
        ("city’s", "city"),
        ("١٬٠٠٠", "1000"),
        ("1,000", "1000"),
    ],
)
def test_every_spelling_of_a_word_folds_to_one(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_a_ligature_of_words_gives_them_all() -> None:
    assert folded_words("ﷺ") == ("صلي", "الله", "عليه", "وسلم")


def test_what_folds_away_is_no_word() -> None:
    assert folded_words("ـــ") == ()


def test_vowel_signs_do_not_part_a_word() -> None:
    assert WORD.findall("وَلِلْمُشارِكينَ حقٌّ") == ["وَلِلْمُشارِكينَ", "حقٌّ"]


def test_signs_of_other_scripts_stay_in_their_words() -> None:
    assert WORD.findall("हिन्दी भाषा") == ["हिन्दी", "भाषा"]


def test_scripts_without_spaces_give_a_word_a_letter() -> None:
    assert WORD.findall("市民参加") == list("市民参加")


def test_an_endless_word_is_cut() -> None:
    assert len(fold("ا" * 10_000)) == 64
