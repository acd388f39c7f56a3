import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.questions import Question, understand


def words(question: Question) -> list[str]:
    return [form.word for form in question.words]


def test_words_phrases_and_exclusions_are_told_apart() -> None:
    question = understand('رصيف "رسوم الدخول" -سيارات -«مواقف مدفوعة» park')
    assert words(question) == ["رصيف", "park"]
    assert [[form.word for form in phrase] for phrase in question.phrases] == [
        ["رسوم", "الدخول"]
    ]
    assert [form.stem for form in question.excluded] == ["سيار"]
    assert [len(phrase) for phrase in question.excluded_phrases] == [2]


def test_words_without_matter_are_not_asked_for() -> None:
    assert words(understand("ما هي رسوم الحديقة في المدينة")) == [
        "رسوم",
        "الحديقه",
        "المدينه",
    ]


def test_a_question_of_such_words_alone_keeps_them() -> None:
    assert words(understand("to be or not")) == ["to", "be", "or", "not"]


def test_a_hyphen_inside_a_word_excludes_nothing() -> None:
    question = understand("well-known 1326-1")
    assert words(question) == ["well", "known", "1326", "1"]
    assert not question.excluded


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', "-", '""', "!!!", "- -", "«»", "\x00"]
)
def test_nothing_to_find_is_an_empty_question(typed: str) -> None:
    assert understand(typed).is_empty


def test_an_exclusion_alone_asks_for_nothing() -> None:
    question = understand("-سيارات")
    assert not question.asks
    assert not question.is_empty


@given(st.text())
def test_no_text_is_a_syntax_error(typed: str) -> None:
    understand(typed)
