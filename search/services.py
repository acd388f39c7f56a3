"""Keeping the index: what is put in, taken out, and made anew."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.db.models import Q

from search import documents
from search.documents import Document, Key
from search.engines import engine
from search.models import Entry

BATCH = 200
INHERITED = (
    *("authority_id", "district_id", "topics", "status", "opens_at", "closes_at"),
)

Progress = Callable[[str, int], None]
"""Told the kind of what was indexed and how many of it so far."""


@transaction.atomic
def index_documents(wanted: Iterable[Document], *, now: datetime) -> list[Entry]:
    """Put documents into the index; parts of what is not in it are left out."""
    entries: list[Entry] = []
    for batch in _batches(wanted):
        parents = _entries_by_key({d.parent for d in batch if d.parent})
        made = [
            _entry(d, parents.get(d.parent) if d.parent else None, now)
            for d in batch
            if d.parent is None or d.parent in parents
        ]
        engine().index(made)
        entries += made
    return entries


@transaction.atomic
def index_page(*, page_id: int, now: datetime) -> None:
    """Bring the index in step with one page of the CMS and what hangs on it."""
    found = documents.of_page(page_id)
    if found is None:
        remove_page(page_id=page_id)
        return
    known = _known_threads(Q(page_id=page_id) | Q(parent__page_id=page_id))
    kept = index_documents([found], now=now)
    kept += index_documents(documents.of_sections(page_id), now=now)
    _remove_others(page_id, kept)
    index_documents(documents.of_updates(page_id), now=now)
    _pass_on(kept[:1])
    _index_new_threads(kept, known, now=now)


@transaction.atomic
def refresh_page(*, page_id: int, now: datetime) -> None:
    """Bring only a page's own entry in step, and what its parts take from it."""
    found = documents.of_page(page_id)
    if found is not None:
        _pass_on(index_documents([found], now=now))


@transaction.atomic
def remove_page(*, page_id: int) -> None:
    """Take a page and all that hangs on it out of the index."""
    _remove(Q(page_id=page_id))


@transaction.atomic
def index_idea(*, idea_id: int, now: datetime) -> None:
    """Bring the index in step with one idea and the comments on it."""
    found = documents.of_ideas([idea_id])
    known = _known_threads(Q(thread_id__in=[d.thread_id for d in found]))
    kept = index_documents(found, now=now)
    _pass_on(kept)
    _index_new_threads(kept, known, now=now)


@transaction.atomic
def index_comment(*, comment_id: int, now: datetime) -> None:
    """Bring the index in step with one comment; a tombstone leaves it."""
    index_comments(comment_ids=[comment_id], now=now)


@transaction.atomic
def index_comments(*, comment_ids: Sequence[int], now: datetime) -> None:
    """Bring the index in step with comments; what nobody may read leaves it."""
    found = documents.of_comments(comment_ids)
    if found:
        index_documents(found, now=now)
    kept = {document.object_id for document in found}
    gone = documents.names_of(comment_ids) - kept
    if gone:
        _remove(Q(kind=documents.COMMENT, object_id__in=gone))


@transaction.atomic
def index_threads(*, thread_ids: Sequence[int], now: datetime) -> None:
    """Put every comment of some threads into the index."""
    index_documents(documents.of_threads(thread_ids), now=now)


def rebuild(*, now: datetime, progress: Progress) -> int:
    """Make the index anew while it answers; give how many entries it has.

    Batches are transactions of their own, so that nobody waits for the whole; memory
    stays the same whatever is indexed. What is not met any more leaves at the end.
    """
    for kind, found in documents.everything():
        done = 0
        for batch in _batches(found):
            done += len(index_documents(batch, now=now))
            progress(kind, done)
    _remove(Q(indexed_at__lt=now))
    return Entry.objects.count()


def _entry(document: Document, parent: Entry | None, now: datetime) -> Entry:
    entry = Entry(**document.columns(), parent=parent, indexed_at=now)
    if parent is not None:
        for name in INHERITED:
            setattr(entry, name, getattr(parent, name))
        entry.draft_id = entry.draft_id or parent.draft_id
        entry.number = entry.number or parent.number
    return entry


def _entries_by_key(keys: set[Key]) -> dict[Key, Entry]:
    wanted = Q(pk__in=[])
    for kind in {key.kind for key in keys}:
        ids = [key.object_id for key in keys if key.kind == kind]
        wanted |= Q(kind=kind, object_id__in=ids)
    rows = Entry.objects.filter(wanted).only("kind", "object_id", *INHERITED)
    return {Key(entry.kind, entry.object_id): entry for entry in rows}


def _known_threads(which: Q) -> set[int]:
    rows = Entry.objects.filter(which, thread_id__isnull=False)
    return {entry.thread_id for entry in rows.only("thread_id") if entry.thread_id}


def _index_new_threads(
    entries: Sequence[Entry], known: set[int], *, now: datetime
) -> None:
    """What was hidden comes back with its comments."""
    fresh = {entry.thread_id for entry in entries if entry.thread_id} - known
    if fresh:
        index_threads(thread_ids=sorted(fresh), now=now)


def _remove_others(page_id: int, kept: Sequence[Entry]) -> None:
    """Forget sections that the page no longer shows, and what it was before."""
    ids = [entry.pk for entry in kept]
    sections = Q(parent__page_id=page_id, kind=documents.SECTION)
    _remove((Q(page_id=page_id) | sections) & ~Q(pk__in=ids))


def _pass_on(entries: Sequence[Entry]) -> None:
    """Let the parts of entries, and theirs, share their standing."""
    for entry in entries:
        shared = {name: getattr(entry, name) for name in INHERITED}
        parts = Entry.objects.filter(parent=entry)
        # Level by level, for the reason that `part_ids` gives.
        pks = list(parts.order_by().values_list("pk", flat=True))
        parts.update(**shared)
        Entry.objects.filter(parent_id__in=pks).update(**shared)


def _remove(which: Q) -> None:
    engine().remove(list(Entry.objects.filter(which).values_list("pk", flat=True)))


def _batches(found: Iterable[Document]) -> Iterator[list[Document]]:
    rest = iter(found)
    while batch := list(islice(rest, BATCH)):
        yield batch
