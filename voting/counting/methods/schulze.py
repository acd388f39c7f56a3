"""Schulze's method by winning votes (Schulze 2011, Social Choice and Welfare 36)."""

from itertools import permutations

from voting.counting.elections import Count, Election, Round, Vote
from voting.counting.methods.totals import take_first

Pairs = dict[tuple[int, int], int]


def count_schulze(election: Election, seats: int) -> Count:
    """The options that no other beats by its strongest path, and then the rest."""
    preferred = _preferred(election)
    paths = _strongest_paths(election, preferred)
    ranking = _layers(election, paths)
    winners, tied = take_first(ranking, seats)
    rounds = [_told(election, "preferred", preferred), _told(election, "paths", paths)]
    return Count(winners=winners, tied=tied, rounds=rounds, ranking=ranking)


def _preferred(election: Election) -> Pairs:
    """How many people prefer the first of each pair to the second."""
    pairs = dict.fromkeys(permutations(election.standing, 2), 0)
    for vote in election.votes:
        place = _places(vote, len(election.options))
        for first, second in pairs:
            if place[first] < place[second]:
                pairs[first, second] += vote.times
    return pairs


def _places(vote: Vote, options: int) -> list[int]:
    """The place of each option; all who are not ranked share the last."""
    places = [len(vote.ranks)] * options
    for place, equals in enumerate(vote.ranks):
        for option in equals:
            places[option] = place
    return places


def _strongest_paths(election: Election, preferred: Pairs) -> Pairs:
    """The weakest link of the strongest path, by Floyd and Warshall."""
    paths = {
        (one, other): votes if votes > preferred[other, one] else 0
        for (one, other), votes in preferred.items()
    }
    for middle, start, end in permutations(election.standing, 3):
        around = min(paths[start, middle], paths[middle, end])
        paths[start, end] = max(paths[start, end], around)
    return paths


def _layers(election: Election, paths: Pairs) -> list[list[int]]:
    """Take out whom nobody left beats, again and again."""
    left, layers = list(election.standing), []
    while left:
        best = [
            one
            for one in left
            if all(paths[one, o] >= paths[o, one] for o in left if o != one)
        ]
        layers.append(best)
        left = [option for option in left if option not in best]
    return layers


def _told(election: Election, name: str, pairs: Pairs) -> Round:
    """Write pairs as a table: row over column."""
    names = election.options
    return {
        name: {
            names[one]: {
                names[other]: pairs[one, other]
                for other in election.standing
                if other != one
            }
            for one in election.standing
        }
    }
