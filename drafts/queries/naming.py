"""What sections are called where there is no room for their heading."""

import re

from django.utils.translation import gettext as _

from drafts.states import SectionKind
from foundation.core.translated import Wording
from frontend.numerals import section_number

_CAPTION = re.compile(
    r"^.{3,60}?(?:\s*[:\uff1a]\s*|\s[-–—]\s|\s*\()(?P<caption>.*[^\W\d_]{2}.*)$"
)


def section_name(kind: str, number: str) -> str:
    """Name a section by its kind and number in the active language: المادة ٥."""
    if not kind:
        return _("The whole text")
    if not number:
        return str(SectionKind(kind).label)
    patterns = {
        SectionKind.PART: _("Part %(number)s"),
        SectionKind.CHAPTER: _("Chapter %(number)s"),
        SectionKind.SECTION: _("Section %(number)s"),
        SectionKind.ARTICLE: _("Article %(number)s"),
        SectionKind.ANNEX: _("Annex %(number)s"),
    }
    pattern = patterns.get(SectionKind(kind), "%(number)s")
    return pattern % {"number": section_number(number)}


def caption_of(heading: Wording) -> Wording:
    """Leave the number out of a heading that has a caption: it stands beside.

    «المادة الرابعة: (تعريفات)» is «تعريفات»; a heading without a caption is empty.
    """
    found = _CAPTION.match(str(heading))
    caption = found["caption"].strip(" ():") if found else ""
    return Wording(caption, heading.language, is_fallback=heading.is_fallback)
