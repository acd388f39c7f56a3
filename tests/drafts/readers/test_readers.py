import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafts.readers import MAX_BYTES, UnreadableFileError, read_content, read_file
from drafts.splitting import Line, SplitText, split
from tests.drafts.readers.documents import paragraph, word_document

LAW = "نظام الحدائق\nالمادة الأولى\nيعمل بهذا النظام من تاريخ نشره.\n"


def texts(content: bytes, name: str) -> list[str]:
    return [line.text for line in read_content(content, name=name).lines if line.text]


def read_and_split(content: bytes, name: str) -> SplitText:
    return split(read_content(content, name=name))


def refusal(content: bytes, name: str, format_name: str | None = None) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_content(content, name=name, format_name=format_name)
    assert str(caught.value).endswith(".")
    return caught.value.code


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"]
)
def test_arabic_is_read_in_every_common_encoding(encoding: str) -> None:
    assert texts(LAW.encode(encoding), "law.txt") == LAW.splitlines()


@pytest.mark.parametrize(
    "content",
    [
        "Résolution née à l'été, où é è ê ç".encode("latin-1"),
        LAW.encode("iso-8859-6"),
        LAW.encode("utf-16")[:-1],
        b"\xef\xbb\xbfabc\xff",
        b"abc\x00\x00def\xff\xfe",
        bytes(range(128, 256)) * 3,
    ],
)
def test_other_encodings_are_refused(content: bytes) -> None:
    assert refusal(content, "law.txt") == "encoding"


def test_nul_is_refused() -> None:
    assert refusal("نص \0 نص عادي وطويل".encode(), "law.txt") == "encoding"


@pytest.mark.parametrize("content", [b"%PDF-1.7 x", b"PK\x03\x04rest", b"{\\rtf1 x}"])
def test_another_format_under_the_name_of_a_text_is_refused(content: bytes) -> None:
    assert refusal(content, "law.txt") == "wrong-format"
    assert refusal(content, "law.md") == "wrong-format"


def test_an_unknown_ending_is_refused_unless_the_format_is_given() -> None:
    assert refusal(b"text", "law.pdf") == "unknown-format"
    assert refusal(b"text", "law.txt", "wordperfect") == "unknown-format"
    assert read_content(b"text", name="law.xyz", format_name="text").lines


@pytest.mark.parametrize("content", [b"", b"  \n\t\r\n", b"\xef\xbb\xbf"])
def test_a_file_without_text_is_refused(content: bytes) -> None:
    for name in ("a.txt", "a.md", "a.html"):
        assert refusal(content, name) == "empty"


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    assert refusal(b"a" * (MAX_BYTES + 1), "law.txt") == "too-large"
    large = tmp_path / "law.txt"
    large.write_bytes(b"a" * (MAX_BYTES + 1))
    with pytest.raises(UnreadableFileError, match="larger than"):
        read_file(large)


def test_a_file_that_is_absent_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(UnreadableFileError, match="cannot be opened"):
            read_file(path, format_name="text")


def test_a_markdown_head_is_taken_off_and_names_the_title() -> None:
    source = '---\ntitle: "نظام الحدائق"\nissued: 1444\n---\nالمادة 1\nنص'
    text = read_content(source.encode(), name="law.md")
    assert text.title == "نظام الحدائق"
    assert text.lines == (Line("المادة 1"), Line("نص"))
    assert split(text).title == "نظام الحدائق"


def test_a_head_that_never_ends_is_text() -> None:
    assert texts(b"---\ntitle: x\ny", "law.md") == ["---", "title: x", "y"]


def test_markdown_headings_quotations_and_bold_are_known() -> None:
    source = "Title\n=====\n## **A** ##\n> ## B\n**C:** d\n```\n## E\n```\n#F"
    assert read_content(source.encode(), name="a.md").lines == (
        Line("Title", mark=1),
        Line("A", mark=2, strong=1),
        Line("## B", quoted=True),
        Line("C: d", strong=2),
        Line("```", quoted=True),
        Line("## E", quoted=True),
        Line("```", quoted=True),
        Line("#F"),
    )


PAGE = """<?xml version="1.0" encoding="utf-8"?><html><head><title>x</title>
<style>p{}</style></head><body onload="x()"><script>alert(1)</script>
<h1>نظام <em>الحدائق</em></h1><p><strong>المادة 1:</strong> يعمل<br>بهذا.</p>
<ul><li>أ</li><li><p>ب</p></li></ul>
<ol start="3"><li>ج<ol><li>د</li></ol></li><li>هـ</li></ol>
<table><tr><th>م</th><th>الرسم</th></tr><tr><td><p>1</p></td><td><p>٥٠</p></td></tr></table>
<blockquote>المادة 9</blockquote><h2>المادة 2</h2>نص</body></html>"""


def test_a_line_of_dashes_marks_the_single_line_above_it() -> None:
    source = "Article 1326-1\n----\nText.\n\nTwo\nlines\n---\n\n---\n"
    text = read_content(source.encode(), name="a.md")
    assert [line for line in text.lines if line.text] == [
        Line("Article 1326-1", mark=2),
        Line("Text."),
        Line("Two"),
        Line("lines"),
        Line("---"),
        Line("---"),
    ]
    assert split(text).sections[0].number == "1326-1"


def test_html_becomes_lines_without_scripts() -> None:
    lines = [
        line for line in read_content(PAGE.encode(), name="a.html").lines if line.text
    ]
    assert lines == [
        Line("نظام الحدائق", mark=1),
        Line("المادة 1: يعمل", strong=len("المادة 1:")),
        Line("بهذا."),
        Line("- أ"),
        Line("- ب"),
        Line("3. ج"),
        Line("1. د"),
        Line("4. هـ"),
        Line("م | الرسم"),
        Line("1 | ٥٠"),
        Line("المادة 9", quoted=True),
        Line("المادة 2", mark=2),
        Line("نص"),
    ]


def test_html_in_windows_1256_is_read_by_its_declaration() -> None:
    page = f'<meta charset="windows-1256"><p>{LAW}</p>'
    assert texts(page.encode("cp1256"), "a.htm") == [" ".join(LAW.split())]
    wrong = f'<meta charset="ascii"><p>{LAW}</p>'
    assert texts(wrong.encode(), "a.htm") == [" ".join(LAW.split())]


def test_html_that_nests_without_end_is_refused_rather_than_cut_short() -> None:
    assert refusal(b"<div>" * 50_000 + b"x", "a.html") == "broken"


def test_word_documents_give_their_heading_styles_and_lists() -> None:
    document = word_document(
        paragraph("نظام الحدائق", "T"),
        paragraph("أحكام عامة", "1"),
        paragraph("المادة الأولى", "2"),
        paragraph("يعمل بهذا & بغيره."),
        paragraph("الإدارة", "1"),
        paragraph("المادة الثانية", "2"),
        paragraph("وفقًا للمادة الأولى."),
    )
    result = read_and_split(document, "law.docx")
    assert result.title == "نظام الحدائق"
    assert [(s.level, s.kind, s.heading) for s in result.sections] == [
        (1, "section", "أحكام عامة"),
        (2, "article", "المادة الأولى"),
        (1, "section", "الإدارة"),
        (2, "article", "المادة الثانية"),
    ]
    assert result.sections[1].text == "يعمل بهذا & بغيره."


def test_word_documents_without_styles_are_cut_by_their_words() -> None:
    body = [paragraph(line) for line in LAW.splitlines()]
    assert [
        s.number for s in read_and_split(word_document(*body), "a.docx").sections
    ] == ["1"]


def test_broken_word_documents_are_refused() -> None:
    whole = word_document(paragraph("نص"))
    assert refusal(whole[: len(whole) // 2], "a.docx") == "broken"
    assert refusal(b"no archive", "a.docx") == "broken"
    assert refusal(word_document("<w:p>"), "a.docx") == "broken"


def test_another_archive_is_no_word_document() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    assert refusal(stream.getvalue(), "a.docx") == "wrong-format"


def test_a_word_document_that_unpacks_to_too_much_is_refused() -> None:
    bomb = word_document(
        paragraph("نص"), **{"word/media/a.bin": b"0" * (101 * 1024**2)}
    )
    assert len(bomb) < 1024**2
    assert refusal(bomb, "a.docx") == "too-large"


def test_entities_of_a_word_document_are_not_opened() -> None:
    bombs = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    document = word_document(paragraph("نص"))
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        text = archive.read("word/document.xml").decode()
    broken = word_document(
        paragraph("نص"),
        **{"word/document.xml": (bombs + text.replace("نص", "&b;")).encode()},
    )
    assert refusal(broken, "a.docx") == "broken"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.docx"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    with suppress(UnreadableFileError):
        split(read_content(content, name=name))
