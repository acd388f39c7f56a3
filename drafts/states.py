"""The life of one version of a draft text, and the kinds of its sections."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VersionState(models.TextChoices):
    """How far a version has come."""

    WORKING = "working", _("being written")
    SEALED = "sealed", _("waiting for approval")
    PUBLISHED = "published", _("published")


MOVES = {
    VersionState.WORKING: frozenset({VersionState.SEALED}),
    VersionState.SEALED: frozenset({VersionState.WORKING, VersionState.PUBLISHED}),
    VersionState.PUBLISHED: frozenset[VersionState](),
}


class SectionKind(models.TextChoices):
    """What a section is in its text."""

    PREAMBLE = "preamble", _("preamble")
    PART = "part", _("part")
    CHAPTER = "chapter", _("chapter")
    SECTION = "section", _("section")
    ARTICLE = "article", _("article")
    ANNEX = "annex", _("annex")
    NOTE = "note", _("note")
