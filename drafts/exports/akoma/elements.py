"""Making elements of Akoma Ntoso, with the identifiers that its convention asks for.

Source of the identifiers: Akoma Ntoso Naming Convention 1.0, section 5 (`eId`).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

from lxml import etree

from drafts.readers.akoma import AKN, CODE, SAWT

Element = etree._Element  # noqa: SLF001 — lxml gives its element class no public name

# Abbreviations of the convention; every other element keeps its name.
_SHORT = {
    "article": "art",
    "attachment": "att",
    "blockList": "list",
    "chapter": "chp",
    "paragraph": "para",
    "section": "sec",
}
_UNNUMBERED = "nn"
_CANNOT_STAND = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_APART = re.compile(f"(\n|{_CANNOT_STAND.pattern})")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9-]+")


def new_root() -> Element:
    """The element `akomaNtoso` with the two vocabularies that a file uses."""
    return etree.Element(f"{{{AKN}}}akomaNtoso", nsmap={None: AKN, "sawt": SAWT})


def add(
    parent: Element, name: str, attributes: Mapping[str, str] | None = None
) -> Element:
    """Put an element below another, on a line of its own."""
    if len(parent) == 0:
        parent.text = "\n"
    element = etree.SubElement(
        parent, f"{{{AKN}}}{name}", attrib=dict(attributes or {})
    )
    element.tail = "\n"
    return element


def add_words(
    parent: Element,
    name: str,
    words: str,
    *,
    attributes: Mapping[str, str] | None = None,
) -> Element:
    """Put an element with words below another; line ends become `br`.

    Characters that XML has no place for are named by their codes.
    """
    element = add(parent, name, attributes)
    element.text, *others = _APART.split(words)
    for sign, text in zip(others[::2], others[1::2], strict=True):
        _add_sign(element, sign).tail = text
    return element


def _add_sign(element: Element, sign: str) -> Element:
    if sign == "\n":
        return etree.SubElement(element, f"{{{AKN}}}br")
    marks = {"name": "character", CODE: f"{ord(sign):04x}"}
    return etree.SubElement(element, f"{{{AKN}}}inline", marks)


def name_of(element: Element) -> str:
    """Its identifier, empty where it has none."""
    return element.get("eId") or ""


def bearable(text: str) -> str:
    """The text without the control characters that XML 1.0 has no place for."""
    return _CANNOT_STAND.sub("", text)


class Names:
    """Hands out identifiers, each once in a document."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()
        self._unnumbered: Counter[str] = Counter()

    def numbered(self, above: str, element: str, number: str) -> str:
        """`part_1__art_4bis`; without a number `art_nn-1`, counted in its parent."""
        stem = _below(above, _SHORT.get(element, element))
        said = _plain_number(number)
        if not said:
            self._unnumbered[stem] += 1
            said = f"{_UNNUMBERED}-{self._unnumbered[stem]}"
        return self._once(f"{stem}_{said}")

    def single(self, above: str, element: str) -> str:
        """`art_4__content`: there is one of it in its parent."""
        return self._once(_below(above, _SHORT.get(element, element)))

    def counted(self, above: str, element: str) -> str:
        """`art_4__content__p_2`: the second of its name in its parent."""
        stem = _below(above, _SHORT.get(element, element))
        self._unnumbered[stem] += 1
        return self._once(f"{stem}_{self._unnumbered[stem]}")

    def _once(self, name: str) -> str:
        """Numbers may restart or repeat; the second of a name is told by its turn."""
        self._given[name] += 1
        turn = self._given[name]
        return name if turn == 1 else self._once(f"{name}-{turn}")


def _below(above: str, name: str) -> str:
    return f"{above}__{name}" if above else name


def _plain_number(number: str) -> str:
    """A number as identifiers write it: lower case, without spaces and points."""
    plain = unicodedata.normalize("NFKC", number).lower()
    western = "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in plain
    )
    return _NOT_IN_NAMES.sub("", western).strip("-")
