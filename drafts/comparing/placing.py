"""Pairing by order, number and place, between the pairs that words have given."""

from collections.abc import Iterable, Iterator, Sequence

from drafts.comparing.gaps import Gap, gaps_of
from drafts.comparing.pairing import CLEARLY, Link, Names, Pairing, Scores

_IN_ORDER = 0.18  # alike enough between two pairs that frame both
_NUMBER = 0.25  # what the expected number adds to that
_NEAR = 0.1  # and what a neighbour that is paired alike adds
_NUMBER_TELLS = 1.0  # what the number says of parts with no word in common,
_NUDGE = 0.05  # a little more if it is the very same,
_ORDER_TELLS = 0.4  # and what the order alone says
_MOST_CELLS = 12_000  # in larger gaps only candidates are looked at


def pair_in_gaps(pairing: Pairing) -> None:
    """Pair, in order, what is somewhat alike between the same two pairs."""
    names = Names(pairing)
    for gap in gaps_of(pairing):
        close = {
            link: score
            for link in _links(pairing, gap)
            if (score := _close(pairing, gap, link))
            if score >= CLEARLY or not names.differ(*link)
        }
        for link in best_in_order(gap.old, gap.new, close):
            # Those that only their number brought in keep places, no more.
            if _said(pairing, link) >= _IN_ORDER:
                pairing.add(*link)


def _links(pairing: Pairing, gap: Gap) -> Iterator[Link]:
    """The pairs of a gap that may be the same part."""
    likeness = pairing.likeness
    here = {likeness.old_words[i] for i in gap.old}
    there = {likeness.new_words[j] for j in gap.new}
    links: Iterable[Link] = (
        ((i, j) for i in gap.old for j in gap.new)
        if len(here) * len(there) <= _MOST_CELLS
        else _known_links(pairing, gap)
    )
    yield from (link for link in links if pairing.same_kind(*link))


def _known_links(pairing: Pairing, gap: Gap) -> Iterator[Link]:
    old, new = set(gap.old), set(gap.new)
    yield from ((i, j) for i, j in pairing.likeness.candidates if i in old and j in new)
    by_number = {pairing.new(j).number: j for j in gap.new}
    for i in gap.old:
        j = by_number.get(pairing.old(i).number)
        if j is not None:
            yield i, j


def _close(pairing: Pairing, gap: Gap, link: Link) -> float:
    said = _said(pairing, link)
    is_expected = gap.expects(pairing.old(link[0]), pairing.new(link[1]))
    if said < _IN_ORDER and not is_expected:
        return 0.0
    return said + _NUMBER * is_expected + _NEAR * _is_near(pairing, link)


def _said(pairing: Pairing, link: Link) -> float:
    """How alike two parts are; headings without a caption are, where they stand."""
    if pairing.old(link[0]).words or pairing.new(link[1]).words:
        return pairing.likeness.alike(*link)
    return 2 * _IN_ORDER if _is_near(pairing, link) else _IN_ORDER


def _is_near(pairing: Pairing, link: Link) -> bool:
    """Whether the parts just before, or just after, both are a pair."""
    i, j = link
    before = i and j and j - 1 in pairing.of_old[i - 1]
    after = i + 1 < len(pairing.of_old) and j + 1 in pairing.of_old[i + 1]
    return bool(before or after)


def pair_by_place(pairing: Pairing) -> None:
    """Pair what was written anew: the same number at the same place."""
    for gap in gaps_of(pairing):
        links = ((i, j) for i in gap.old for j in gap.new if pairing.same_kind(i, j))
        scores = {
            link: score + pairing.likeness.alike(*link)
            for link in links
            if (score := _place_tells(pairing, gap, link))
        }
        for link in best_in_order(gap.old, gap.new, scores):
            pairing.add(*link)


def _place_tells(pairing: Pairing, gap: Gap, link: Link) -> float:
    """Judge two parts by their numbers, or by their order if one has none."""
    old, new = pairing.old(link[0]), pairing.new(link[1])
    if old.number and new.number:
        is_same = pairing.same_number(*link)
        if gap.is_closed and gap.shifts:
            return gap.expects(old, new) * (_NUMBER_TELLS + _NUDGE * is_same)
        return _NUMBER_TELLS * (is_same and (0 in gap.shifts or not gap.shifts))
    if not gap.is_closed or len(gap.old) != len(gap.new):
        return 0.0
    if bool(old.words) != bool(new.words):
        return 0.0
    return _ORDER_TELLS * (gap.old.index(link[0]) == gap.new.index(link[1]))


def best_in_order(old: Sequence[int], new: Sequence[int], scores: Scores) -> list[Link]:
    """Choose pairs that cross nowhere, with the highest sum of scores."""
    if not scores:
        return []
    rows = [[0.0] * (len(new) + 1)]
    for i in old:
        row, above = [0.0], rows[-1]
        for place, j in enumerate(new):
            met = above[place] + scores.get((i, j), -1.0)
            row.append(max(met, above[place + 1], row[place]))
        rows.append(row)
    return _traced(
        rows, {(a, b): (old[a], new[b]) for a, b in _places(old, new, scores)}
    )


def _places(
    old: Sequence[int], new: Sequence[int], scores: Scores
) -> Iterator[tuple[int, int]]:
    here = {i: a for a, i in enumerate(old)}
    there = {j: b for b, j in enumerate(new)}
    yield from ((here[i], there[j]) for i, j in scores)


def _traced(rows: Sequence[Sequence[float]], links: dict[Link, Link]) -> list[Link]:
    """Follow the best sums back; a step that no neighbour explains is a pair."""
    a, b = len(rows) - 1, len(rows[0]) - 1
    chosen: list[Link] = []
    while a and b:
        if rows[a][b] == rows[a - 1][b]:
            a -= 1
        elif rows[a][b] == rows[a][b - 1]:
            b -= 1
        else:
            a, b = a - 1, b - 1
            chosen.append(links[a, b])
    return chosen[::-1]
