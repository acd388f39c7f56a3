"""Sections of a draft text as pages name them."""

from django.utils.translation import gettext as _

from drafts.states import SectionKind
from frontend.numerals import section_number


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
