"""Versions written as Akoma Ntoso, and read again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from drafts.exports.akoma import akoma_of
from drafts.readers.akoma import ABOUT, AKN, NUMBER
from drafts.splitting import Kind, SplitSection, SplitText, split
from tests.drafts.exports.making import exported, faults_of, read_again

LAW = """لائحة الأرصفة

الباب الأول: أحكام عامة

المادة الأولى: (تعريفات)
يقصد بالعبارات الآتية ما هو مبين أمام كل منها:
1- الرصيف: ما يخصص للمشاة.
أ- ممر المشاة.
ب- حافة الرصيف.
2-الممر: ما يترك خاليًا.

المادة الثانية مكرر
| الرسم | المبلغ |
|---|---|
| سنوي | ١٠٠ |
| شهري | ١٠ |
"""


def law() -> SplitText:
    return split(LAW)


def tree(text: SplitText) -> etree._Element:
    return etree.fromstring(akoma_of(exported(text)))


def names_of(root: etree._Element, tag: str) -> list[str]:
    return [each.get("eId") or "" for each in root.iter(f"{{{AKN}}}{tag}")]


def test_a_law_is_written_by_the_official_schema_and_read_again() -> None:
    file = akoma_of(exported(law()))
    assert faults_of(file) == []
    assert read_again(file) == law()


def test_the_same_version_always_gives_the_same_bytes() -> None:
    assert akoma_of(exported(law())) == akoma_of(exported(law()))


def test_identifiers_follow_the_naming_convention() -> None:
    root = tree(law())
    assert names_of(root, "part") == ["part_1"]
    assert names_of(root, "article") == ["part_1__art_1", "part_1__art_2bis"]
    every = [each.get("eId") for each in root.iter() if each.get("eId")]
    assert len(every) == len(set(every))


def test_the_identity_of_a_section_is_what_it_was_called_first() -> None:
    root = tree(law())
    articles = list(root.iter(f"{{{AKN}}}article"))
    assert [article.get("wId") for article in articles] == ["key-1", "key-2"]
    assert [article.get(NUMBER) for article in articles] == ["1", "2 bis"]


def test_a_number_stands_apart_from_its_caption() -> None:
    article = next(tree(law()).iter(f"{{{AKN}}}article"))
    labels = [(etree.QName(each).localname, each.text) for each in article[:2]]
    assert labels == [("num", "المادة الأولى:"), ("heading", "(تعريفات)")]


def test_clauses_are_items_of_nested_lists() -> None:
    root = tree(law())
    signs = [each[0].text for each in root.iter(f"{{{AKN}}}item")]
    assert signs == ["1-", "أ-", "ب-", "2-"]
    assert names_of(root, "blockList") == [
        "part_1__art_1__content__list_1",
        "part_1__art_1__content__list_1__item_1__list_1",
    ]


def test_rows_are_a_table_with_its_head() -> None:
    table = next(tree(law()).iter(f"{{{AKN}}}table"))
    cells = ["".join(cell.itertext()).strip() for cell in table.iter("{*}th", "{*}td")]
    assert cells == ["الرسم", "المبلغ", "سنوي", "١٠٠", "شهري", "١٠"]
    assert [etree.QName(cell).localname for cell in table[0]] == ["th", "th"]


def test_a_repeated_number_has_an_identifier_of_its_own() -> None:
    article = SplitSection("article", "1", "Article 1", 1, "Words.")
    root = tree(SplitText("A", "en", [article, article]))
    assert names_of(root, "article") == ["art_1", "art_1-2"]


def test_summaries_stand_outside_the_text() -> None:
    text = exported(law())
    first, second, *rest = text.sections
    told = [first, replace(second, summary="باختصار\nسطر ثان"), *rest]
    file = akoma_of(replace(text, sections=told))
    note = next(etree.fromstring(file).iter(f"{{{AKN}}}note"))
    assert note.get(ABOUT) == "part_1__art_1"
    assert [line.text for line in note] == ["باختصار", "سطر ثان"]
    assert faults_of(file) == []
    assert read_again(file) == law()


def test_sections_in_the_other_language_are_left_out() -> None:
    text = exported(law())
    first, *rest = text.sections
    mixed = [replace(first, is_fallback=True), *rest]
    again = read_again(akoma_of(replace(text, sections=mixed)))
    assert again.sections == law().sections[1:]


def test_the_description_names_work_expression_and_language() -> None:
    root = tree(law())
    addresses = [each.get("value") for each in root.iter(f"{{{AKN}}}FRBRuri")]
    work = "/akn/sa/bill/municipality-one/2026-11-01/abc123"
    assert addresses == [
        work,
        f"{work}/ara@2026-11-01",
        f"{work}/ara@2026-11-01.akn",
    ]
    assert read_again(akoma_of(exported(law(), language="en"))).language == "en"


any_text = st.text(
    alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r")
    | st.sampled_from("\n\n  |-1أب).مادة#<&\"'\v\x02\ufffe"),
    max_size=60,
)
sections_of_any_kind = st.builds(
    SplitSection,
    kind=st.sampled_from([kind.value for kind in Kind]),
    number=st.none() | st.sampled_from(["1", "4 bis", "1326-1", "4 bis أ", "ii"]),
    heading=any_text.map(lambda text: " ".join(text.split("\n"))),
    level=st.integers(1, 8),
    text=any_text,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(sections_of_any_kind, min_size=1, max_size=8))
def test_any_sections_come_back_as_they_went(sections: list[SplitSection]) -> None:
    text = SplitText("عنوان", "ar", sections)
    file = akoma_of(exported(text))
    assert faults_of(file) == []
    if any((section.heading + section.text).strip() for section in sections):
        assert read_again(file) == text


@pytest.mark.parametrize(
    "heading",
    ["المادة الرابعة: (تعريفات)", "المادة (٢٥) العقوبات", "Article 4 – Fees", "4", ""],
)
def test_every_sort_of_heading_comes_back(heading: str) -> None:
    text = SplitText("A", "ar", [SplitSection("article", "4", heading, 1, "نص")])
    assert read_again(akoma_of(exported(text))) == text
