"""Methods that add up and take the greatest sums.

Plurality and approval count people, score and quadratic voting add numbers.
"""

from collections.abc import Mapping
from fractions import Fraction

from voting.counting.elections import Count, Election, Vote
from voting.counting.errors import UncountableVotesError

Totals = dict[int, Fraction]
_ANSWERS = ("approve", "reject", "abstain")


def count_approve(election: Election, _seats: int) -> Count:
    """Approve or reject, whichever more people chose; who abstains does not decide.

    Raises:
        UncountableVotesError: there are options besides approve, reject and abstain.
    """
    answers = [name.strip().casefold() for name in election.options]
    if not set(answers) <= set(_ANSWERS):
        message = "The method approve knows the options approve, reject and abstain."
        raise UncountableVotesError(message)
    totals = first_preferences(election)
    deciding = {o: n for o, n in totals.items() if answers[o] != "abstain"}
    return _greatest(election, deciding, 1, told_too=totals)


def count_plurality(election: Election, seats: int) -> Count:
    """The options that most people put first; equal firsts share the vote."""
    return _greatest(election, first_preferences(election), seats)


def count_approval(election: Election, seats: int) -> Count:
    """The options that most people chose at all."""
    totals = _none(election)
    for vote in election.votes:
        for option in _approved(vote):
            totals[option] += vote.times
    return _greatest(election, totals, seats)


def count_score(election: Election, seats: int) -> Count:
    """The options with the most points; nothing said is no points."""
    return _greatest(election, points_of(election), seats)


def count_quadratic(election: Election, seats: int) -> Count:
    """The options with the most votes, where n votes cost their giver n squared."""
    spent = _none(election)
    for vote in election.votes:
        for option, number in _numbers(vote).items():
            spent[option] += number * number * vote.times
    count = _greatest(election, points_of(election), seats)
    count.rounds[0]["credits"] = election.named(spent)
    return count


def first_preferences(election: Election) -> Totals:
    """How many people put each option first; n equal firsts get an nth each."""
    totals = _none(election)
    for vote in election.votes:
        if vote.ranks:
            for option in vote.ranks[0]:
                totals[option] += Fraction(vote.times, len(vote.ranks[0]))
    return totals


def points_of(election: Election) -> Totals:
    """All points of each option.

    Raises:
        UncountableVotesError: the file ranks, and gives no numbers.
    """
    totals = _none(election)
    for vote in election.votes:
        for option, number in _numbers(vote).items():
            totals[option] += number * vote.times
    return totals


def _none(election: Election) -> Totals:
    return dict.fromkeys(election.standing, Fraction(0))


def _approved(vote: Vote) -> list[int]:
    if vote.points is None:
        return [option for equals in vote.ranks for option in equals]
    return [option for option, number in vote.points.items() if number > 0]


def _numbers(vote: Vote) -> Mapping[int, Fraction]:
    if vote.points is None:
        message = "This method adds numbers, and the file only ranks the options."
        raise UncountableVotesError(message)
    return vote.points


def _greatest(
    election: Election, totals: Totals, seats: int, *, told_too: Totals | None = None
) -> Count:
    winners, tied = take_first(groups_of(totals), seats)
    return Count(
        winners=winners,
        tied=tied,
        rounds=[{"totals": election.named(told_too or totals)}],
    )


def groups_of(totals: Totals) -> list[list[int]]:
    """The options from the greatest sum down, equal ones together."""
    sums = sorted(set(totals.values()), reverse=True)
    return [[o for o, total in totals.items() if total == each] for each in sums]


def take_first(groups: list[list[int]], seats: int) -> tuple[list[int], list[int]]:
    """Fill the seats from the front; who stands equal at the last seat is tied."""
    winners: list[int] = []
    for equals in groups:
        if len(winners) == seats:
            break
        if len(winners) + len(equals) > seats:
            return winners, equals
        winners += equals
    return winners, []
