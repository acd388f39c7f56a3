"""What became of the sections of a draft from version to version."""

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from drafts.documents import Corrected, Part, Tie
from drafts.models import Succession, Version
from drafts.states import VersionState


class Became(NamedTuple):
    """A stored row of what became of what, by public ids; empty where there is none."""

    old: str
    new: str
    change: str
    is_corrected: bool = False


def version_before(version: Version) -> Version | None:
    """Find the published version that a version follows; None for the first."""
    earlier = Version.objects.filter(
        draft_id=version.draft_id,
        number__lt=version.number,
        state=VersionState.PUBLISHED,
    )
    return earlier.order_by("-number").first()


def successions_of(version: Version) -> list[Became]:
    """List what became of the sections on the way to a version (1 query)."""
    rows = Succession.objects.filter(version=version).order_by("pk")
    return [
        Became(old or "", new or "", change, is_corrected)
        for old, new, change, is_corrected in rows.values_list(
            "old__public_id", "new__public_id", "change", "is_corrected"
        )
    ]


def digest_of_rows(rows: Sequence[Became], *, old: str = "", new: str = "") -> str:
    """Tell whether what became of a section is still what a form showed."""
    touching = [
        row for row in rows if (old and row.old == old) or (new and row.new == new)
    ]
    said = sorted("/".join(row[:3]) for row in touching)
    return sha256("\n".join(said).encode()).hexdigest()[:16]


def ties_of(
    rows: Sequence[Became], old: Sequence[Part], new: Sequence[Part]
) -> set[Tie]:
    """Turn stored rows into ties of positions; rows of parts that are gone are left."""
    at_old = {part.key: i for i, part in enumerate(old)}
    at_new = {part.key: j for j, part in enumerate(new)}
    return {
        Tie(at_old[row.old], at_new[row.new])
        for row in rows
        if row.old in at_old and row.new in at_new
    }


def corrected_of(
    rows: Sequence[Became], old: Sequence[Part], new: Sequence[Part]
) -> Corrected:
    """Gather what an editor said about parts that still stand.

    An old part whose every successor has gone from the text is free again.
    """
    said = [row for row in rows if row.is_corrected]
    ties = ties_of(said, old, new)
    removed = {row.old for row in said if not row.new}
    added = {row.new for row in said if not row.old}
    return Corrected(
        ties=frozenset(ties),
        old=frozenset({tie.old for tie in ties} | _places(old, removed)),
        new=frozenset({tie.new for tie in ties} | _places(new, added)),
    )


def _places(parts: Sequence[Part], keys: set[str]) -> set[int]:
    return {at for at, part in enumerate(parts) if part.key in keys}
