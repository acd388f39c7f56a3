"""What people write: cleaned, told apart by language, and made safe HTML."""

import re
import unicodedata

import nh3
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

from foundation.core.errors import InvalidInputError

RTL_CLASSES = frozenset({"R", "AL"})
ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "a", "code", "pre"}

_markdown = (
    MarkdownIt("zero", {"breaks": True, "linkify": False, "html": False})
    .enable(["emphasis", "list", "blockquote", "link", "autolink", "newline", "escape"])
    .enable(["backticks", "fence"])
)


class EmptyTextError(InvalidInputError):
    """Nothing but white space was written."""

    code = "empty-text"
    message = _("Please write something first.")


class NulInTextError(InvalidInputError):
    """The text holds a NUL character, which no text has."""

    code = "nul-in-text"
    message = _("The text contains a character that cannot be stored (NUL).")


class TextTooLongError(InvalidInputError):
    """The text is longer than this place takes."""

    code = "text-too-long"
    message = _("The text is too long.")


def clean_text(text: str, *, longest: int, required: bool = True) -> str:
    """Trim outer white space and write line ends as LF; nothing else is changed.

    Raises:
        NulInTextError: the text holds U+0000.
        EmptyTextError: nothing is left, and something is required.
        TextTooLongError: more than `longest` code points are left.

    """
    if "\x00" in text:
        raise NulInTextError
    cleaned = (
        _without_surrogates(text).replace("\r\n", "\n").replace("\r", "\n").strip()
    )
    if required and not cleaned:
        raise EmptyTextError
    if len(cleaned) > longest:
        message = _("The text is too long: at most %(longest)d characters, please.")
        raise TextTooLongError(str(message) % {"longest": longest})
    return cleaned


def direction_of(text: str) -> str:
    """Say `rtl` or `ltr`: the direction that most of the letters have."""
    classes = [unicodedata.bidirectional(c) for c in text]
    rtl = sum(c in RTL_CLASSES for c in classes)
    return "rtl" if rtl > classes.count("L") else "ltr"


def language_of(text: str, *, default: str = "und") -> str:
    """Tell Arabic script from Latin by the letters that prevail.

    Latin letters alone do not say which language they write, so `default` (the
    reader's language, where that is Latin) decides; no letters at all are `und`.
    """
    arabic, latin = len(ARABIC_LETTER.findall(text)), len(LATIN_LETTER.findall(text))
    if arabic > latin:
        return "ar"
    if latin:
        return default if default != "ar" else "en"
    return "und"


def render_markdown(text: str) -> str:
    """Turn a small Markdown into HTML that is safe to show as it is.

    Paragraphs, line breaks, emphasis, lists, quotes, code and links; raw HTML is
    shown as the characters that were typed. Links never pass on rank or the opener.
    """
    html: str = nh3.clean(
        _markdown.render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener noreferrer",
    )
    return html.strip()


def _without_surrogates(text: str) -> str:
    """Drop lone surrogates, which no encoding can carry."""
    return text.encode("utf-8", "ignore").decode("utf-8")
