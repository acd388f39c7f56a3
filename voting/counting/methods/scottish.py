"""The single transferable vote of Scottish local elections.

Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to
52: weighted inclusive Gregory, five decimal places, the rest of a division ignored.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial

from voting.counting.elections import Count, Election, Round, Vote
from voting.counting.methods.lots import Lots, try_every_lot

WHOLE = 100_000  # one vote, in the hundred thousandths that the order counts in


@dataclass(frozen=True)
class _Papers:
    """Papers that say the same and came to an option at the same value each."""

    vote: Vote
    value: int

    @property
    def worth(self) -> int:
        return self.vote.times * self.value


def count_scottish(election: Election, seats: int) -> Count:
    """Fill the seats; a tie is looked back on, and then every lot is tried."""
    return try_every_lot(partial(_trial, election, seats))


def _trial(election: Election, seats: int, lots: Lots) -> Count:
    stages = _Stages(election, seats, lots)
    stages.run()
    return Count(winners=stages.elected, rounds=stages.rounds)


@dataclass
class _Stages:
    election: Election
    seats: int
    lots: Lots
    elected: list[int] = field(default_factory=list)
    excluded: list[int] = field(default_factory=list)
    history: list[dict[int, int]] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    surplus_waiting: list[int] = field(default_factory=list)
    quota: int = 0

    def __post_init__(self) -> None:
        self.papers: dict[int, list[_Papers]] = defaultdict(list)
        self.continuing = list(self.election.standing)
        self.votes = dict.fromkeys(self.continuing, 0)

    def run(self) -> None:
        every = [_Papers(vote, WHOLE) for vote in self.election.votes]
        valid = self._pass_on(every) // WHOLE
        self.quota = (valid // (self.seats + 1) + 1) * WHOLE
        self._close_stage("first preferences")
        while self.continuing and len(self.elected) < self.seats:
            self._next_stage()

    def _next_stage(self) -> None:
        if self.surplus_waiting:
            option = self._one_of(self.surplus_waiting, max)
            self._transfer_surplus(option)
            self._close_stage("surplus", option)
        else:
            option = self._one_of(self.continuing, min)
            self._exclude(option)
            self._close_stage("exclusion", option)

    def _transfer_surplus(self, option: int) -> None:
        held, total = self.papers.pop(option), self.votes[option]
        surplus = total - self.quota
        self.surplus_waiting.remove(option)
        self.votes[option] = self.quota
        self._pass_on([_Papers(p.vote, surplus * p.value // total) for p in held])

    def _exclude(self, option: int) -> None:
        self.continuing.remove(option)
        self.excluded.append(option)
        self.votes[option] = 0
        self._pass_on(self.papers.pop(option, []))

    def _pass_on(self, papers: Sequence[_Papers]) -> int:
        """Give papers to the next preference on each; return what found one."""
        found = 0
        here = set(self.continuing)
        for each in papers:
            option = _next_preference(each.vote, here)
            if option is not None:
                self.papers[option].append(each)
                self.votes[option] += each.worth
                found += each.worth
        return found

    def _close_stage(self, action: str, option: int | None = None) -> None:
        """See who is elected now (rules 47 and 52), and write the stage down."""
        self.history.append(dict(self.votes))
        reached = [o for o in self.continuing if self.votes[o] >= self.quota]
        self._elect(reached)
        vacancies = self.seats - len(self.elected)
        if len(self.continuing) <= vacancies:
            reached += self.continuing
            self._elect(list(self.continuing))
        self._tell(action, option, reached)

    def _elect(self, reached: list[int]) -> None:
        for option in sorted(reached, key=self._votes_backwards, reverse=True):
            self.elected.append(option)
            self.continuing.remove(option)
            if self.votes[option] > self.quota:
                self.surplus_waiting.append(option)

    def _votes_backwards(self, option: int) -> list[int]:
        return [stage[option] for stage in reversed(self.history)]

    def _one_of(self, options: list[int], extreme: Callable[..., int]) -> int:
        """The option with most or fewest votes, now or at the last stage they differed.

        Rules 49(3) and 51(2).
        """
        equal = list(options)
        for stage in reversed(self.history):
            wanted = extreme(stage[option] for option in equal)
            equal = [option for option in equal if stage[option] == wanted]
        if len(equal) == 1 or self._makes_no_difference(equal):
            return equal[0]
        return self.lots.draw(equal, safe=list(self.elected), still=self.continuing)

    def _makes_no_difference(self, equal: list[int]) -> bool:
        """Without a single paper all of them leave, one after the other."""
        vacancies = self.seats - len(self.elected)
        nothing = not any(self.votes[option] for option in equal)
        return nothing and len(self.continuing) - len(equal) >= vacancies

    def _tell(self, action: str, option: int | None, reached: list[int]) -> None:
        standing = {o: n for o, n in self.votes.items() if o not in self.excluded}
        votes = {o: Fraction(n, WHOLE) for o, n in standing.items()}
        told: Round = {"stage": len(self.rounds) + 1, "action": action}
        if option is not None:
            told["option"] = self.election.options[option]
        told["quota"] = self.quota // WHOLE
        told["votes"] = self.election.named(votes)
        told["elected"] = self.election.names(o for o in self.elected if o in reached)
        self.rounds.append(told)


def _next_preference(vote: Vote, continuing: set[int]) -> int | None:
    """The next preference for who is still in; two equal ones end the paper."""
    for equals in vote.ranks:
        if len(equals) > 1:
            return None
        if equals[0] in continuing:
            return equals[0]
    return None
