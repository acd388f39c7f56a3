import pytest

from drafts.comparing.normalising import Level, normalise, plain_words


@pytest.mark.parametrize(
    ("level", "one", "other"),
    [
        (Level.SPACED, "نص\n  آخر ", "نص آخر"),
        (Level.PLAIN, "حيًّا", "حي\N{ARABIC SHADDA}\N{ARABIC FATHATAN}ا"),
        (Level.PLAIN, "الإعـــفاء", "الإعفاء"),
        (Level.PLAIN, "\N{ZERO WIDTH NON-JOINER}أ-", "أ-"),
        (Level.PLAIN, "ﻻ", "لا"),
        (Level.PLAIN, "e\N{COMBINING ACUTE ACCENT}", "é"),
        (Level.BARE, "يُعَدُّ", "يعد"),
        (Level.FOLDED, "أحكام المادة ١٢", "احكام الماده 12"),
        (Level.FOLDED, "مستشفى «عام»", 'مستشفي "عام"'),
        (Level.WORDS, "(المادة): نص؛", "المادة نص"),
    ],
)
def test_each_level_overlooks_more(level: Level, one: str, other: str) -> None:
    assert normalise(one, level).text == normalise(other, level).text
    for finer in Level:
        if finer < level:
            assert normalise(one, finer).text != normalise(other, finer).text


@pytest.mark.parametrize("level", list(Level))
def test_normalised_letters_lead_back_to_the_original(level: Level) -> None:
    text = "  قالَ\tـ الوزيرُ:\n«ﻻ» (١٢)، Œuvre\N{COMBINING ACUTE ACCENT}  "
    normal = normalise(text, level)
    assert len(normal.text) == len(normal.starts) or normal.text == normal.text.strip()
    for at, letter in enumerate(normal.text):
        start, end = normal.original(at, at + 1)
        assert letter in normalise(text[start:end], level).text or letter == " "


def test_words_are_the_same_whatever_the_white_space() -> None:
    assert plain_words(" a\n b ") == plain_words("a b")
    assert plain_words("a b.") != plain_words("a b")
