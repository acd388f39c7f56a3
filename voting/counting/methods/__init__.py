"""One counting rule a module; `METHODS` names them all."""

from collections.abc import Callable
from dataclasses import dataclass

from voting.counting.elections import Count, Election
from voting.counting.errors import UncountableVotesError
from voting.counting.methods.equal_shares import count_equal_shares
from voting.counting.methods.greedy import (
    count_greedy,
    count_greedy_no_skip,
    count_greedy_threshold,
)
from voting.counting.methods.runoff import count_runoff
from voting.counting.methods.schulze import count_schulze
from voting.counting.methods.scottish import count_scottish
from voting.counting.methods.totals import (
    count_approval,
    count_approve,
    count_plurality,
    count_quadratic,
    count_score,
)


@dataclass(frozen=True)
class Method:
    """A rule, and whether it fills one seat, several, or none but a budget."""

    count: Callable[[Election, int], Count]
    fills: str = "seats"


METHODS = {
    "approve": Method(count_approve, "one"),
    "plurality": Method(count_plurality),
    "approval": Method(count_approval),
    "score": Method(count_score),
    "irv": Method(count_runoff, "one"),
    "schulze": Method(count_schulze),
    "stv-scottish": Method(count_scottish),
    "greedy": Method(count_greedy, "budget"),
    "greedy-threshold": Method(count_greedy_threshold, "budget"),
    "greedy-no-skip": Method(count_greedy_no_skip, "budget"),
    "equal-shares-add1": Method(count_equal_shares, "budget"),
    "quadratic": Method(count_quadratic),
}


def count_votes(
    election: Election, *, method: str, seats: int | None = None
) -> tuple[int | None, Count]:
    """Count, and say how many seats were filled; None where a budget is.

    Raises:
        UncountableVotesError: the method is unknown, or does not suit the votes.
    """
    if method not in METHODS:
        message = f"The method is one of {', '.join(METHODS)}, not {method}."
        raise UncountableVotesError(message)
    filled = _seats(election, method, seats)
    return filled, METHODS[method].count(election, filled or 0)


def _seats(election: Election, method: str, seats: int | None) -> int | None:
    fills = METHODS[method].fills
    if seats is not None and seats < 1:
        message = f"There is at least one seat, not {seats}."
        raise UncountableVotesError(message)
    if seats is not None and (fills == "budget" or (fills == "one" and seats > 1)):
        filled = "one seat" if fills == "one" else "a budget and no seats"
        message = f"The method {method} fills {filled}."
        raise UncountableVotesError(message)
    if fills == "budget":
        return None
    return 1 if fills == "one" else seats or election.seats or 1
