"""Writing the text of a version: whole, beside another language, or part by part."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from drafts.documents import (
    Outline,
    Part,
    align_language,
    carry_words,
    keep_identities,
    parts_of_split,
)
from drafts.errors import (
    EmptyVersionError,
    VersionPublishedError,
    VersionSealedError,
)
from drafts.models import Draft, Version
from drafts.queries import latest_published, outline_of, unpublished_version
from drafts.services.cleaning import clean_outline
from drafts.services.recognising import recognise
from drafts.services.recording import note
from drafts.services.succeeding import place_and_trace
from drafts.splitting import SplitText
from drafts.states import VersionState
from foundation.accounts.models import Person
from foundation.core.translated import LANGUAGES


@transaction.atomic
def write_version(
    *, draft: Draft, texts: Sequence[SplitText], actor: Person | None, now: datetime
) -> Version:
    """Write the whole text of a draft, in one language or in both side by side.

    The first text gives the order; the second is aligned with it by the numbers of its
    articles. Over a published version it becomes the next one: its parts are aligned
    with those before and keep their identity. The very text that is published already
    gives that version back. What the text before says in other languages is kept for
    parts whose words stay, and while a version is being written for all.

    Raises:
        EmptyVersionError: there is nothing in the texts.
        VersionSealedError: the text waits for approval.

    """
    Draft.objects.select_for_update().get(pk=draft.pk)
    outline = recognise(clean_outline(outline_from(texts)), draft)
    if not outline:
        raise EmptyVersionError
    working, published = unpublished_version(draft), latest_published(draft)
    if working is None and published is not None:
        languages = [text.language for text in texts]
        if _say_the_same(outline, outline_of(published), languages):
            return published
    before = working or published
    stands = outline_of(before) if before else []
    outline = carry_words(outline, stands, even_if_changed=working is not None)
    if published is None:
        outline = keep_identities(outline, stands)
    version = working or _new_version(draft, actor, now)
    return store_outline(version=version, outline=outline, actor=actor, now=now)


@transaction.atomic
def write_language(
    *, version: Version, text: SplitText, actor: Person | None, now: datetime
) -> Version:
    """Write one language of a working version beside the other.

    Parts meet by kind and number; what meets nothing becomes a section of its own after
    the one before it, which the editor merges or moves.

    Raises:
        EmptyVersionError: there is nothing in the text.
        VersionSealedError: the text waits for approval.
        VersionPublishedError: the version is published.

    """
    if not text.sections:
        raise EmptyVersionError
    outline = recognise(align_language(outline_of(version), text), version.draft)
    return store_outline(version=version, outline=outline, actor=actor, now=now)


@transaction.atomic
def store_outline(
    *, version: Version, outline: Sequence[Part], actor: Person | None, now: datetime
) -> Version:
    """Make a working version say exactly what `outline` says.

    Parts keep the section that their key names; parts without a key become new
    sections, each with its thread. Only places that differ are written.

    Raises:
        EmptyVersionError: there is no part with words.
        UnknownPartError: a key names no section of the version.
        VersionSealedError: the text waits for approval.
        VersionPublishedError: the version is published.

    """
    stored = locked_for_writing(version)
    cleaned = clean_outline(outline)
    if not cleaned:
        raise EmptyVersionError
    changes = place_and_trace(stored, cleaned)
    if any(changes.values()):
        stored.changed_at, stored.changed_by = now, actor
        stored.save(update_fields=["changed_at", "changed_by"])
        note("written", stored.draft, actor=actor, now=now, version=stored.number)
    return stored


@transaction.atomic
def open_working_version(
    *, draft: Draft, actor: Person | None, now: datetime
) -> Version:
    """Find the version that can be written; after a publication, copy the last one.

    A version that waits for approval is returned as it is, sealed. Sections keep their
    identity in the copy. A draft without any text gets an empty version.
    """
    Draft.objects.select_for_update().get(pk=draft.pk)
    existing = unpublished_version(draft)
    if existing is not None:
        return existing
    published = latest_published(draft)
    version = _new_version(draft, actor, now)
    if published is not None:
        place_and_trace(version, outline_of(published))
    note("version-opened", draft, actor=actor, now=now, version=version.number)
    return version


def outline_from(texts: Sequence[SplitText]) -> Outline:
    """Bring split texts side by side; the first gives the order."""
    if not texts:
        return []
    outline = parts_of_split(texts[0])
    for text in texts[1:]:
        outline = align_language(outline, text)
    return outline


def locked_for_writing(version: Version) -> Version:
    """Lock a version, so that writing, sealing and publishing cannot overlap.

    Raises:
        VersionSealedError: it waits for approval.
        VersionPublishedError: it is published.

    """
    stored = Version.objects.select_for_update().get(pk=version.pk)
    if stored.state == VersionState.SEALED:
        raise VersionSealedError
    if stored.state == VersionState.PUBLISHED:
        raise VersionPublishedError
    return stored


def _new_version(draft: Draft, actor: Person | None, now: datetime) -> Version:
    last = draft.versions.order_by("-number").first()
    return Version.objects.create(
        draft=draft,
        number=last.number + 1 if last else 1,
        created_at=now,
        changed_at=now,
        changed_by=actor,
    )


def _say_the_same(new: Outline, old: Outline, languages: Sequence[str]) -> bool:
    """Whether the parts stand alike and say the same in the languages that came."""
    spoken = [code for code in LANGUAGES if code in languages]
    return [_in_languages(part, spoken) for part in new] == [
        _in_languages(part, spoken) for part in old
    ]


def _in_languages(part: Part, spoken: Sequence[str]) -> Part:
    return replace(part, key="", words={code: part.says(code) for code in spoken})
