"""Putting the parts of a text into tables, only where they differ."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from comments.models import Thread
from comments.services import create_threads
from drafts.documents import Part
from drafts.errors import UnknownPartError
from drafts.models import Placement, Section, SectionText, Version
from drafts.queries import outline_of


@dataclass(frozen=True, slots=True)
class _Stored:
    """A placement as it stands, with what it says."""

    placement: Placement
    part: Part


def place_outline(version: Version, outline: Sequence[Part]) -> dict[str, int]:
    """Write the parts of a version; return how many places were written and left.

    The number of queries does not depend on the number of parts, batches apart.

    Raises:
        UnknownPartError: a key names no section of the draft.

    """
    _refuse_doubles(outline)
    stored = _stored(version)
    dropped = stored.keys() - {part.key for part in outline}
    changed = [
        (position, part)
        for position, part in enumerate(outline)
        if not _stands(stored.get(part.key), part, position)
    ]
    stale = dropped | {part.key for _position, part in changed} & stored.keys()
    Placement.objects.filter(
        pk__in=[stored[key].placement.pk for key in stale]
    ).delete()
    _write(version, changed, _sections_for(version, [part for _at, part in changed]))
    _forget([stored[key].placement.section_id for key in dropped])
    return {"written": len(changed), "left": len(dropped)}


def _stored(version: Version) -> dict[str, _Stored]:
    placements = Placement.objects.filter(version=version).select_related("section")
    ordered = placements.order_by("position")
    return {
        part.key: _Stored(placement, part)
        for placement, part in zip(ordered, outline_of(version), strict=True)
    }


def _stands(stored: _Stored | None, part: Part, position: int) -> bool:
    return (
        stored is not None
        and stored.placement.position == position
        and stored.part.content() == part.content()
    )


def _refuse_doubles(outline: Sequence[Part]) -> None:
    keys = [part.key for part in outline if part.key]
    if len(keys) != len(set(keys)):
        raise UnknownPartError


def _sections_for(version: Version, parts: Sequence[Part]) -> list[Section]:
    """Find the section of each part by its key; make one for a part without.

    Raises:
        UnknownPartError: a key names no section of the draft.

    """
    keys = [part.key for part in parts if part.key]
    known = Section.objects.filter(draft_id=version.draft_id, public_id__in=keys)
    by_key = {section.public_id: section for section in known}
    if len(by_key) != len(keys):
        raise UnknownPartError
    made = iter(_new_sections(version, len(parts) - len(keys)))
    return [by_key[part.key] if part.key else next(made) for part in parts]


def _new_sections(version: Version, count: int) -> list[Section]:
    """Make identities, each with a thread that stays shut until a page opens it."""
    if not count:
        return []
    threads = create_threads(
        count=count, authority=version.draft.authority, is_enabled=False
    )
    return Section.objects.bulk_create(
        [Section(draft_id=version.draft_id, thread=thread) for thread in threads]
    )


def _write(
    version: Version,
    changed: Sequence[tuple[int, Part]],
    sections: Sequence[Section],
) -> None:
    placements = Placement.objects.bulk_create(
        [
            Placement(
                version=version,
                section=section,
                position=position,
                level=part.level,
                kind=part.kind,
                number=part.number,
            )
            for (position, part), section in zip(changed, sections, strict=True)
        ]
    )
    SectionText.objects.bulk_create(
        [
            SectionText(
                placement=placement,
                language=language,
                heading=said.heading,
                text=said.text,
                summary=said.summary,
            )
            for placement, (_at, part) in zip(placements, changed, strict=True)
            for language, said in part.words.items()
            if any(said)
        ]
    )


def _forget(section_ids: Collection[int]) -> None:
    """Delete identities that stand in no version any more, with their empty threads."""
    if not section_ids:
        return
    gone = Section.objects.filter(pk__in=section_ids, placements=None)
    threads: Mapping[int, int] = dict(gone.values_list("pk", "thread_id"))
    Section.objects.filter(pk__in=threads).delete()
    Thread.objects.filter(pk__in=threads.values(), comments=None).delete()
