"""The method of equal shares for participatory budgets.

Peters, Pierczyński and Skowron 2021, with utility measured by cost, and completed by
giving everybody one unit of money more while what is bought still fits ("add 1").
Equally good buys: the cheaper first, then the order of the file.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from voting.counting.elections import Count, Election, Round, in_figures
from voting.counting.errors import UncountableVotesError
from voting.counting.methods.greedy import budget_of
from voting.counting.methods.totals import points_of

MOST_RAISES = 10_000
_TOO_SMALL_A_UNIT = (
    f"Equal shares was not complete after {MOST_RAISES} units of money more for each: "
    "write costs and budget in a larger unit."
)
Wishes = tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True)
class _Purchase:
    option: int
    rate: Fraction  # money for each unit of cost and point; lower is better


@dataclass
class _People:
    """People who chose the same; `left` is what each of them still has."""

    points: dict[int, Fraction]
    number: int
    left: Fraction = Fraction(0)


def count_equal_shares(election: Election, _seats: int) -> Count:
    """Everybody gets an equal share of the budget and pays for what they chose.

    Raises:
        UncountableVotesError: nobody voted, or a project costs nothing.
    """
    budget = budget_of(election)
    if not election.ballots or min(election.costs, default=Fraction(1)) <= 0:
        message = "Equal shares needs votes, and a cost above nothing of each project."
        raise UncountableVotesError(message)
    each, bought = _complete(election, _groups(election), budget)
    winners = [purchase.option for purchase in bought]
    return Count(winners=winners, rounds=_told(election, each, bought))


def _groups(election: Election) -> list[_People]:
    """People who chose the same are counted together: they always have the same."""
    alike: Counter[Wishes] = Counter()
    for vote in election.votes:
        wishes = sorted((o, n) for o, n in (vote.points or {}).items() if n > 0)
        alike[tuple(wishes)] += vote.times
    return [_People(dict(wishes), number) for wishes, number in alike.items()]


def _complete(
    election: Election, groups: list[_People], budget: Fraction
) -> tuple[Fraction, list[_Purchase]]:
    """Raise everybody's share by one while the cost of all stays in the budget.

    Raises:
        UncountableVotesError: the unit of money is too small for that.
    """
    share = budget / election.ballots
    best, bought = share, _buy(election, groups, share)
    for more in range(1, MOST_RAISES + 2):
        if more > MOST_RAISES:
            raise UncountableVotesError(_TOO_SMALL_A_UNIT)
        if _is_full(election, groups, bought=bought, budget=budget):
            break
        tried = _buy(election, groups, share + more)
        if _cost(election, tried) > budget:
            break
        best, bought = share + more, tried
    return best, bought


def _is_full(
    election: Election,
    groups: list[_People],
    *,
    bought: Sequence[_Purchase],
    budget: Fraction,
) -> bool:
    """Whether nothing that anybody wants would still fit."""
    left = budget - _cost(election, bought)
    have = {purchase.option for purchase in bought}
    wanted = {option for group in groups for option in group.points} - have
    return all(election.costs[option] > left for option in wanted)


def _cost(election: Election, bought: Sequence[_Purchase]) -> Fraction:
    return sum((election.costs[each.option] for each in bought), Fraction(0))


def _buy(election: Election, groups: list[_People], share: Fraction) -> list[_Purchase]:
    for group in groups:
        group.left = share
    supporters = {
        option: [group for group in groups if option in group.points]
        for option in election.standing
    }
    at_least = dict.fromkeys(election.standing, Fraction(0))
    bought = []
    while best := _best(election, supporters, at_least):
        _pay(supporters[best.option], best, election.costs[best.option])
        del at_least[best.option]
        bought.append(best)
    return bought


def _best(
    election: Election,
    supporters: dict[int, list[_People]],
    at_least: dict[int, Fraction],
) -> _Purchase | None:
    """Find the lowest rate; rates only rise, so an earlier one bounds a later one."""
    best: tuple[Fraction, Fraction, int] | None = None
    for option in sorted(at_least, key=lambda o: at_least[o]):
        if best and at_least[option] > best[0]:
            break
        cost = election.costs[option]
        rate = _rate(supporters[option], option, cost)
        if rate is None:
            del at_least[option]
            continue
        at_least[option] = rate
        best = min(best or (rate, cost, option), (rate, cost, option))
    return _Purchase(best[2], best[0]) if best else None


def _rate(groups: list[_People], option: int, cost: Fraction) -> Fraction | None:
    """The rate at which the supporters can pay together; None if they cannot.

    Whoever has less than the rate asks gives all they have.
    """
    missing = cost
    weight = sum((g.points[option] * g.number for g in groups), Fraction(0))
    for group in sorted(groups, key=lambda g: g.left / g.points[option]):
        points = group.points[option]
        if missing * points <= group.left * weight:
            return missing / (weight * cost)
        missing -= group.left * group.number
        weight -= points * group.number
    return None


def _pay(groups: list[_People], purchase: _Purchase, cost: Fraction) -> None:
    for group in groups:
        asked = purchase.rate * cost * group.points[purchase.option]
        group.left -= min(group.left, asked)


def _told(
    election: Election, share: Fraction, bought: Sequence[_Purchase]
) -> list[Round]:
    points = points_of(election)
    head: Round = {
        "share": in_figures(share),
        "added": in_figures(share - budget_of(election) / election.ballots),
    }
    return [head] + [
        {
            "option": election.options[purchase.option],
            "points": in_figures(points[purchase.option]),
            "cost": in_figures(election.costs[purchase.option]),
            "each_pays_at_most": in_figures(
                purchase.rate * election.costs[purchase.option]
            ),
        }
        for purchase in bought
    ]
