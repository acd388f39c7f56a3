"""From the sections of a version to the bytes of a PDF.

WeasyPrint needs Pango (Debian: libpango-1.0-0, libpangoft2-1.0-0). Where either is
missing Sawt runs without PDF, and says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from types import ModuleType
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from drafts.documents import html_of
from drafts.exports.errors import PdfUnavailableError
from drafts.exports.pdf.fonts import font_named
from drafts.exports.texts import ExportedSection, ExportedText
from drafts.states import SectionKind
from foundation.core.translated import NAMES
from frontend.moments import day, hijri
from frontend.numerals import digits

DIRECTIONS = {"ar": "rtl", "en": "ltr"}
HERE = Path(__file__).parent
TEMPLATE = "drafts/print/text.html"
_CONTAINERS = {SectionKind.PART, SectionKind.CHAPTER, SectionKind.ANNEX}
_MOST_LINES = 90  # of contents; a longer text lists its parts and chapters alone
_LOWEST_HEADING = 6
_LONGEST_RUNNING_TITLE = 90  # characters, in the margin of a page


@dataclass(frozen=True, slots=True)
class _Printed:
    """A section as the page shows it."""

    said: ExportedSection
    anchor: str
    summary_lines: Sequence[str]

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — as the section has it
        return getattr(self.said, name)

    @property
    def html(self) -> SafeString:
        """Show the text with its clauses and tables; escaped."""
        return html_of(self.said.text)

    @property
    def rank(self) -> int:
        """Tell the heading's rank in HTML; the title is 1."""
        return min(self.said.level + 1, _LOWEST_HEADING)

    @property
    def direction(self) -> str:
        """Say `rtl` or `ltr`."""
        return DIRECTIONS.get(self.said.language, "rtl")

    @property
    def note(self) -> str:
        """Say that the words are in the other language."""
        name = NAMES.get(self.said.language, "")
        return _("Shown in %(language)s: there is no translation yet.") % {
            "language": name
        }


def is_available() -> bool:
    """Whether PDF can be made on this machine."""
    return _weasyprint() is not None


def pdf_of(text: ExportedText, *, with_summaries: bool = False) -> bytes:
    """Set a version on pages; the same version always gives the same bytes.

    Raises:
        PdfUnavailableError: WeasyPrint or Pango is not installed here.

    """
    weasyprint = _weasyprint()
    if weasyprint is None:
        raise PdfUnavailableError
    page = html_for(text, with_summaries=with_summaries)
    fonts = weasyprint.text.fonts.FontConfiguration()
    fetch = _only_our_fonts(weasyprint)
    styles = [
        weasyprint.CSS(string=css, font_config=fonts, url_fetcher=fetch)
        for css in styles_for(text)
    ]
    pdf: bytes = weasyprint.HTML(string=page, url_fetcher=fetch).write_pdf(
        stylesheets=styles,
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=text.content_hash[:32].encode(),
    )
    return pdf


def html_for(text: ExportedText, *, with_summaries: bool) -> str:
    """Write the page that is printed."""
    with override(text.language):
        sections = [
            _Printed(
                section,
                f"section-{index}",
                section.summary.split("\n")
                if with_summaries and section.summary
                else (),
            )
            for index, section in enumerate(text.sections, start=1)
        ]
        context = {
            "text": text,
            "direction": DIRECTIONS[text.language],
            "subtitle": _subtitle(text),
            "day": day(text.published_at, zone=text.time_zone),
            "hijri": hijri(text.published_at, zone=text.time_zone),
            "shown_address": text.address.partition("://")[2],
            "sections": sections,
            "contents": contents_of(sections),
            "most_lines": _MOST_LINES,
        }
        return render_to_string(TEMPLATE, context)


def styles_for(text: ExportedText) -> list[str]:
    """Give the style of the text and that of the page margins."""
    start, end = ("right", "left") if text.language == "ar" else ("left", "right")
    style = "arabic-indic" if text.language == "ar" else "decimal"
    with override(text.language):
        words = {
            "direction": DIRECTIONS[text.language],
            "start": start,
            "end": end,
            "title": _quoted(Truncator(text.title).chars(_LONGEST_RUNNING_TITLE)),
            "authority": _quoted(text.authority),
            "version": _quoted(
                _("%(version)s, %(day)s")
                % {
                    "version": _version(text),
                    "day": day(text.published_at, zone=text.time_zone),
                }
            ),
            "count": _page_count(style),
        }
    margins = Template((HERE / "pages.css").read_text("utf-8")).substitute(words)
    return [(HERE / "text.css").read_text("utf-8"), margins]


def contents_of(sections: Sequence[_Printed]) -> list[_Printed]:
    """List what the contents name: all headings, or of a long text its chapters."""
    headed = [section for section in sections if section.said.heading]
    chapters = [section for section in headed if section.said.kind in _CONTAINERS]
    if len(headed) <= 1:
        return []
    return chapters if len(headed) > _MOST_LINES and len(chapters) > 1 else headed


def _subtitle(text: ExportedText) -> str:
    return _("Draft under consultation, %(version)s") % {"version": _version(text)}


def _version(text: ExportedText) -> str:
    return _("version %(number)s") % {"number": digits(text.number)}


def _page_count(style: str) -> str:
    """Give the CSS that says «page 3 of 12» in the order of the language."""
    pattern = _("page %(page)s of %(pages)s")
    before, rest = pattern.split("%(page)s")
    between, after = rest.split("%(pages)s")
    return (
        f'"{_quoted(before)}" counter(page, {style}) "{_quoted(between)}" '
        f'counter(pages, {style}) "{_quoted(after)}"'
    )


def _quoted(words: str) -> str:
    """Words inside a string of CSS."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return " ".join(escaped.splitlines()) if "\n" in escaped else escaped


@cache
def _weasyprint() -> ModuleType | None:
    try:
        import weasyprint  # type: ignore[import-untyped]  # noqa: PLC0415
    except (ImportError, OSError):  # OSError: the package is there, Pango is not
        return None
    module: ModuleType = weasyprint
    return module


def _only_our_fonts(weasyprint: ModuleType) -> Any:  # noqa: ANN401
    """Make what fetches for WeasyPrint: our own fonts, and nothing else at all."""

    class OnlyOurFonts(weasyprint.urls.URLFetcher):  # type: ignore[misc, name-defined]
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401
            headers = {"Content-Type": "font/ttf"}
            return weasyprint.urls.URLFetcherResponse(url, font_named(url), headers)

    return OnlyOurFonts()
