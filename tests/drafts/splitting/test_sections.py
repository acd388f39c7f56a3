import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.splitting import Line, MarkedText, SplitSection, SplitText, split
from drafts.splitting.ordinals import ordinal_words


def bare(text: str) -> str:
    return re.sub(r"[\s#]+", "", text)


def joined(result: SplitText) -> str:
    return bare(result.title + "".join(s.heading + s.text for s in result.sections))


def outline(text: str | MarkedText) -> list[tuple[int, str, str | None]]:
    return [(s.level, s.kind, s.number) for s in split(text).sections]


LAW = """نظام الحدائق العامة

بعد الاطلاع على النظام الأساسي للحكم، نقرر:

الباب الأول: أحكام عامة

المادة الأولى: (تعريفات)
يقصد بالكلمات الآتية ما يلي.

المادة الثانية
مع مراعاة
المادة الثالثة من هذا النظام، تنشأ حديقة.

الباب الثاني
الفصل الأول: الإدارة
المادة الثالثة مكرر
تدار الحديقة وفقًا لأحكام
المادة الثانية.

ملحق رقم (1)
جدول الرسوم
"""


def test_a_law_is_cut_at_its_headings_and_nested_by_level() -> None:
    result = split(LAW)
    assert result.title == "نظام الحدائق العامة"
    assert result.language == "ar"
    assert outline(LAW) == [
        (1, "preamble", None),
        (1, "part", "1"),
        (2, "article", "1"),
        (2, "article", "2"),
        (1, "part", "2"),
        (2, "chapter", "1"),
        (3, "article", "3 bis"),
        (1, "annex", "1"),
    ]
    assert result.sections[2] == SplitSection(
        "article", "1", "المادة الأولى: (تعريفات)", 2, "يقصد بالكلمات الآتية ما يلي."
    )
    assert joined(result) == bare(LAW)


def test_a_reference_at_the_start_of_a_wrapped_line_cuts_nothing() -> None:
    texts = [s.text for s in split(LAW).sections]
    assert texts[3].endswith("المادة الثالثة من هذا النظام، تنشأ حديقة.")
    assert texts[6].endswith("المادة الثانية.")


def test_a_body_line_that_repeats_the_heading_is_no_second_article() -> None:
    text = "نظام\n## المادة الثالثة\n\nالمادة الثالثة (الإشراف) :\nيشرف المجلس.\n"
    plain = text.replace("## ", "")
    for source in (text, plain):
        (article,) = split(source).sections
        assert article.number == "3"
        assert article.text.startswith("المادة الثالثة (الإشراف) :")


def test_a_chapter_between_a_heading_and_its_repetition_stays_in_the_article() -> None:
    text = "المادة 1\nأولا.\nالمادة 2\nالفصل 2: أحكام\nالمادة 2\nثانيا.\n"
    assert outline(text) == [(1, "article", "1"), (1, "article", "2")]


def test_unmarked_headings_inside_marked_articles_are_body() -> None:
    text = (
        "## المادة الأولى\nنص.\nاللائحة:\nالمادة الرابعة:\nكذا.\n## المادة الثانية\nنص."
    )
    assert [s.number for s in split(text).sections] == ["1", "2"]


def test_quoted_wording_is_no_article_of_this_text() -> None:
    text = (
        "المادة الأولى\nتعدل المادة لتكون:\n«المادة الثانية:\nنص جديد.\n"
        "المادة الثالثة:\nنص آخر».\nالمادة الثانية\nينشر هذا."
    )
    assert outline(text) == [(1, "article", "1"), (1, "article", "2")]


def test_an_opening_quotation_mark_that_nothing_closes_hides_nothing() -> None:
    articles = "\n".join(f"المادة {n}\nنص المادة." for n in range(1, 80))
    assert len(split(f"«تمهيد\n{articles}").sections) >= 49


def test_numbers_may_restart_and_are_never_changed() -> None:
    text = "المادة 1\nأ\nالمادة 3\nب\nالمادة 1\nج\nالمادة 1\nد"
    assert [s.number for s in split(text).sections] == ["1", "3", "1", "1"]


def test_amendment_blocks_stay_in_their_article() -> None:
    text = (
        "## المادة الأولى\nنص.\n> **تعديلات المادة:**\n> - عدلت.\n## المادة الثانية\nب"
    )
    first, _ = split(text).sections
    assert "تعديلات المادة" in first.text
    assert "عدلت" in first.text


def test_tunisian_texts_have_the_word_of_chapters_for_articles() -> None:
    text = "دستور\nالباب الأول\nالفصل 1: تونس دولة حرة.\n.الفصل 2: نظامها جمهوري"
    result = split(text)
    assert outline(text) == [(1, "part", "1"), (2, "article", "1"), (2, "article", "2")]
    assert result.sections[1].heading == "الفصل 1:"
    assert result.sections[1].text == "تونس دولة حرة."


def test_chapters_with_captions_and_no_articles_are_one_section() -> None:
    text = "دليل\nالفصل الأول: المقدمة\nنص طويل.\nالفصل الثاني: الخاتمة\nنص آخر."
    assert outline(text) == [(1, "section", None)]


def test_a_text_without_article_headings_is_one_section() -> None:
    result = split("عنوان\n\nفقرة أولى.\n\n## أولا\n\nفقرة ثانية.")
    assert result.title == "عنوان"
    (section,) = result.sections
    assert (section.kind, section.number, section.heading) == ("section", None, "")


def test_statutes_in_english_number_their_sections() -> None:
    text = "Parks\nPart I\nSection 1. Short title\nThis is an Act.\nSection 2\nX."
    assert outline(text) == [(1, "part", "1"), (2, "article", "1"), (2, "article", "2")]


def test_sections_inside_articles_stand_below_them() -> None:
    text = (
        "Charter\n## Article. I.\nSection. 1. All powers are vested in a body.\nMore.\n"
        "Section. 2. The body meets.\n## Article. II.\nSection. 1. The mayor.\nX\n"
    )
    assert outline(text) == [
        (1, "article", "1"),
        (2, "section", "1"),
        (2, "section", "2"),
        (1, "article", "2"),
        (2, "section", "1"),
    ]


def test_a_table_of_contents_is_not_taken_for_articles() -> None:
    contents = "\n".join(f"المادة {n}" for n in (1, 2, 3))
    articles = "\n".join(f"المادة {n}\nنص." for n in (1, 2, 3))
    assert outline(f"نظام\n{contents}\n{articles}") == [
        (1, "preamble", None),
        *((1, "article", str(n)) for n in (1, 2, 3)),
    ]


def test_marked_headings_above_the_articles_are_sections_of_their_own() -> None:
    lines = (Line("المادة 1", 2), Line("أ"), Line("أحكام عامة", 1), Line("المادة 2", 2))
    assert outline(MarkedText(lines)) == [
        (1, "article", "1"),
        (1, "section", None),
        (2, "article", "2"),
    ]


def test_bold_type_tells_a_heading_from_the_body_on_its_line() -> None:
    line = Line(
        "المادة 1: تعريفات يقصد بما يلي المعاني", strong=len("المادة 1: تعريفات")
    )
    (article,) = split(MarkedText((line, Line("نص")))).sections
    assert article.heading == "المادة 1: تعريفات"
    assert article.text == "يقصد بما يلي المعاني\nنص"


def test_a_given_title_wins_and_takes_its_line_with_it() -> None:
    assert split("نظام\nالمادة 1\nنص", title="نظام").sections[0].kind == "article"
    other = split("نظام\nالمادة 1\nنص", title="آخر")
    assert other.title == "آخر"
    assert other.sections[0].text == "نظام"


def test_a_lone_line_above_the_first_heading_is_the_title() -> None:
    assert split("نظام الحدائق.\nالمادة 1\nنص").title == "نظام الحدائق."
    preamble, _ = split("بعد الاطلاع على النظام.\nنقرر:\nالمادة 1\nنص").sections
    assert preamble.text == "بعد الاطلاع على النظام.\nنقرر:"


def test_the_language_is_guessed_or_given() -> None:
    assert split("Article 1\nText").language == "en"
    assert split("المادة 1\nText").language == "ar"
    assert split("المادة 1", language="en").language == "en"
    assert split("").sections == []


HEADINGS = (
    "المادة الأولى",
    "المادة (2)",
    "الفصل الأول",
    "الباب الثاني: عام",
    "## المادة 3",
    "ملحق 1",
    "الديباجة",
    "Article 1",
    "Section 2.",
    "Chapter One",
)
MARKS = ("«", "»", ":", "نص. ", " ", "**", "# ", "مكرر", "\u202b", "ـ", "\t", "3", "\n")
PIECES = st.sampled_from((*HEADINGS, *MARKS, "وفقا لأحكام", "\r\n", "\u2028"))


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join))
def test_nothing_of_any_text_is_lost(text: str) -> None:
    loose = re.compile(r"[\s#*_>]+")
    result = split(text)
    parts = result.title + "".join(s.heading + s.text for s in result.sections)
    assert loose.sub("", parts) == loose.sub("", text)


@st.composite
def laws(draw: st.DrawFn) -> tuple[str, list[str]]:
    style = draw(st.sampled_from(["words", "digits", "eastern", "brackets"]))
    first = draw(st.integers(1, 300))
    numbers = list(range(first, first + draw(st.integers(1, 12))))
    ending = draw(st.sampled_from(["", ":", " :", ": تعريفات", " (الإشراف)", " -"]))
    eastern = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    spellings: dict[str, Callable[[int], str]] = {
        "words": ordinal_words,
        "digits": str,
        "eastern": lambda number: str(number).translate(eastern),
        "brackets": lambda number: f"({number})",
    }
    spell = spellings[style]
    body = draw(
        st.sampled_from(
            ["يعمل بهذا النظام.", "تطبق المادة الثالثة من النظام.", "أ- كذا\nب- كذا"]
        )
    )
    articles = [f"المادة {spell(number)}{ending}\n{body}" for number in numbers]
    return "نظام\n" + "\n".join(articles), [str(number) for number in numbers]


@settings(max_examples=200, deadline=None)
@given(laws())
def test_generated_laws_come_back_exactly(law: tuple[str, list[str]]) -> None:
    text, numbers = law
    result = split(text)
    assert [s.number for s in result.sections if s.kind == "article"] == numbers
    assert len(result.sections) == len(numbers)
    assert joined(result) == bare(text)


@pytest.mark.parametrize(
    "unit",
    [
        "ا",
        " ",
        "\n",
        "«\n",
        "المادة 1\n",
        "المادة الأولى\nنص المادة هنا.\n",
        "# #\n",
        "المادة 5 " + "." * 390 + "\n",
        "المادة " + "والعشرون " * 40 + "\n",
        "المادة 5 " + "(" * 390 + "\n",
        "article " + "one hundred and " * 20 + "\n",
        "a " * 200 + "\n",
        "\N{ARABIC TATWEEL}",
        "ا\u0301",
    ],
)
def test_time_grows_with_the_length_alone(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    begin = time.process_time()
    split(text)
    assert time.process_time() - begin < 5
