"""Ties that a rule leaves to the lot: every lot is tried, none is drawn.

Who wins whatever the lot says has won; who wins by one lot and loses by another is
tied, and people decide.
"""

from collections.abc import Callable, Sequence

from voting.counting.elections import Count

MOST_TRIALS = 200


class LotNeededError(Exception):
    """A tie was met; `between` are equal, `safe` have won, `open` can still win."""

    def __init__(
        self, between: Sequence[int], *, safe: Sequence[int], still: Sequence[int]
    ) -> None:
        self.between = between
        self.safe = safe
        self.still = still
        super().__init__()


class Lots:
    """The lots of one trial, in the order in which they are drawn."""

    def __init__(self, drawn: Sequence[int]) -> None:
        self._waiting = list(drawn)

    def draw(
        self, between: Sequence[int], *, safe: Sequence[int], still: Sequence[int]
    ) -> int:
        """Give the option that this trial draws.

        Raises:
            LotNeededError: this trial goes no further.
        """
        if not self._waiting:
            raise LotNeededError(between, safe=safe, still=still)
        return self._waiting.pop(0)


def try_every_lot(trial: Callable[[Lots], Count]) -> Count:
    """Count once for every way in which lots can fall, and keep what is sure.

    With too many ways everybody who could still win at the first tie is tied.
    """
    waiting: list[tuple[int, ...]] = [()]
    ends: list[Count] = []
    first: LotNeededError | None = None
    for _ in range(MOST_TRIALS):
        drawn = waiting.pop()
        try:
            ends.append(trial(Lots(drawn)))
        except LotNeededError as tie:
            first = first or tie
            waiting += [(*drawn, option) for option in reversed(tie.between)]
        if not waiting:
            return _what_is_sure(ends)
    return _what_was_sure(ends, first)


def _what_is_sure(ends: Sequence[Count]) -> Count:
    sure = set.intersection(*(set(end.winners) for end in ends))
    some = set.union(*(set(end.winners) for end in ends))
    return Count(
        winners=[option for option in ends[0].winners if option in sure],
        tied=sorted(some - sure),
        rounds=ends[0].rounds,
    )


def _what_was_sure(ends: Sequence[Count], first: LotNeededError | None) -> Count:
    return Count(
        winners=first.safe if first else [],
        tied=sorted(first.still) if first else [],
        rounds=ends[0].rounds if ends else [],
    )
