"""What an editor says became of a section, where the comparison was wrong."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from drafts.documents import (
    NOTHING_CORRECTED,
    Corrected,
    Course,
    Group,
    Tie,
    groups_of,
    place_of,
    trace,
)
from drafts.errors import AlignmentConflictError, FirstVersionError
from drafts.models import Version
from drafts.queries import (
    corrected_of,
    digest_of_rows,
    outline_of,
    successions_of,
    ties_of,
    version_before,
)
from drafts.queries.successions import Became
from drafts.services.recording import note
from drafts.services.succeeding import keep_successions, store_course
from drafts.services.writing import locked_for_writing
from foundation.accounts.models import Person

_Pairs = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Statement:
    """What an editor says of one section: which ones on the other side it hangs with.

    `keeper` names, where there are several, the one that it is; else words decide.
    `was` is the digest of what the form showed.
    """

    section: str
    others: frozenset[str]
    was: str
    keeper: str = ""


@dataclass(frozen=True, slots=True)
class _Alignment:
    """A working version beside the one before it, and how they hang together."""

    version: Version
    before: Version
    rows: list[Became]
    course: Course


@transaction.atomic
def correct_successors(
    *, version: Version, said: Statement, actor: Person | None, now: datetime
) -> None:
    """Say which parts an old section became, none or several; identity moves along.

    Raises:
        FirstVersionError: no version was published before.
        UnknownPartError: one of the sections is not in its text.
        AlignmentConflictError: somebody else changed it meanwhile.
        VersionSealedError: the text waits for approval.
        VersionPublishedError: the version is published.

    """
    alignment = _open(version)
    course = alignment.course
    if digest_of_rows(alignment.rows, old=said.section) != said.was:
        raise AlignmentConflictError
    i = place_of(course.old, said.section)
    stated = {Tie(i, place_of(course.new, key)) for key in said.others}
    kept = {tie for tie in stated if course.new[tie.new].key == said.keeper}
    ties = frozenset(Tie(*pair) for pair in _restated(set(course.ties), i, stated))
    touched = _Parts({i}, set())
    _store(alignment, ties, _held(course, ties, touched), kept=kept)
    _note("successors-corrected", version, actor=actor, now=now)


@transaction.atomic
def correct_origins(
    *, version: Version, said: Statement, actor: Person | None, now: datetime
) -> None:
    """Say which old sections a part comes from, none or several; identity moves along.

    Raises:
        FirstVersionError: no version was published before.
        UnknownPartError: one of the sections is not in its text.
        AlignmentConflictError: somebody else changed it meanwhile.
        VersionSealedError: the text waits for approval.
        VersionPublishedError: the version is published.

    """
    alignment = _open(version)
    course = alignment.course
    if digest_of_rows(alignment.rows, new=said.section) != said.was:
        raise AlignmentConflictError
    j = place_of(course.new, said.section)
    stated = {Tie(place_of(course.old, key), j) for key in said.others}
    kept = {tie for tie in stated if course.old[tie.old].key == said.keeper}
    turned = {(tie.new, tie.old) for tie in course.ties}
    restated = _restated(turned, j, {(tie.new, tie.old) for tie in stated})
    ties = frozenset(Tie(i, j) for j, i in restated)
    touched = _Parts(set(), {j})
    _store(alignment, ties, _held(course, ties, touched), kept=kept)
    _note("origins-corrected", version, actor=actor, now=now)


@transaction.atomic
def forget_corrections(
    *, version: Version, key: str = "", actor: Person | None, now: datetime
) -> None:
    """Let the comparison decide again: about one section, old or new, or about all.

    Raises:
        FirstVersionError: no version was published before.
        VersionSealedError: the text waits for approval.
        VersionPublishedError: the version is published.

    """
    alignment = _open(version)
    course = alignment.course
    corrected, free = _released(course, key)
    known = {part.key for part in course.old}
    unnamed = [
        replace(part, key="") if j in free and part.key in known else part
        for j, part in enumerate(course.new)
    ]
    ties = trace(course.old, unnamed, corrected)
    store_course(
        alignment.before,
        alignment.version,
        Course(course.old, unnamed, ties, corrected),
    )
    _note("corrections-forgotten", version, actor=actor, now=now)


class _Parts(NamedTuple):
    """Positions in the old text and in the new one."""

    old: set[int]
    new: set[int]

    def take_in(self, groups: Iterable[Group]) -> None:
        """Add the whole of every group of which a part is here."""
        for group in groups:
            if not self.old.isdisjoint(group.old) or not self.new.isdisjoint(group.new):
                self.old.update(group.old)
                self.new.update(group.new)


def _open(version: Version) -> _Alignment:
    """Lock a version with what became of the sections before it.

    Raises:
        FirstVersionError: no version was published before.

    """
    stored = locked_for_writing(version)
    before = version_before(stored)
    if before is None:
        raise FirstVersionError
    keep_successions(stored)
    rows = successions_of(stored)
    old, new = outline_of(before), outline_of(stored)
    ties = frozenset(ties_of(rows, old, new))
    course = Course(old, new, ties, corrected_of(rows, old, new))
    return _Alignment(stored, before, rows, course)


def _restated(ties: _Pairs, here: int, said: Collection[tuple[int, int]]) -> _Pairs:
    """Tie one part anew; of the others go those that would cross what was said.

    A part of several is never also one of several: what is split there is not merged
    here as well.
    """
    kept = {tie for tie in ties if tie[0] != here}
    there = {tie[1] for tie in said}
    if len(said) > 1:
        kept = {tie for tie in kept if tie[1] not in there}
    sharing = {tie[0] for tie in kept if tie[1] in there}
    return {tie for tie in kept if tie[0] not in sharing or tie[1] in there} | {*said}


def _held(course: Course, ties: frozenset[Tie], touched: _Parts) -> Corrected:
    """Hold what was said, and what hangs together with it before and after."""
    held = _Parts(
        touched.old | course.corrected.old, touched.new | course.corrected.new
    )
    for tie in course.ties ^ ties:
        held.old.add(tie.old)
        held.new.add(tie.new)
    held.take_in(groups_of(ties))
    return Corrected(
        ties=frozenset(tie for tie in ties if tie.old in held.old),
        old=frozenset(held.old),
        new=frozenset(held.new),
    )


def _store(
    alignment: _Alignment,
    ties: frozenset[Tie],
    held: Corrected,
    *,
    kept: Collection[Tie],
) -> None:
    """Take names off where something changed, and give them as the editor chose."""
    course = alignment.course
    touched = _Parts(set(), {tie.new for tie in course.ties ^ ties})
    touched.new.update(tie.new for tie in kept)
    touched.take_in(groups_of(ties))
    known = {part.key for part in course.old}
    chosen = {tie.new: course.old[tie.old].key for tie in kept}
    outline = [
        replace(part, key=chosen.get(j, "" if part.key in known else part.key))
        if j in touched.new
        else part
        for j, part in enumerate(course.new)
    ]
    anew = Course(course.old, outline, ties, held)
    store_course(alignment.before, alignment.version, anew)


def _released(course: Course, key: str) -> tuple[Corrected, set[int]]:
    """Leave out what was said about a section; also give the parts that are free."""
    if not key:
        return NOTHING_CORRECTED, set(range(len(course.new)))
    freed = _Parts(
        {i for i, part in enumerate(course.old) if part.key == key},
        {j for j, part in enumerate(course.new) if part.key == key},
    )
    freed.take_in(groups_of(course.ties))
    held = course.corrected
    ties = frozenset(tie for tie in held.ties if tie.old not in freed.old)
    return Corrected(ties, held.old - freed.old, held.new - freed.new), freed.new


def _note(
    action: str, version: Version, *, actor: Person | None, now: datetime
) -> None:
    version.refresh_from_db()
    version.changed_at, version.changed_by = now, actor
    version.save(update_fields=["changed_at", "changed_by"])
    note(action, version.draft, actor=actor, now=now, version=version.number)
