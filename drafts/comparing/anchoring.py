"""Finding passages of an old text again in a new one.

A passage whose words still stand is placed on them; one whose words were changed is
placed on what they became, and marked; one that is gone has no place. No passage is
ever placed on other words without being marked.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from drafts.comparing.aligning import align
from drafts.comparing.becoming import find_changed, find_changed_elsewhere
from drafts.comparing.comparison import AlignedPair, Asked, Comparison, Found
from drafts.comparing.normalising import plain_words
from drafts.comparing.sentences import Span
from drafts.comparing.standing import (
    find_moved,
    find_standing,
    find_twin,
    find_unmoved,
)
from drafts.comparing.units import Unit

_WAYS = (
    find_unmoved,
    find_standing,
    find_moved,
    find_changed,
    find_changed_elsewhere,
    find_twin,
)


class State(StrEnum):
    """What became of a passage.

    `EXACT` promises the same code points, white space apart; where anything else
    differs, if only a vowel mark or a full stop, the passage is `CHANGED`.
    """

    EXACT = "exact"
    CHANGED = "changed"
    LOST = "lost"


class Place(NamedTuple):
    """Where a passage stands in the new text; three times None when it is lost."""

    section: int | None
    start: int | None
    end: int | None
    state: State


LOST = Place(None, None, None, State.LOST)


def anchor_quotes(
    old: Sequence[Unit],
    new: Sequence[Unit],
    quotes: Iterable[tuple[int, int, int]],
    *,
    pairs: Sequence[AlignedPair] | None = None,
) -> list[Place]:
    """Place each passage (section, start, end) of the old text in the new one.

    Sections are positions in the two lists, starts and ends code points of a section's
    text. `pairs` is the alignment of the two; without it, they are aligned here.
    """
    aligned = align(old, new) if pairs is None else pairs
    comparison = Comparison([s.text for s in old], [s.text for s in new], aligned)
    return [
        _place(comparison, Asked(section, comparison.old[section], Span(start, end)))
        for section, start, end in quotes
    ]


def _place(comparison: Comparison, asked: Asked) -> Place:
    for find in _WAYS:
        if found := find(comparison, asked):
            return _judged(comparison, asked, found)
    return LOST


def _judged(comparison: Comparison, asked: Asked, found: Found) -> Place:
    said = comparison.new[found.section].text[found.span.start : found.span.end]
    same = plain_words(said) == plain_words(asked.sought.text)
    state = State.EXACT if same else State.CHANGED
    return Place(found.section, *found.span, state)
