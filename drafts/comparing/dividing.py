"""Parts that were split in several, and parts that were merged into one.

A part that is left over is a piece of a part of the other text if its words stand
there, phrase by phrase, at a place that no other piece has taken. A merge is a split
read backwards, so everything here speaks of splits.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from drafts.comparing.pairing import Names, Pairing
from foundation.core.redline.matching import Block, blocks_in_common

_SHORTEST_PHRASE = 3  # words in a row that count as standing there
_WORTH_A_LOOK = 0.25  # of the piece's weight that the whole has
_MOST_WHOLES = 3
_FEWEST_WORDS = {True: 3, False: 6}  # of a piece beside another one, and elsewhere
_TAKEN = 0.4  # of a piece's places; more, and they belong to another


@dataclass(frozen=True, slots=True)
class Claim:
    """That a new part is a piece of an old one, and where its words stand there."""

    whole: int
    piece: int
    places: frozenset[int] = field(repr=False)


def attach_pieces(pairing: Pairing, *, near: float, far: float) -> None:
    """Join left-over new parts to the old parts that they were split off.

    `near` and `far` are the share of a piece's words that must stand in the old part,
    when the piece stands beside another piece of it and when it stands elsewhere.
    """
    taken: defaultdict[int, set[int]] = defaultdict(set)
    looked_at: set[int] = set()
    claims = list(_claims(pairing, near=near, far=far))
    for claim in sorted(claims, key=lambda claim: -len(claim.places)):
        if pairing.of_new[claim.piece] or not _may_be_whole(pairing, claim.whole):
            continue
        if claim.whole not in looked_at:
            looked_at.add(claim.whole)
            taken[claim.whole] |= _taken(pairing, claim.whole)
        if len(claim.places & taken[claim.whole]) <= _TAKEN * len(claim.places):
            pairing.add(claim.whole, claim.piece)
            taken[claim.whole] |= claim.places


def _claims(pairing: Pairing, *, near: float, far: float) -> Iterator[Claim]:
    names = Names(pairing)
    for piece, wholes in _wholes_worth_a_look(pairing).items():
        words = len(pairing.new(piece).words)
        for whole in wholes:
            is_beside = _is_beside(pairing, whole, piece)
            least = near if is_beside and not names.differ(whole, piece) else far
            claim = Claim(whole, piece, places_in(pairing, whole, piece))
            if words >= _FEWEST_WORDS[is_beside] and len(claim.places) >= least * words:
                yield claim


def _wholes_worth_a_look(pairing: Pairing) -> dict[int, list[int]]:
    """For each free new part the old ones that share most with it."""
    scores: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for i, j in [*pairing.likeness.candidates, *_neighbours(pairing)]:
        if not pairing.of_new[j] and pairing.may_be_same(i, j):
            held = pairing.likeness.held(i, j)[1]
            if held >= _WORTH_A_LOOK:
                scores[j][i] = held
    return {
        j: sorted(found, key=lambda i: (not _is_beside(pairing, i, j), -found[i], i))[
            :_MOST_WHOLES
        ]
        for j, found in scores.items()
    }


def _neighbours(pairing: Pairing) -> Iterator[tuple[int, int]]:
    """The old parts whose pieces stand beside a new part that is free."""
    for i, partners in enumerate(pairing.of_old):
        for j in partners:
            yield from (
                (i, beside)
                for beside in (j - 1, j + 1)
                if 0 <= beside < len(pairing.of_new)
            )


def _may_be_whole(pairing: Pairing, whole: int) -> bool:
    """Whether an old part may have several partners: none of them has others."""
    return all(len(pairing.of_new[j]) == 1 for j in pairing.of_old[whole])


def _is_beside(pairing: Pairing, whole: int, piece: int) -> bool:
    partners = pairing.of_old[whole]
    return piece - 1 in partners or piece + 1 in partners


def _taken(pairing: Pairing, whole: int) -> set[int]:
    """The places of an old part's words that its partners have."""
    return {
        place for j in pairing.of_old[whole] for place in places_in(pairing, whole, j)
    }


def places_in(pairing: Pairing, whole: int, piece: int) -> frozenset[int]:
    """Where in the whole the phrases of a piece stand."""
    blocks = blocks_in_common(pairing.old(whole).words, pairing.new(piece).words)
    return frozenset(_places(blocks, len(pairing.new(piece).words)))


def _places(blocks: Sequence[Block], words: int) -> Iterator[int]:
    for block in blocks:
        if block.length >= min(_SHORTEST_PHRASE, words):
            yield from range(block.old, block.old + block.length)
