"""What is counted and what a count says, in exact numbers.

Options are known by their position; names come back only in what is told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

Ranks = tuple[tuple[int, ...], ...]
Round = dict[str, object]


@dataclass(frozen=True)
class Vote:
    """What one person, or several in the same words, chose.

    `ranks` holds the options from the best down, equal ones together; who is not in it
    is last. `points` are what a file gave as numbers; None where it only ranks.
    """

    ranks: Ranks
    points: Mapping[int, Fraction] | None = None
    times: int = 1


@dataclass(frozen=True)
class Election:
    """The options, the votes, and the rule as far as the file tells it."""

    options: tuple[str, ...]
    votes: tuple[Vote, ...]
    seats: int | None = None
    method: str | None = None
    withdrawn: frozenset[int] = frozenset()
    costs: tuple[Fraction, ...] = ()
    budget: Fraction | None = None
    threshold: Fraction = Fraction(0)

    @cached_property
    def ballots(self) -> int:
        """How many people voted."""
        return sum(vote.times for vote in self.votes)

    @cached_property
    def standing(self) -> tuple[int, ...]:
        """Return the options that can win, in the order of the file."""
        every = range(len(self.options))
        return tuple(option for option in every if option not in self.withdrawn)

    def names(self, options: Iterable[int]) -> list[str]:
        """Give the names of options."""
        return [self.options[option] for option in options]

    def named(self, amounts: Mapping[int, Fraction | int]) -> dict[str, int | str]:
        """Give amounts by name, as `in_figures` writes them."""
        return {
            self.options[option]: in_figures(said) for option, said in amounts.items()
        }


@dataclass(frozen=True)
class Count:
    """Who won, which tie nothing settles, and how it came about.

    `ranking` is given by methods that rank every option.
    """

    winners: Sequence[int]
    tied: Sequence[int] = ()
    rounds: Sequence[Round] = field(default_factory=list)
    ranking: Sequence[Sequence[int]] | None = None


def in_figures(amount: Fraction | int) -> int | str:
    """Write an amount exactly: whole ones as numbers, others as "2.5" or "1/3"."""
    exact = Fraction(amount)
    if exact.denominator == 1:
        return exact.numerator
    scale, places = 1, 0
    while scale % exact.denominator and places < _MOST_PLACES:
        scale, places = scale * 10, places + 1
    if scale % exact.denominator:
        return str(exact)
    digits = str(abs(exact.numerator) * (scale // exact.denominator)).zfill(places + 1)
    sign = "-" if exact < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


_MOST_PLACES = 9
