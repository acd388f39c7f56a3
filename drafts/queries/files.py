"""Which files of a version everyone may download, and where."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from drafts.models import Version
from drafts.queries.reading import SectionReading
from drafts.states import VersionState
from foundation.core.translated import active_language


def download_links(
    version: Version, sections: Sequence[SectionReading]
) -> list[dict[str, str]]:
    """List label and address of each file; a version that is not published has none.

    The draft is loaded. Files are in the active language, or in the one that the text
    has.
    """
    if version.state != VersionState.PUBLISHED or not sections:
        return []
    spoken = {section.language for section in sections}
    language = active_language()
    if language not in spoken:
        language = sections[0].language
    formats = {"pdf": _("PDF")}
    if any(section.summary for section in sections):
        formats["plain.pdf"] = _("PDF with the explanations in plain words")
    formats["akn.xml"] = _("Akoma Ntoso (XML)")
    formats["md"] = _("Plain text (Markdown)")
    with override(language):
        return [
            {"label": label, "url": file_url(version, ending)}
            for ending, label in formats.items()
        ]


def file_url(version: Version, ending: str) -> str:
    """Give the address of a file in the active language; the draft is loaded."""
    names = {"draft": version.draft.public_id, "number": version.number}
    return reverse("texts:file", kwargs={**names, "ending": ending})
