"""From bytes to a tree, without what hostile XML does to a parser."""

from lxml import etree

from drafts.readers.errors import Reason, UnreadableFileError

Element = etree._Element  # noqa: SLF001 — lxml gives its element class no public name

MOST_ELEMENTS = 400_000
_DOCTYPE = b"<!DOCTYPE"
_ENTITY = b"<!ENTITY"
_ROOT = "akomaNtoso"
_DECLARED = "The XML declares a document type; save it without one."


def parse(content: bytes) -> Element:
    """The root `akomaNtoso` of a file, comments and instructions left out.

    Raises:
        UnreadableFileError: it is not well-formed, declares a document type, nests too
            deep, is too large, or is XML of another kind.
    """
    _refuse_bombs(content)
    try:
        root = etree.fromstring(content, parser=_parser())
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        message = "The XML is not well-formed, or nests too deep to be read."
        raise UnreadableFileError(Reason.BROKEN, message) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableFileError(Reason.BROKEN, _DECLARED)
    if local_name(root) != _ROOT:
        message = "The XML is not Akoma Ntoso: its root is not akomaNtoso."
        raise UnreadableFileError(Reason.WRONG_FORMAT, message)
    return root


def local_name(element: Element) -> str:
    """The name without its namespace, in which alone versions differ."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,  # holds the depth to 256 and a text to 10 MB
        remove_comments=True,
        remove_pis=True,
    )


def _refuse_bombs(content: bytes) -> None:
    """Look before parsing.

    Raises:
        UnreadableFileError: a document type is declared, or there is too much.
    """
    letters = content.replace(b"\0", b"").upper()  # UTF-16 as well
    # Akoma Ntoso is defined by a schema; a document type only serves to do harm.
    if _DOCTYPE in letters or _ENTITY in letters:
        raise UnreadableFileError(Reason.BROKEN, _DECLARED)
    if content.count(b"<") > 2 * MOST_ELEMENTS:
        message = "The XML has more elements than can be read."
        raise UnreadableFileError(Reason.TOO_LARGE, message)
