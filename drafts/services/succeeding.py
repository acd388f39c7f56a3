"""Storing a text together with what became of the sections before it."""

from collections.abc import Sequence
from dataclasses import replace

from drafts.documents import Course, Part, Step, identified, steps_of, trace
from drafts.models import Placement, Succession, Version
from drafts.queries import (
    corrected_of,
    outline_of,
    successions_of,
    version_before,
)
from drafts.services.placing import place_outline

_Row = tuple[int | None, int | None, str, bool]


def place_and_trace(version: Version, outline: Sequence[Part]) -> dict[str, int]:
    """Write the parts of a version, and what became of those of the version before.

    Without a version before there is nothing to trace. What an editor corrected stays.

    Raises:
        UnknownPartError: a key names no section of the draft.

    """
    before = version_before(version)
    if before is None:
        return place_outline(version, outline)
    old = outline_of(before)
    corrected = corrected_of(successions_of(version), old, outline)
    ties = trace(old, outline, corrected)
    return store_course(before, version, Course(old, outline, ties, corrected))


def keep_successions(version: Version) -> None:
    """Make sure that what became of the sections before is written down."""
    if not Succession.objects.filter(version=version).exists():
        place_and_trace(version, outline_of(version))


def store_course(before: Version, version: Version, course: Course) -> dict[str, int]:
    """Write a version whose parts became what the ties say; identities go along."""
    named = replace(course, new=identified(course))
    changes = place_outline(version, named.new)
    changes["traced"] = _keep_steps(before, version, steps_of(named))
    return changes


def _keep_steps(before: Version, version: Version, steps: Sequence[Step]) -> int:
    """Write down what became of what, only where it differs; return how many rows."""
    old, new = _section_ids(before), _section_ids(version)
    wanted: dict[_Row, None] = {
        (
            None if step.old is None else old[step.old],
            None if step.new is None else new[step.new],
            str(step.change),
            step.is_corrected,
        ): None
        for step in steps
    }
    stored = {
        (row.old_id, row.new_id, row.change, row.is_corrected): row.pk
        for row in Succession.objects.filter(version=version)
    }
    stale = [pk for row, pk in stored.items() if row not in wanted]
    Succession.objects.filter(pk__in=stale).delete()
    fresh = [row for row in wanted if row not in stored]
    Succession.objects.bulk_create(
        Succession(
            version=version,
            old_id=old_id,
            new_id=new_id,
            change=change,
            is_corrected=is_corrected,
        )
        for old_id, new_id, change, is_corrected in fresh
    )
    return len(fresh) + len(stale)


def _section_ids(version: Version) -> list[int]:
    rows = Placement.objects.filter(version=version).order_by("position")
    return list(rows.values_list("section_id", flat=True))
