"""The two places where an outline is corrected: a proposed split and a version.

Whoever may not write it gets the answer that a missing one gets.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from drafts.documents import Correction, Outline, Revised
from drafts.errors import ImportFinishedError, VersionSealedError
from drafts.models import Draft, ImportAttempt, Version
from drafts.permissions import can_correct_import, can_edit_draft
from drafts.queries import (
    latest_published,
    outline_of,
    outline_of_import,
    unpublished_version,
)
from drafts.services import correct_import, correct_version
from drafts.states import VersionState
from foundation.accounts.models import Person
from foundation.core.translated import LANGUAGES


@dataclass(frozen=True, slots=True)
class ImportDesk:
    """A proposed split, in the one language that it is in."""

    attempt: ImportAttempt
    title: str | None = None

    @property
    def heading(self) -> str:
        """Name the work in a heading."""
        return self.attempt.title or self.attempt.source_name or _("Proposed split")

    @property
    def languages(self) -> Sequence[str]:
        """List the languages that are edited."""
        return [self.attempt.language]

    @property
    def locked(self) -> str:
        """Say why nothing can be changed; empty when it can."""
        return str(ImportFinishedError()) if self.attempt.finished_at else ""

    @property
    def url(self) -> str:
        """Give the address of the outline."""
        return reverse("drafts:correct", args=[self.attempt.public_id])

    def outline(self) -> Outline:
        """Read the parts as they stand now."""
        return outline_of_import(self.attempt)

    def url_of(self, act: str, key: str) -> str:
        """Give the address of an act that needs a page of its own."""
        return reverse(f"drafts:correct-{act}", args=_filled(self.attempt, key))

    def correct(
        self,
        *,
        revised: Sequence[Revised] = (),
        correct: Correction | None = None,
        actor: Person,  # noqa: ARG002 — the shape of both desks
        now: datetime,
    ) -> Outline:
        """Keep what was typed, then what was done to the order."""
        return correct_import(
            attempt=self.attempt,
            revised=revised,
            correct=correct,
            title=self.title,
            now=now,
        )


@dataclass(frozen=True, slots=True)
class DraftDesk:
    """The version of a draft that can be written, or else the one that is read."""

    draft: Draft
    version: Version

    @property
    def heading(self) -> str:
        """Name the work in a heading."""
        return str(self.draft.title)

    @property
    def languages(self) -> Sequence[str]:
        """List the languages that are edited, side by side."""
        return LANGUAGES

    @property
    def locked(self) -> str:
        """Say why nothing can be changed; empty when it can."""
        if self.version.state == VersionState.SEALED:
            return str(VersionSealedError())
        if self.version.state == VersionState.PUBLISHED:
            return _("This version is published and stays as it is.")
        return ""

    @property
    def url(self) -> str:
        """Give the address of the outline."""
        return reverse("drafts:edit", args=[self.draft.public_id])

    def outline(self) -> Outline:
        """Read the parts as they stand now."""
        return outline_of(self.version)

    def url_of(self, act: str, key: str) -> str:
        """Give the address of an act that needs a page of its own."""
        return reverse(f"drafts:edit-{act}", args=_filled(self.draft, key))

    def correct(
        self,
        *,
        revised: Sequence[Revised] = (),
        correct: Correction | None = None,
        actor: Person,
        now: datetime,
    ) -> Outline:
        """Keep what was typed, then what was done to the order."""
        return correct_version(
            version=self.version,
            revised=revised,
            correct=correct,
            actor=actor,
            now=now,
        )


Desk = ImportDesk | DraftDesk


def draft_to_edit(person: object, public_id: str) -> Draft:
    """Find a draft that the person may write.

    Raises:
        Http404: there is none, or it is another authority's.

    """
    drafts = Draft.objects.select_related("authority")
    draft = get_object_or_404(drafts, public_id=public_id)
    if not can_edit_draft(person, draft):
        raise Http404
    return draft


def import_to_correct(person: object, public_id: str) -> ImportAttempt:
    """Find a proposed split that the person may correct.

    Raises:
        Http404: there is none, or it is another authority's.

    """
    attempts = ImportAttempt.objects.select_related("authority", "draft")
    attempt = get_object_or_404(attempts, public_id=public_id)
    if not can_correct_import(person, attempt):
        raise Http404
    return attempt


def desk_of_import(person: object, public_id: str) -> ImportDesk:
    """Find the desk of a proposed split.

    Raises:
        Http404: there is none, or it is another authority's.

    """
    return ImportDesk(import_to_correct(person, public_id))


def desk_of_draft(person: object, public_id: str) -> DraftDesk:
    """Find the desk of a draft that has a text.

    Raises:
        Http404: there is none, it is another authority's, or it has no text yet.

    """
    draft = draft_to_edit(person, public_id)
    version = unpublished_version(draft) or latest_published(draft)
    if version is None:
        raise Http404
    return DraftDesk(draft, version)


def _filled(owner: Draft | ImportAttempt, key: str) -> list[str]:
    return [owner.public_id, key] if key else [owner.public_id]
