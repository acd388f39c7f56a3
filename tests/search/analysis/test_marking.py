from hypothesis import given
from hypothesis import strategies as st

from search.analysis.marking import mark, snippet
from search.analysis.questions import understand


def test_the_original_words_are_marked() -> None:
    excerpt = mark("يمشي الناس على الأرصفة كل يوم", understand("رصيف"))
    assert excerpt.html == "يمشي الناس على <mark>الأرصفة</mark> كل يوم"


def test_neighbours_are_marked_as_one() -> None:
    excerpt = mark("رسوم الحدائق العامة", understand("رسم حديقة"))
    assert excerpt.html == "<mark>رسوم الحدائق</mark> العامة"


def test_a_phrase_is_marked_only_where_it_stands_as_written() -> None:
    excerpt = mark("الحدائق رسوم، رسوم الحدائق", understand('"رسوم الحدائق"'))
    assert excerpt.html == "الحدائق رسوم، <mark>رسوم الحدائق</mark>"


def test_markup_in_a_text_is_shown_and_not_run() -> None:
    excerpt = mark("<script>alert(1)</script> park", understand("script park"))
    assert "<script" not in excerpt.html
    assert "&lt;<mark>script</mark>&gt;" in excerpt.html


def test_a_snippet_is_cut_where_most_of_the_question_stands() -> None:
    text = f"رصيف {'كلام ' * 200} رصيف المقهى {'آخر ' * 200}"
    excerpt = snippet(text, understand("رصيف مقهى"))
    assert "<mark>رصيف المقهى</mark>" in excerpt.html
    assert excerpt.text.startswith("…")
    assert excerpt.text.endswith("…")
    assert len(excerpt.text) < 260


def test_a_text_without_the_words_is_cut_at_its_beginning() -> None:
    excerpt = snippet("كلام " * 100, understand("رصيف"))
    assert excerpt.marks == 0
    assert excerpt.text.startswith("كلام")


@given(st.text(max_size=600), st.text(max_size=30))
def test_marking_changes_no_text(text: str, asked: str) -> None:
    assert mark(text, understand(asked)).text == text


@given(st.text(max_size=600))
def test_a_text_finds_its_own_words(text: str) -> None:
    question = understand(text[:200].replace("-", " "))
    assert not question.words or mark(text, question).marks
