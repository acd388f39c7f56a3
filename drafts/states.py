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


class SectionChange(models.TextChoices):
    """What became of a section from one version to the next."""

    UNCHANGED = "unchanged", _("unchanged")
    CHANGED = "changed", _("changed")
    MOVED = "moved", _("moved")
    RENUMBERED = "renumbered", _("renumbered")
    SPLIT = "split", _("split")
    MERGED = "merged", _("merged")
    ADDED = "added", _("added")
    REMOVED = "removed", _("removed")


class AnchorState(models.TextChoices):
    """Whether the words of a quoted passage still stand in a version."""

    EXACT = "exact", _("The words still stand")
    CHANGED = "changed", _("The words were changed")
    LOST = "lost", _("The words no longer stand")


class ResponseKind(models.TextChoices):
    """What the authority answers to an input."""

    ACCEPTED = "accepted", _("Accepted")
    ACCEPTED_IN_PART = "accepted-in-part", _("Accepted in part")
    REJECTED = "rejected", _("Rejected")
    OUT_OF_SCOPE = "out-of-scope", _("Out of scope")
    ALREADY_SO = "already-so", _("Already so")


TAKING = frozenset({ResponseKind.ACCEPTED, ResponseKind.ACCEPTED_IN_PART})
"""The answers that change the text."""
