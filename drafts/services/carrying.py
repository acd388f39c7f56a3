"""Finding the places of quoted passages in a new version, and placing them by hand."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from drafts.comparing.anchoring import Place, anchor_quotes
from drafts.comparing.normalising import plain_words
from drafts.comparing.sentences import Span
from drafts.documents import Group, Part, groups_of
from drafts.documents.units import units_of
from drafts.errors import PassageNotFoundError, PassageUnreadableError
from drafts.models import Passage, PassagePlace, Placement, Section, Version
from drafts.queries import (
    outline_of,
    successions_of,
    ties_of,
    version_before,
    words_of_section,
)
from drafts.services.recording import note
from drafts.splitting import SplitSection
from drafts.states import AnchorState
from foundation.accounts.models import Person

BATCH = 500


class _Source(NamedTuple):
    """The version and language in which passages stood last."""

    version_id: int
    language: str


class _Found(NamedTuple):
    """Where a passage stands in the new version; a lost one stands nowhere."""

    section_id: int | None
    place: Place
    is_original: bool


def carry_passages(
    version: Version, *, now: datetime, only: Passage | None = None
) -> dict[str, int]:
    """Place every passage of the version before in this one; return counts by state.

    A passage that has no place in the version before is looked for from the last one
    in which it had. What was placed already stays; nothing is taken away.
    """
    before = version_before(version)
    if before is None:
        return {}
    found: Counter[str] = Counter()
    for source, standing in _standing_last(before, version, only).items():
        places = _places(source.language, standing, before=before, version=version)
        rows = [
            _row(known.passage, place, version=version, now=now)
            for known, place in zip(standing, places, strict=True)
        ]
        PassagePlace.objects.bulk_create(rows, batch_size=BATCH)
        found.update(str(row.state) for row in rows)
    return dict(found)


@transaction.atomic
def place_passage(
    *,
    passage: Passage,
    version: Version,
    section: Section,
    span: Span,
    actor: Person,
    now: datetime,
) -> PassagePlace:
    """Place a passage by hand, in its own language; where it was is kept in the audit.

    Raises:
        PassageUnreadableError: the section has no words in that version.
        PassageNotFoundError: the stretch is not within them.

    """
    words = words_of_section(section, passage.language, version=version)
    if words is None:
        raise PassageUnreadableError
    if not 0 <= span.start < span.end <= len(words.text):
        raise PassageNotFoundError(field="place")
    same = plain_words(words.text[span.start : span.end]) == passage.exact
    place, _is_new = PassagePlace.objects.update_or_create(
        passage=passage,
        version=version,
        defaults={
            "section": section,
            "start": span.start,
            "end": span.end,
            "state": AnchorState.EXACT if same else AnchorState.CHANGED,
            "placed_by": actor,
            "placed_at": now,
        },
    )
    _note_placing(place, actor=actor, now=now)
    return place


def _standing_last(
    before: Version, version: Version, only: Passage | None
) -> dict[_Source, list[PassagePlace]]:
    """Group passages by the version and language in which they had a place last."""
    rows = PassagePlace.objects.filter(
        passage__section__draft_id=version.draft_id,
        version__number__lte=before.number,
        section__isnull=False,
    ).exclude(passage__places__version=version)
    if only is not None:
        rows = rows.filter(passage=only)
    related = rows.select_related("passage", "version", "section")
    last = {row.passage_id: row for row in related.order_by("version__number", "pk")}
    grouped: dict[_Source, list[PassagePlace]] = defaultdict(list)
    for row in last.values():
        grouped[_Source(row.version_id, row.passage.language)].append(row)
    return grouped


def _places(
    language: str,
    standing: Sequence[PassagePlace],
    *,
    before: Version,
    version: Version,
) -> list[_Found]:
    """Find passages that stood in one version again in another."""
    was = standing[0].version
    old, new = outline_of(was), outline_of(version)
    position = {part.key: at for at, part in enumerate(old)}
    quotes = [
        (position[row.section.public_id], row.start or 0, row.end or 0)
        for row in standing
        if row.section is not None
    ]
    units = units_of(old, {language}), units_of(new, {language})
    pairs = _pairs(version, old, new) if was == before else None
    found = anchor_quotes(*units, quotes, pairs=pairs)
    ids = _section_ids(version)
    return [
        _Found(
            None if place.section is None else ids[place.section],
            place,
            _says_original(row.passage, place, units[1]),
        )
        for row, place in zip(standing, found, strict=True)
    ]


def _pairs(version: Version, old: Sequence[Part], new: Sequence[Part]) -> list[Group]:
    """Pair the sections as the version says that they became one another."""
    groups = groups_of(ties_of(successions_of(version), old, new))
    of_old = {i for group in groups for i in group.old}
    of_new = {j for group in groups for j in group.new}
    gone = [Group((i,), ()) for i in range(len(old)) if i not in of_old]
    added = [Group((), (j,)) for j in range(len(new)) if j not in of_new]
    return [*groups, *gone, *added]


def _says_original(
    passage: Passage, place: Place, sections: Sequence[SplitSection]
) -> bool:
    """Whether the very words that were quoted first stand at a place."""
    if place.section is None:
        return False
    text = sections[place.section].text
    return plain_words(text[place.start : place.end]) == passage.exact


def _row(
    passage: Passage, found: _Found, *, version: Version, now: datetime
) -> PassagePlace:
    """A passage is exact where it says what was quoted first, not what stood last."""
    state = AnchorState.EXACT if found.is_original else AnchorState.CHANGED
    is_lost = found.section_id is None
    return PassagePlace(
        passage=passage,
        version=version,
        section_id=found.section_id,
        start=found.place.start,
        end=found.place.end,
        state=AnchorState.LOST if is_lost else state,
        placed_at=now,
    )


def _section_ids(version: Version) -> list[int]:
    rows = Placement.objects.filter(version=version).order_by("position")
    return list(rows.values_list("section_id", flat=True))


def _note_placing(place: PassagePlace, *, actor: Person, now: datetime) -> None:
    note(
        "passage-placed",
        place.version.draft,
        actor=actor,
        now=now,
        passage=place.passage.public_id,
        version=place.version.number,
        section=place.section.public_id if place.section else "",
        start=place.start,
        end=place.end,
    )
