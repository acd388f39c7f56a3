"""From the sections of a version to a file in Akoma Ntoso."""

import re
from collections.abc import Sequence

from lxml import etree

from drafts.exports.akoma.elements import (
    Element,
    Names,
    add,
    add_words,
    bearable,
    name_of,
    new_root,
)
from drafts.exports.akoma.identity import add_meta, add_summaries
from drafts.exports.akoma.wording import add_text
from drafts.exports.texts import ExportedSection, ExportedText
from drafts.readers.akoma import EXACT, HEADING, IMPLIED, LEVEL, NUMBER
from drafts.splitting import Kind, Line
from drafts.splitting.headings import read_heading

_ELEMENTS = {
    Kind.PART: "part",
    Kind.CHAPTER: "chapter",
    Kind.SECTION: "section",
    Kind.ARTICLE: "article",
}
_CAPTION_IN_BRACKETS = re.compile(r"(?P<number>.{3,60}?) (?P<caption>\([^\W\d_].*)")


def akoma_of(text: ExportedText) -> bytes:
    """Write a version in one language; the same version always gives the same bytes.

    Sections without words in that language are left out.
    """
    root = new_root()
    document = add(root, "bill", {"name": "draft", "contains": "singleVersion"})
    meta = add_meta(document, text)
    _add_title(document, text)
    written = _Writing(document).write(text.own_sections)
    summaries = [
        (name, section.summary)
        for name, section in zip(written, text.own_sections, strict=True)
        if section.summary
    ]
    add_summaries(meta, summaries)
    file: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return file + b"\n"


def _add_title(document: Element, text: ExportedText) -> None:
    preface = add(document, "preface", {"eId": "preface"})
    line = add(preface, "p", {"eId": "preface__p_1"})
    line.text = None
    name = {"eId": "preface__p_1__docTitle"}
    add_words(line, "docTitle", text.title, attributes=name).tail = None


class _Writing:
    """Nests sections by their levels; remembers the identifier of each."""

    def __init__(self, document: Element) -> None:
        self._document = document
        self._names = Names()
        self._open: list[tuple[int, Element]] = []

    def write(self, sections: Sequence[ExportedSection]) -> list[str]:
        """Write them all; the identifiers are in their order."""
        names: list[str] = []
        rest = list(sections)
        if _begins_with_preamble(rest):
            names.append(self._preamble(rest.pop(0)))
        body = add(self._document, "body", {"eId": "body", EXACT: "true"})
        levels = [section.level for section in rest] + [0]
        for index, section in enumerate(rest):
            holds_others = levels[index + 1] > section.level
            names.append(self._section(body, section, holds_others=holds_others))
        return names

    def _preamble(self, section: ExportedSection) -> str:
        name = self._names.single("", "preamble")
        element = add(self._document, "preamble", _identity(section, name))
        if section.number:
            element.set(NUMBER, bearable(section.number))
        if section.heading:
            above = self._names.single(name, "container")
            container = add(element, "container", {"name": HEADING, "eId": above})
            add_words(container, "p", section.heading)
        if section.text or not section.heading:
            add_text(element, section.text, self._names, above=name)
        return name

    def _section(
        self, body: Element, section: ExportedSection, *, holds_others: bool
    ) -> str:
        while self._open and self._open[-1][0] >= section.level:
            self._open.pop()
        parent = self._open[-1][1] if self._open else body
        above = name_of(parent) if self._open else ""
        element = self._place(parent, section, above)
        self._open.append((section.level, element))
        if section.level != len(self._open):
            element.set(LEVEL, str(section.level))
        name = name_of(element)
        if section.text or not holds_others:
            inner = "intro" if holds_others else "content"
            within = self._names.single(name, inner)
            holder = add(element, inner, {"eId": within})
            add_text(holder, section.text, self._names, above=within)
        return name

    def _place(self, parent: Element, section: ExportedSection, above: str) -> Element:
        """The element of a section with its number and heading."""
        kind = Kind(section.kind)
        tag = _ELEMENTS.get(kind, "hcontainer")
        label = tag if tag != "hcontainer" else kind.value
        name = self._names.numbered(above, label, section.number)
        element = add(parent, tag, _identity(section, name))
        if tag == "hcontainer":
            element.set("name", kind.value)
        if section.number:
            element.set(NUMBER, bearable(section.number))
        _add_heading(element, section)
        return element


def _begins_with_preamble(sections: Sequence[ExportedSection]) -> bool:
    """Whether the first section stands before the body, as a preamble does."""
    return (
        len(sections) > 1
        and sections[0].kind == Kind.PREAMBLE
        and sections[0].level == 1 >= sections[1].level
    )


def _identity(section: ExportedSection, name: str) -> dict[str, str]:
    """`wId` is what the section was called first: its public id, in every version."""
    return {"eId": name, **({"wId": section.key} if section.key else {})}


def _add_heading(element: Element, section: ExportedSection) -> None:
    """Part the number from the caption, where one space joins them again."""
    heading = section.heading
    number, caption = _parted(heading) if section.number else ("", heading)
    if number:
        add_words(element, "num", number)
    elif section.number:
        add_words(element, "num", section.number, attributes={"class": IMPLIED})
    if caption:
        add_words(element, "heading", caption)


def _parted(heading: str) -> tuple[str, str]:
    found = read_heading(Line(heading), 0)
    if found is not None and found.body_at is not None:
        number, caption = heading[: found.body_at], heading[found.body_at :]
        if number[-1:] == " " and number[-2:-1].strip() and caption.strip():
            return number[:-1], caption
    bracketed = _CAPTION_IN_BRACKETS.fullmatch(heading)
    if bracketed:
        return bracketed["number"], bracketed["caption"]
    return heading, ""
