"""The sections of an Akoma Ntoso file, in reading order."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafts.readers.akoma.marks import EXACT, LEVEL, NUMBER
from drafts.readers.akoma.parsing import Element, local_name, parse
from drafts.readers.akoma.wording import (
    heading_container,
    inline_text,
    joined,
    label_of,
    lines_of_blocks,
    squeezed,
    words_in,
)
from drafts.splitting import Kind, Line, MarkedText, SplitSection
from drafts.splitting.headings import read_heading
from drafts.splitting.lines import break_lines

_DEEPEST = 8
_LANGUAGES = {"ara": "ar", "ar": "ar", "eng": "en", "en": "en"}
_KINDS = {
    **dict.fromkeys(("book", "tome", "title", "part", "subtitle"), Kind.PART),
    **dict.fromkeys(("chapter", "subpart", "subchapter"), Kind.CHAPTER),
    **dict.fromkeys(("section", "division"), Kind.SECTION),
    **dict.fromkeys(("article", "rule"), Kind.ARTICLE),
}
# Sections where they have a heading of their own; clauses of a text where they do not.
_SOMETIMES = {"subsection": Kind.SECTION, "subdivision": Kind.SECTION}
# What becomes the article of a text that knows neither articles nor sections.
_SMALL = ("paragraph", "clause")
_WORDS = {
    Kind.PART: "Part",
    Kind.CHAPTER: "Chapter",
    Kind.SECTION: "Section",
    Kind.ARTICLE: "Article",
    Kind.ANNEX: "Annex",
}
_BODIES = ("body", "mainBody")
_FRONT = ("coverPage", "preface")


class _Manner(NamedTuple):
    """How a file is read: as our own, and with which small elements as articles."""

    exact: bool
    small: frozenset[str]


def read_akoma(content: bytes) -> MarkedText:
    """Sections, title and language of a text in Akoma Ntoso.

    A document without hierarchical elements comes back as lines, to be cut by its
    headings as any other text.

    Raises:
        UnreadableFileError: it is no XML, no Akoma Ntoso, or made to do harm.
    """
    root = parse(content)
    document = _document(root)
    body = _body_of(document)
    is_ours = body is not None and body.get(EXACT) == "true"
    manner = _Manner(is_ours, _small_articles(document))
    sections = tuple(_sections(document, manner))
    lines = _lines(sections)
    said_itself = is_ours or any(part.kind != Kind.PREAMBLE for part in sections)
    return MarkedText(
        lines=tuple(lines),
        title=_title(document),
        language=_language(document),
        sections=sections if said_itself else (),
    )


def _document(root: Element) -> Element:
    """The first document of the file that has a body, else the root itself."""
    for name in _BODIES:
        body = next(root.iter(f"{{*}}{name}"), None)
        if body is not None:
            parent = body.getparent()
            return root if parent is None else parent
    return root


def _sections(document: Element, manner: _Manner) -> Iterator[SplitSection]:
    yield from _front(document, manner)
    for child in document:
        name = local_name(child)
        if name == "preamble":
            yield from _preamble(child, manner)
        elif name in _BODIES:
            yield from _body(child, manner, level=1)
        elif name == "conclusions":
            yield from _plain(Kind.NOTE, words_in(child, exact=manner.exact))
        elif name in {"attachments", "components"}:
            for attachment in child:
                yield from _attachment(attachment, manner)


def _front(document: Element, manner: _Manner) -> Iterator[SplitSection]:
    """What stands before the preamble and is not the title."""
    title = _title(document)
    for child in document:
        if local_name(child) in _FRONT:
            lines = words_in(child).split("\n")
            kept = [line for line in lines if line and line != title]
            if not manner.exact:
                yield from _plain(Kind.PREAMBLE, "\n".join(kept))


def _preamble(element: Element, manner: _Manner) -> Iterator[SplitSection]:
    container = heading_container(element) if manner.exact else None
    blocks = [child for child in element if child is not container]
    if container is None:
        heading = ""
    else:
        heading = inline_text(container[0], exact=True) if len(container) else ""
    text = "\n".join(lines_of_blocks(blocks, exact=manner.exact))
    if heading or text or manner.exact:
        number = element.get(NUMBER)
        named = element.get("wId") or ""
        yield SplitSection(Kind.PREAMBLE.value, number, heading, 1, text, named)


def _plain(kind: Kind, text: str) -> Iterator[SplitSection]:
    if text.strip():
        yield SplitSection(kind.value, None, "", 1, text)


def _body(body: Element, manner: _Manner, *, level: int) -> Iterator[SplitSection]:
    """The sections of a body, and what stands between them."""
    loose: list[Element] = []
    for child in body:
        kind = _kind(child, manner)
        if kind is None:
            loose.append(child)
            continue
        yield from _loose(loose, manner)
        loose = []
        yield from _hierarchy(child, kind, manner, level=level)
    yield from _loose(loose, manner)


def _loose(blocks: Sequence[Element], manner: _Manner) -> Iterator[SplitSection]:
    text = "\n".join(lines_of_blocks(blocks, exact=manner.exact))
    yield from _plain(Kind.PREAMBLE, text)


def _attachment(element: Element, manner: _Manner) -> Iterator[SplitSection]:
    """An annex: its heading, and below it the sections of its own document."""
    document = next((c for c in element if _body_of(c) is not None), element)
    body = _body_of(document)
    heading = _heading(element) or _title(document) or ""
    inner = body if body is not None else document
    first, sections = _split_children(inner, manner)
    front = [child for child in document if local_name(child) in {*_FRONT, "preamble"}]
    lines = [line for line in lines_of_blocks(front, exact=False) if line != heading]
    text = "\n".join([*lines, *lines_of_blocks(first, exact=manner.exact)])
    number = _number_in(heading, Kind.ANNEX)
    yield SplitSection(Kind.ANNEX.value, number, heading, 1, text)
    for child, kind in sections:
        yield from _hierarchy(child, kind, manner, level=2)


def _body_of(document: Element) -> Element | None:
    return next((c for c in document if local_name(c) in _BODIES), None)


def _hierarchy(
    element: Element, kind: Kind, manner: _Manner, *, level: int
) -> Iterator[SplitSection]:
    """A section and the sections below it."""
    words, sections = _split_children(element, manner)
    heading = _heading(element, exact=manner.exact)
    number = element.get(NUMBER)
    if number is None and not manner.exact:
        number = _number(element, heading, kind)
    yield SplitSection(
        kind=kind.value,
        number=number,
        heading=heading,
        level=_level(element, level),
        text="\n".join(lines_of_blocks(words, exact=manner.exact)),
        identity=element.get("wId") or "",
    )
    for child, inner in sections:
        yield from _hierarchy(child, inner, manner, level=min(level + 1, _DEEPEST))


def _split_children(
    element: Element, manner: _Manner
) -> tuple[list[Element], list[tuple[Element, Kind]]]:
    """Part the words of a section from the sections below it."""
    words: list[Element] = []
    sections: list[tuple[Element, Kind]] = []
    for child in element:
        kind = _kind(child, manner)
        if kind is not None:
            sections.append((child, kind))
        elif local_name(child) in {"intro", "content", "wrapUp"}:
            words.extend(child if _only_blocks(child) else [child])
        elif local_name(child) not in {"num", "heading", "subheading", "meta"}:
            words.append(child)
    return words, sections


def _only_blocks(element: Element) -> bool:
    texts = [element.text, *(child.tail for child in element)]
    return not any((text or "").strip() for text in texts)


def _kind(element: Element, manner: _Manner) -> Kind | None:
    """What section an element is; None when it belongs to the words of one."""
    name = local_name(element)
    if name == "hcontainer":
        said = element.get("name") or ""
        return Kind(said) if said in set(Kind) else None
    if name in _SOMETIMES and _heading_alone(element):
        return _SOMETIMES[name]
    if name in manner.small and _stands_alone(element):
        return Kind.ARTICLE
    return _KINDS.get(name)


def _heading_alone(element: Element) -> bool:
    return bool(label_of(element, "heading"))


def _stands_alone(element: Element) -> bool:
    """Whether no section holds the element that would have it as a clause."""
    parent = element.getparent()
    name = "" if parent is None else local_name(parent)
    return name in _BODIES or _KINDS.get(name) in {Kind.PART, Kind.CHAPTER}


def _small_articles(document: Element) -> frozenset[str]:
    known = {local_name(element) for element in document.iter()}
    return frozenset() if known & {"article", "section", "rule"} else frozenset(_SMALL)


def _heading(element: Element, *, exact: bool = False) -> str:
    labels = ("num", "heading", "subheading")
    return joined(*(label_of(element, name, exact=exact) for name in labels))


def _number(element: Element, heading: str, kind: Kind) -> str | None:
    """The number in Western digits, as the heading or its `num` alone says it."""
    found = _number_in(heading, kind)
    if found is not None:
        return found
    number = label_of(element, "num").strip(" §.()[]")
    return _number_in(f"{_WORDS.get(kind, '')} {number}", kind) if number else None


def _number_in(heading: str, kind: Kind) -> str | None:
    found = read_heading(Line(heading, mark=1), 0) if heading else None
    return found.number if found and found.kind is kind else None


def _level(element: Element, depth: int) -> int:
    said = element.get(LEVEL) or ""
    known = said.isascii() and said.isdigit() and 1 <= int(said) <= _DEEPEST
    return int(said) if known else min(depth, _DEEPEST)


def _title(document: Element) -> str | None:
    """The title in the text, else the one in the description of the work."""
    for name in ("docTitle", "shortTitle"):
        for front in document:
            if local_name(front) in {*_FRONT, "preamble", "longTitle"}:
                found = next(front.iter(f"{{*}}{name}"), None)
                if found is not None and squeezed("".join(found.itertext())):
                    return squeezed(" ".join(found.itertext()))
    alias = next(document.iter("{*}FRBRalias"), None)
    value = squeezed(alias.get("value") or "") if alias is not None else ""
    return value or None


def _language(document: Element) -> str | None:
    found = next(document.iter("{*}FRBRlanguage"), None)
    code = (found.get("language") or "") if found is not None else ""
    return _LANGUAGES.get(code.partition("-")[0].lower())


def _lines(sections: Sequence[SplitSection]) -> Iterator[Line]:
    for section in sections:
        if section.heading:
            yield Line(section.heading, mark=1 if section.kind in _WORDS else 0)
        yield from (Line(text) for text in break_lines(section.text))
