"""Sealing, unsealing and publishing a version."""

from datetime import datetime

from django.db import transaction

from drafts.documents import content_hash
from drafts.errors import (
    EmptyVersionError,
    VersionNotSealedError,
    VersionPublishedError,
    WordsChangedError,
)
from drafts.events import VersionPublished
from drafts.models import Draft, Version
from drafts.queries import outline_of, successions_of
from drafts.services.carrying import carry_passages
from drafts.services.recording import note
from drafts.services.succeeding import keep_successions
from drafts.states import VersionState
from foundation.accounts.models import Person
from foundation.core.events import announce


@transaction.atomic
def seal_version(
    *, version: Version, actor: Person | None = None, now: datetime
) -> Version:
    """Fix the words for approval, and hash them; a sealed or published one stays so.

    The hash also covers what became of the sections of the version before.

    Raises:
        EmptyVersionError: there is nothing to approve.

    """
    stored = _locked(version)
    if stored.state != VersionState.WORKING:
        return stored
    outline = outline_of(stored)
    if not outline:
        raise EmptyVersionError
    keep_successions(stored)
    stored.state, stored.content_hash = VersionState.SEALED, _hash_of(stored)
    stored.save(update_fields=["state", "content_hash"])
    _note("sealed", stored, actor=actor, now=now)
    return stored


@transaction.atomic
def unseal_version(
    *, version: Version, actor: Person | None = None, now: datetime
) -> Version:
    """Let a version be written again after rejection or cancelling.

    Raises:
        VersionPublishedError: it was published.

    """
    stored = _locked(version)
    if stored.state == VersionState.PUBLISHED:
        raise VersionPublishedError
    if stored.state == VersionState.SEALED:
        stored.state, stored.content_hash = VersionState.WORKING, ""
        stored.save(update_fields=["state", "content_hash"])
        _note("unsealed", stored, actor=actor, now=now)
    return stored


@transaction.atomic
def publish_version(
    *, version: Version, actor: Person | None = None, now: datetime
) -> Version:
    """Let everyone read a sealed version, for good; a published one stays as it is.

    Raises:
        VersionNotSealedError: it was not submitted for approval.
        WordsChangedError: the words, or what became of the sections before, are not
            those that were sealed.

    """
    stored = _locked(version)
    if stored.state == VersionState.PUBLISHED:
        return stored
    if stored.state != VersionState.SEALED:
        raise VersionNotSealedError
    if _hash_of(stored) != stored.content_hash:
        raise WordsChangedError
    stored.state, stored.published_at = VersionState.PUBLISHED, now
    stored.save(update_fields=["state", "published_at"])
    carried = _carry(stored, now)
    announce(VersionPublished(version_id=stored.pk, draft_id=stored.draft_id))
    _note("published", stored, actor=actor, now=now, **carried)
    return stored


def _carry(version: Version, now: datetime) -> dict[str, int]:
    """Take quoted passages along; return how many stand, were changed or are lost."""
    # Locked so that nobody quotes the version before while its passages are read.
    Draft.objects.select_for_update(no_key=True).get(pk=version.draft_id)
    counts = carry_passages(version, now=now)
    return {f"passages_{state}": count for state, count in counts.items()}


def _hash_of(version: Version) -> str:
    """Hash every word and place, and what became of the sections before."""
    became = [row[:3] for row in successions_of(version)]
    return content_hash(outline_of(version), became)


def _locked(version: Version) -> Version:
    """Lock the row, so that writing, sealing and publishing cannot overlap."""
    return Version.objects.select_for_update().get(pk=version.pk)


def _note(
    action: str,
    version: Version,
    *,
    actor: Person | None,
    now: datetime,
    **counts: int,
) -> None:
    note(
        action,
        version.draft,
        actor=actor,
        now=now,
        version=version.number,
        content_hash=version.content_hash,
        **counts,
    )
