"""A proposed split on its way to being saved."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from drafts.documents import (
    Correction,
    Outline,
    Part,
    Revised,
    parts_of_split,
    with_keys,
)
from drafts.errors import EmptyVersionError, ImportFinishedError
from drafts.models import Draft, ImportAttempt, SectionText, Version
from drafts.queries import (
    latest_published,
    outline_of_import,
    unpublished_version,
)
from drafts.services.cleaning import clean_outline
from drafts.services.correcting import corrected
from drafts.services.drafts import LONGEST_TITLE, create_draft
from drafts.services.recognising import recognise
from drafts.services.recording import note
from drafts.services.writing import (
    open_working_version,
    write_language,
    write_version,
)
from drafts.splitting import SplitSection, SplitText
from foundation.accounts.models import Person
from foundation.audit.services import record
from foundation.core.text import clean_text
from foundation.organisations.models import Authority


@transaction.atomic
def start_import(
    *,
    authority: Authority,
    text: SplitText,
    source_name: str = "",
    draft: Draft | None = None,
    actor: Person,
    now: datetime,
) -> ImportAttempt:
    """Keep a proposed split for correction; no draft is touched yet.

    Raises:
        EmptyVersionError: there is nothing in the text.

    """
    outline = with_keys(recognise(clean_outline(parts_of_split(text)), draft))
    if not outline:
        raise EmptyVersionError
    attempt = ImportAttempt.objects.create(
        authority=authority,
        draft=draft,
        title=clean_text(
            text.title[:LONGEST_TITLE], longest=LONGEST_TITLE, required=False
        ),
        language=text.language,
        source_name=source_name[:255],
        outline=[part.as_json() for part in outline],
        started_at=now,
        changed_at=now,
        started_by=actor,
    )
    _note("started", attempt, actor=actor, now=now)
    return attempt


@transaction.atomic
def correct_import(
    *,
    attempt: ImportAttempt,
    revised: Sequence[Revised] = (),
    correct: Correction | None = None,
    title: str | None = None,
    now: datetime,
) -> Outline:
    """Keep what an editor typed over a proposed split, then what they did to its order.

    Raises:
        ImportFinishedError: it was saved already.
        EditConflictError: a part was changed meanwhile by somebody else.
        UnknownPartError: a part is no longer there.

    """
    stored = _locked(attempt)
    outline = corrected(outline_of_import(stored), revised, correct)
    stored.outline = [part.as_json() for part in outline]
    if title is not None:
        stored.title = clean_text(title, longest=LONGEST_TITLE, required=False)
    stored.changed_at = now
    stored.save(update_fields=["outline", "title", "changed_at"])
    return outline


@transaction.atomic
def finish_import(*, attempt: ImportAttempt, actor: Person, now: datetime) -> Version:
    """Save the corrected split as a new draft, or in the draft it was made for.

    Beside words of the other language it is written where more of the text speaks that
    one; else it takes the place of the text, over a published one as its next version.

    Raises:
        ImportFinishedError: it was saved already.
        EmptyVersionError: nothing is left to save.
        UntitledDraftError: a new draft has no title.
        VersionSealedError: the draft waits for approval.

    """
    stored = _locked(attempt)
    text = _split_text(stored)
    draft = stored.draft or create_draft(
        authority=stored.authority,
        created_by=actor,
        now=now,
        **{f"title_{stored.language}": stored.title},
    )
    version = bring_in_text(draft=draft, text=text, actor=actor, now=now)
    stored.draft, stored.finished_at = draft, now
    stored.save(update_fields=["draft", "finished_at"])
    note("imported", draft, actor=actor, now=now, sections=len(text.sections))
    return version


@transaction.atomic
def bring_in_text(
    *, draft: Draft, text: SplitText, actor: Person | None, now: datetime
) -> Version:
    """Write a text into a draft: beside its other language, or in place of its text.

    Beside, where more of the draft speaks another language than that of the text; else
    it is written over a working version, or follows the published one as the next.

    Raises:
        EmptyVersionError: there is nothing in the text.
        VersionSealedError: the draft waits for approval.

    """
    base = unpublished_version(draft) or latest_published(draft)
    if base is None or not _speaks_others_more(base, text.language):
        return write_version(draft=draft, texts=[text], actor=actor, now=now)
    version = open_working_version(draft=draft, actor=actor, now=now)
    return write_language(version=version, text=text, actor=actor, now=now)


@transaction.atomic
def drop_import(*, attempt: ImportAttempt, actor: Person, now: datetime) -> None:
    """Forget a proposed split.

    Raises:
        ImportFinishedError: it was saved already.

    """
    stored = _locked(attempt)
    _note("dropped", stored, actor=actor, now=now)
    stored.delete()


def _locked(attempt: ImportAttempt) -> ImportAttempt:
    stored = ImportAttempt.objects.select_for_update().get(pk=attempt.pk)
    if stored.finished_at is not None:
        raise ImportFinishedError
    return stored


def _split_text(attempt: ImportAttempt) -> SplitText:
    parts = clean_outline(outline_of_import(attempt))
    sections = [_section(part, attempt.language) for part in parts]
    return SplitText(attempt.title, attempt.language, sections)


def _section(part: Part, language: str) -> SplitSection:
    said = part.says(language)
    return SplitSection(
        kind=part.kind,
        number=part.number or None,
        heading=said.heading,
        level=part.level,
        text=said.text,
        identity=part.key,
    )


def _speaks_others_more(version: Version, language: str) -> bool:
    """Whether more sections of the version speak another language than this one."""
    spoken = Counter(
        SectionText.objects.filter(placement__version=version).values_list(
            "language", flat=True
        )
    )
    return any(count > spoken[language] for count in spoken.values())


def _note(action: str, attempt: ImportAttempt, *, actor: Person, now: datetime) -> None:
    record(
        action=f"import.{action}",
        actor=actor.public_id,
        target=f"import:{attempt.public_id}",
        authority=attempt.authority.slug,
        detail={"sections": len(attempt.outline)},
        now=now,
    )
