"""Akoma Ntoso as other programs write it, and as nobody should."""

import pytest

from drafts.readers import UnreadableFileError, read_content
from drafts.readers.akoma import parsing
from drafts.splitting import SplitText, split

FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
  <act name="act"><meta><identification source="#x"><FRBRWork>
      <FRBRalias value="Alias" name="title"/></FRBRWork>
      <FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression>
    </identification></meta>
    <preface><longTitle><p>An Act on <docTitle>Pavements</docTitle>.</p></longTitle>
      <p>Assented to on 1 May.</p></preface>
    <preamble><p>Whereas walking
       is free:</p></preamble>
    <body>
      <part eId="part_I"><num>PART I</num><heading>General</heading>
        <chapter><num>Chapter 2</num>
          <article eId="art_4"><num>Article 4</num><heading>Definitions</heading>
            <paragraph><num>1.</num>
              <intro><p>In this Act:</p></intro>
              <point><num>(a)</num>
                <content><p>a <b>path</b> is<br/>walked;</p></content></point>
              <point><num>(b)</num>
                <content><p>a kerb<authorialNote><p>old word</p></authorialNote
                > is not.</p></content></point>
            </paragraph>
            <paragraph><num>2.</num><content><p>Fees:</p>
              <table><tr><th><p>Fee</p></th><th><p>Amount</p></th></tr>
                <tr><td>Year</td><td>100</td></tr></table></content></paragraph>
          </article>
          <article><num>5</num><heading>Fees</heading><content><p>None.</p></content></article>
        </chapter>
      </part>
      <hcontainer name="note"><content><p>A note.</p></content></hcontainer>
    </body>
    <conclusions><p>Done at Town.</p></conclusions>
    <attachments><attachment><heading>Annex A</heading><doc name="annex">
      <mainBody><p>Forms.</p>
        <section><num>Section 1</num><content><p>Form one.</p></content></section>
      </mainBody>
    </doc></attachment></attachments>
  </act>
</akomaNtoso>
"""


def read(text: str) -> SplitText:
    return split(read_content(text.encode(), name="text.xml"))


def wrapped(body: str) -> str:
    return (
        '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">'
        f'<bill name="b"><body>{body}</body></bill></akomaNtoso>'
    )


def test_a_foreign_act_gives_its_sections_in_reading_order() -> None:
    text = read(FOREIGN)
    assert (text.title, text.language) == ("Pavements", "en")
    assert [(s.kind, s.number, s.level, s.heading) for s in text.sections] == [
        ("preamble", None, 1, ""),
        ("preamble", None, 1, ""),
        ("part", "1", 1, "PART I General"),
        ("chapter", "2", 2, "Chapter 2"),
        ("article", "4", 3, "Article 4 Definitions"),
        ("article", "5", 3, "5 Fees"),
        ("note", None, 1, ""),
        ("note", None, 1, ""),
        ("annex", "A", 1, "Annex A"),
        ("section", "1", 2, "Section 1"),
    ]


def test_clauses_notes_and_rows_become_lines() -> None:
    article = next(s for s in read(FOREIGN).sections if s.number == "4")
    assert article.text.split("\n") == [
        "1. In this Act:",
        "(a) a path is",
        "walked;",
        "(b) a kerb [old word] is not.",
        "2. Fees:",
        "Fee | Amount",
        "Year | 100",
    ]


def test_no_word_of_a_foreign_act_is_lost() -> None:
    text = read(FOREIGN)
    words = " ".join(f"{s.heading} {s.text}" for s in text.sections)
    for said in ("An Act on", "1 May", "Whereas walking is free", "Done at", "Forms."):
        assert said in words


def test_a_text_of_sections_alone_keeps_its_subsections_as_clauses() -> None:
    text = read(
        wrapped(
            "<section><num>1.</num><heading>Short title</heading>"
            "<subsection><num>(1)</num><content><p>One.</p></content></subsection>"
            "<subsection><num>(2)</num><content><p>Two.</p></content></subsection>"
            "</section>"
        )
    )
    [section] = text.sections
    assert (section.kind, section.number) == ("section", "1")
    assert section.text == "(1) One.\n(2) Two."


def test_paragraphs_are_the_articles_of_a_text_without_others() -> None:
    body = "<paragraph><num>§ 3</num><content><p>Words.</p></content></paragraph>"
    [section] = read(wrapped(body)).sections
    assert (section.kind, section.number, section.heading) == ("article", "3", "§ 3")


def test_arabic_numbers_are_read_from_the_number_of_the_element() -> None:
    body = (
        "<article><num>المادة الخامسة والعشرون</num><heading>الرسوم</heading>"
        "<content><p>لا رسوم.</p></content></article>"
    )
    [section] = read(wrapped(body)).sections
    assert (section.number, section.heading) == ("25", "المادة الخامسة والعشرون الرسوم")


def test_a_document_without_a_hierarchy_is_cut_by_its_headings() -> None:
    body = "<p>Bylaw</p><p>Article 1</p><p>One.</p><p>Article 2</p><p>Two.</p>"
    text = read(wrapped(body).replace("body>", "mainBody>").replace("bill", "doc"))
    assert [s.number for s in text.sections] == ["1", "2"]


BOMB = '<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c "ha">]>' + wrapped("<p>&b;</p>")
OUTSIDE = '<!DOCTYPE a SYSTEM "file:///etc/passwd">' + wrapped("<p>a</p>")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BOMB.encode(), "broken"),
        (BOMB.encode("utf-16"), "broken"),
        (OUTSIDE.encode(), "broken"),
        (OUTSIDE.lower().encode(), "broken"),
        (wrapped("<p>&b;</p>").encode(), "broken"),
        (wrapped("<p>" * 300 + "a" + "</p>" * 300).encode(), "broken"),
        (wrapped("<p>a").encode(), "broken"),
        (b"", "broken"),
        (b"\0\0\0", "broken"),
        (b"<html><body>a</body></html>", "wrong-format"),
        (wrapped("<p> </p>").encode(), "empty"),
    ],
)
def test_hostile_and_broken_files_are_refused(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read_content(content, name="text.akn")
    assert refusal.value.code == code


def test_a_file_of_too_many_elements_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parsing, "MOST_ELEMENTS", 100)
    with pytest.raises(UnreadableFileError) as refusal:
        read(wrapped("<p/>" * 300))
    assert refusal.value.code == "too-large"


def test_levels_and_codes_that_make_no_sense_are_passed_over() -> None:
    body = (
        '<article xmlns:s="urn:sawt:akoma-ntoso:1" s:level="9999"><num>Article 1</num>'
        '<content><p>a<inline name="character" s:code="zz"/></p></content></article>'
    )
    [section] = read(wrapped(body)).sections
    assert (section.level, section.text) == (1, "a")
