"""The files of a published version that everyone may download."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import override

from drafts.exports.akoma import akoma_of
from drafts.exports.gathering import describe, gather_sections
from drafts.exports.markdown import markdown_of
from drafts.exports.pdf import pdf_of
from drafts.exports.storing import is_kept, keep, name_of_file
from drafts.exports.texts import ExportedText
from drafts.models import Version
from frontend.numerals import digits

MOST_AT_ONCE = 150  # sections; a PDF of more is made by the worker


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: its ending, its media type, and how it is made."""

    ending: str
    media_type: str
    make: Callable[[ExportedText], bytes]
    is_slow: bool = False


FORMATS = {
    each.ending: each
    for each in (
        Format("pdf", "application/pdf", pdf_of, is_slow=True),
        Format(
            "plain.pdf",
            "application/pdf",
            lambda text: pdf_of(text, with_summaries=True),
            is_slow=True,
        ),
        Format("akn.xml", "application/akn+xml", akoma_of),
        Format(
            "md",
            "text/markdown; charset=utf-8",
            lambda text: markdown_of(text).encode(),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class VersionFile:
    """A file of one version in one language, made or not."""

    version: Version
    text: ExportedText
    format: Format

    @property
    def name(self) -> str:
        """Tell where it is kept; the same name is the same content."""
        return name_of_file(self.text, self.format.ending)

    @property
    def download_name(self) -> str:
        """Give the name under which people keep it, in its language."""
        with override(self.text.language):
            name = _("%(title)s, version %(number)s") % {
                "title": self.text.title[:100],
                "number": digits(self.text.number),
            }
        plain = get_valid_filename(name.replace("/", "-")).replace("_", " ")
        return f"{plain}.{self.format.ending}"

    @property
    def takes_long(self) -> bool:
        """Whether it is better made by the worker than while somebody waits."""
        if not self.format.is_slow or is_kept(self.name):
            return False
        return self.version.placements.count() > MOST_AT_ONCE

    def content(self, *, wait_seconds: float | None = None) -> bytes:
        """Give its bytes, making them where they are not kept.

        Raises:
            FilesBusyError: other files are being made.
            PdfUnavailableError: PDF cannot be made on this server.

        """
        waits = {} if wait_seconds is None else {"wait_seconds": wait_seconds}
        return keep(self.name, self._make, **waits)

    def _make(self) -> bytes:
        sections = gather_sections(self.version, self.text.language)
        return self.format.make(replace(self.text, sections=sections))


def file_of(version: Version, language: str, ending: str) -> VersionFile:
    """Name a file of a version; nothing is made yet."""
    return VersionFile(version, describe(version, language), FORMATS[ending])
