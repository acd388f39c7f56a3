"""PDF of a version: what programs can tell of it without looking at the pages."""

import re
import zlib
from dataclasses import replace

import pytest

from drafts.exports.pdf import is_available, pdf_of
from drafts.exports.pdf import writing as pdf
from drafts.exports.pdf.fonts import font_named
from drafts.exports.texts import ExportedText
from drafts.splitting import SplitSection, SplitText, split
from tests.drafts.exports.making import exported

LAW = """لائحة الأرصفة "الأولى"
الباب الأول: أحكام عامة
المادة الأولى: (تعريفات)
يقصد بالعبارات الآتية:
1- الرصيف: ما يخصص للمشاة.
أ- ممر المشاة.
المادة الثانية
الرسم | المبلغ
سنوي | ١٠٠
"""


@pytest.fixture
def law() -> ExportedText:
    return exported(split(LAW))


def inside(file: bytes) -> str:
    """All objects of a PDF, unpacked."""
    whole = [file]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", file, re.DOTALL):
        try:
            whole.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(whole).decode("latin-1")


def test_weasyprint_and_pango_are_installed_where_tests_run() -> None:
    assert is_available()


def test_a_pdf_is_tagged_and_says_language_and_title(law: ExportedText) -> None:
    words = inside(pdf_of(law))
    assert "/Marked true" in words
    assert "/StructTreeRoot" in words
    assert "/Lang (ar)" in words
    assert "pdfuaid:part" in words
    assert "/DisplayDocTitle true" in words


def test_a_pdf_has_an_outline_of_parts_and_articles(law: ExportedText) -> None:
    words = inside(pdf_of(law))
    assert "/Outlines" in words
    assert words.count("/Type /Outline") + words.count("/Parent") > 3


def test_the_same_version_always_gives_the_same_pdf(law: ExportedText) -> None:
    assert pdf_of(law) == pdf_of(law)


def test_only_our_own_type_is_in_it(law: ExportedText) -> None:
    fonts = set(re.findall(r"/BaseFont /\w+\+([\w-]+)", inside(pdf_of(law))))
    assert fonts
    assert all(name.startswith("Plex") for name in fonts)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.ttf",
        "file:///etc/passwd",
        "sawt-font:../../etc/passwd",
        "sawt-font:900",
    ],
)
def test_nothing_is_fetched_but_our_fonts(address: str) -> None:
    with pytest.raises(ValueError, match="Nothing is fetched"):
        font_named(address)


def test_hostile_words_are_words(law: ExportedText) -> None:
    hostile = '<img src="https://example.org/x.png"><script>1</script>"; } \\'
    section = replace(law.sections[0], heading=hostile, text=hostile)
    page = pdf.html_for(
        replace(law, title=hostile, authority=hostile, sections=[section]),
        with_summaries=False,
    )
    assert "<img" not in page
    assert "<script" not in page
    assert pdf_of(replace(law, title=hostile, authority=hostile, sections=[section]))


def test_summaries_are_printed_only_when_asked_for(law: ExportedText) -> None:
    told = [replace(section, summary="بكلمات سهلة") for section in law.sections]
    text = replace(law, sections=told)
    assert "بكلمات سهلة" in pdf.html_for(text, with_summaries=True)
    assert "بكلمات سهلة" not in pdf.html_for(text, with_summaries=False)


def test_words_in_the_other_language_say_so(law: ExportedText) -> None:
    foreign = replace(
        law.sections[0], text="In English.", language="en", is_fallback=True
    )
    page = pdf.html_for(replace(law, sections=[foreign]), with_summaries=False)
    assert 'lang="en" dir="ltr"' in page
    assert "section__note" in page


def test_a_long_text_lists_its_chapters_alone() -> None:
    chapters = [
        [
            SplitSection("chapter", str(number), f"Chapter {number}", 1, ""),
            *(
                SplitSection("article", str(a), f"Article {a}", 2, "Words.")
                for a in range(60)
            ),
        ]
        for number in (1, 2)
    ]
    text = exported(SplitText("A", "en", [s for group in chapters for s in group]))
    page = pdf.html_for(text, with_summaries=False)
    contents = page[: page.index("<main")]
    assert contents.count("<li ") == 2


def test_dates_are_in_both_calendars(law: ExportedText) -> None:
    page = pdf.html_for(law, with_summaries=False)
    assert "١ نوفمبر ٢٠٢٦" in page
    assert "١٤٤٨" in page
