"""Sections of a draft text as pages name them."""

import re

from django.utils.translation import gettext as _

from drafts.states import SectionKind
from frontend.numerals import section_number

CAPTION = re.compile(
    r"^.{3,60}?(?:\s*[:\uff1a]\s*|\s[-–—]\s|\s*\()(?P<caption>.*[^\W\d_]{2}.*)$"
)


def caption_of(heading: str) -> str:
    """Leave the number out of a heading that has a caption: its number stands beside.

    «المادة الرابعة: (تعريفات)» is «تعريفات»; a heading without a caption stays whole.
    """
    found = CAPTION.match(heading)
    return found["caption"].strip(" ():") if found else heading


def section_label(kind: str, number: str) -> str:
    """Name a section by its kind and number in the active language: المادة ٥."""
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
