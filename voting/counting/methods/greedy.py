"""Participatory budgets filled from the most wanted project down.

Equally wanted projects: the cheaper first, then the order of the file.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from voting.counting.elections import Count, Election, Round, in_figures
from voting.counting.errors import UncountableVotesError
from voting.counting.methods.totals import points_of


def count_greedy(election: Election, _seats: int) -> Count:
    """Fund what fits, passing over what does not."""
    return _fill(election, skips=True)


def count_greedy_threshold(election: Election, _seats: int) -> Count:
    """Fund what fits and has at least the points that the file asks for."""
    return _fill(election, skips=True)


def count_greedy_no_skip(election: Election, _seats: int) -> Count:
    """Fund until the first project that does not fit."""
    return _fill(election, skips=False)


def budget_of(election: Election) -> Fraction:
    """Give the money that there is.

    Raises:
        UncountableVotesError: the file has no budget and no costs.
    """
    if election.budget is None:
        message = "This method needs costs and a budget, as a .pb file gives them."
        raise UncountableVotesError(message)
    return election.budget


@dataclass
class _Purse:
    election: Election
    left: Fraction
    skips: bool
    stopped: bool = False
    funded: list[int] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)

    def consider(self, option: int, points: Fraction) -> None:
        said = self._decide(option, points)
        cost = self.election.costs[option]
        if said == "funded":
            self.funded.append(option)
            self.left -= cost
        self.rounds.append(
            {
                "option": self.election.options[option],
                "points": in_figures(points),
                "cost": in_figures(cost),
                "result": said,
                "left": in_figures(self.left),
            }
        )

    def _decide(self, option: int, points: Fraction) -> str:
        if points < self.election.threshold:
            return "below-threshold"
        if self.stopped:
            return "after-the-stop"
        if self.election.costs[option] <= self.left:
            return "funded"
        self.stopped = not self.skips
        return "does-not-fit"


def _fill(election: Election, *, skips: bool) -> Count:
    purse = _Purse(election, budget_of(election), skips)
    points = points_of(election)
    order = sorted(points, key=lambda o: (-points[o], election.costs[o], o))
    for option in order:
        purse.consider(option, points[option])
    return Count(winners=purse.funded, rounds=purse.rounds)
