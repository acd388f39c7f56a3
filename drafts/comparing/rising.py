"""The heaviest row of items whose places rise."""

from collections.abc import Sequence


def heaviest_rising(places: Sequence[int], weights: Sequence[float]) -> list[int]:
    """Choose indexes whose `places` rise, with the greatest sum of `weights`.

    A prefix-maximum tree (Fenwick 1994) over the places: n log n.
    """
    ranks = {place: rank for rank, place in enumerate(sorted(set(places)), start=1)}
    tree: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    for index, place in enumerate(places):
        weight, last = _best_below(tree, ranks[place])
        before.append(last)
        _enter(tree, ranks[place], (weight + weights[index], index))
    index = _best_below(tree, len(tree))[1]
    chosen: list[int] = []
    while index >= 0:
        chosen.append(index)
        index = before[index]
    return chosen[::-1]


def _best_below(tree: Sequence[tuple[float, int]], rank: int) -> tuple[float, int]:
    best = (0.0, -1)
    at = rank - 1
    while at > 0:
        best = max(best, tree[at], key=lambda entry: entry[0])
        at -= at & -at
    return best


def _enter(tree: list[tuple[float, int]], rank: int, entry: tuple[float, int]) -> None:
    while rank < len(tree):
        tree[rank] = max(tree[rank], entry, key=lambda one: one[0])
        rank += rank & -rank
