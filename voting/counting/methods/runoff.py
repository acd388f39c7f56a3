"""Instant runoff: whoever has the fewest first preferences leaves, round by round.

A vote that puts several options equally first is shared among them. Options that are
equally last leave together when all their votes would not lift one of them above the
next; otherwise the tie may decide, and every lot is tried.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from voting.counting.elections import Count, Election, Round, in_figures
from voting.counting.methods.lots import Lots, try_every_lot

Totals = dict[int, Fraction]


def count_runoff(election: Election, _seats: int) -> Count:
    """One winner by instant runoff."""
    return try_every_lot(partial(_trial, election))


def _trial(election: Election, lots: Lots) -> Count:
    runoff = _Runoff(election, lots, list(election.standing), [])
    return Count(winners=runoff.run(), rounds=runoff.rounds)


@dataclass
class _Runoff:
    election: Election
    lots: Lots
    remaining: list[int]
    rounds: list[Round]

    def run(self) -> list[int]:
        while len(self.remaining) > 1:
            totals = self._totals()
            leader = max(totals, key=lambda option: totals[option])
            if totals[leader] * 2 > sum(totals.values()):
                self._tell(totals, elected=[leader])
                return [leader]
            self._exclude(totals)
        self._tell(self._totals(), elected=self.remaining)
        return self.remaining

    def _totals(self) -> Totals:
        totals = dict.fromkeys(self.remaining, Fraction(0))
        for vote in self.election.votes:
            for equals in vote.ranks:
                here = [option for option in equals if option in totals]
                for option in here:
                    totals[option] += Fraction(vote.times, len(here))
                if here:
                    break
        return totals

    def _exclude(self, totals: Totals) -> None:
        fewest = min(totals.values())
        last = [option for option, total in totals.items() if total == fewest]
        others = [total for total in totals.values() if total != fewest]
        by_lot = len(last) > 1 and (not others or fewest * len(last) > min(others))
        if by_lot:
            last = [self.lots.draw(last, safe=[], still=self.remaining)]
        self._tell(totals, excluded=last, by_lot=by_lot)
        self.remaining = [option for option in self.remaining if option not in last]

    def _tell(
        self,
        totals: Totals,
        *,
        elected: list[int] | None = None,
        excluded: list[int] | None = None,
        by_lot: bool = False,
    ) -> None:
        exhausted = self.election.ballots - sum(totals.values())
        told: Round = {"round": len(self.rounds) + 1}
        told["totals"] = self.election.named(totals)
        told["exhausted"] = in_figures(exhausted)
        told["elected"] = self.election.names(elected or [])
        told["excluded"] = self.election.names(excluded or [])
        self.rounds.append(told | ({"lot": True} if by_lot else {}))
