"""What an editor types over a text, and does to the order of its sections."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from drafts.documents import (
    Correction,
    Outline,
    Revised,
    apply_revisions,
    with_keys,
)
from drafts.models import Version
from drafts.queries import outline_of
from drafts.services.cleaning import clean_outline, clean_part
from drafts.services.writing import locked_for_writing, store_outline
from foundation.accounts.models import Person


@transaction.atomic
def correct_version(
    *,
    version: Version,
    revised: Sequence[Revised] = (),
    correct: Correction | None = None,
    actor: Person | None,
    now: datetime,
) -> Outline:
    """Keep what an editor typed over a version, then what they did to its order.

    Raises:
        VersionSealedError: the text waits for approval.
        VersionPublishedError: the version is published.
        EditConflictError: a section was changed meanwhile by somebody else.
        UnknownPartError: a section is no longer there.
        EmptyVersionError: nothing would be left.

    """
    stored = locked_for_writing(version)
    before = outline_of(stored)
    outline = _corrected(before, revised, correct)
    if outline == before:
        return before
    store_outline(version=stored, outline=outline, actor=actor, now=now)
    return outline_of(stored)


def corrected(
    outline: Outline, revised: Sequence[Revised], correct: Correction | None
) -> Outline:
    """Bring typed words and a correction of the order into an outline with names.

    Raises:
        EditConflictError: a part was changed meanwhile by somebody else.
        UnknownPartError: a part is no longer there.

    """
    return with_keys(_corrected(outline, revised, correct))


def _corrected(
    outline: Outline, revised: Sequence[Revised], correct: Correction | None
) -> Outline:
    cleaned = [replace(typed, part=clean_part(typed.part)) for typed in revised]
    typed_over = apply_revisions(outline, cleaned)
    return clean_outline(correct(typed_over) if correct else typed_over)
