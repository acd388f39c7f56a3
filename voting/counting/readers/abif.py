"""ABIF, the Aggregated Ballot Information Format (electorama.com/abif).

A line a vote: `27: A/5 > B/3 = C/3`, `27: A/5, B/3` or `27: [Name with signs] > B`;
`=A: [Full name]` tells the name of A; `#` begins a comment, `{` a line about the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from voting.counting.elections import Election, Ranks, Vote
from voting.counting.errors import UncountableVotesError
from voting.counting.readers.cells import Options, ranks_by, refuse_repeated, whole

_VOTE = re.compile(r"(\d{1,12})\s*[:*](.*)")
_NAMED = re.compile(r"=\s*(?:\[([^\]]+)\]|\"([^\"]+)\"|([^:\"\[]+)):\s*(.*)")
_PLACE = re.compile(
    r"\s*(?:\[([^\]]+)\]\s*|\"([^\"]+)\"\s*|([^>=,/\"\[][^>=,/]*))"
    r"(?:/\s*(\d{1,15}(?:\.\d{1,9})?)\s*)?([>=,]|$)"
)


def read_abif(text: str) -> Election:
    """Read votes from ABIF; where only commas stand, the scores rank.

    Raises:
        UncountableVotesError: a line is neither a vote nor a name.
    """
    file = _File()
    for line, said in _lines(text):
        file.read(said, line)
    names = tuple(file.full_names.get(name, name) for name in file.options.names)
    refuse_repeated(names, line=text.count("\n") + 1)
    scored = any(vote.points for vote in file.votes)
    votes = file.votes if scored else [Vote(v.ranks, None, v.times) for v in file.votes]
    return Election(options=names, votes=tuple(votes))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), start=1):
        said = re.sub(r"(?:^|\s)#.*", "", line).strip()
        if said and not said.startswith("{"):
            yield number, said


@dataclass
class _Place:
    name: str
    score: str | None
    mark: str


@dataclass
class _File:
    options: Options = field(default_factory=Options)
    full_names: dict[str, str] = field(default_factory=dict)
    votes: list[Vote] = field(default_factory=list)

    def read(self, said: str, line: int) -> None:
        named, vote = _NAMED.fullmatch(said), _VOTE.fullmatch(said)
        if named:
            name = (named[1] or named[2] or named[3]).strip()
            self.options.place(name)
            self.full_names[name] = named[4].strip('[] "') or name
        elif vote:
            times = whole(vote[1], line=line, what="the count")
            self.votes.append(self.vote(list(_places(vote[2], line)), times, line))
        else:
            message = "a line is a count, a colon and the options."
            raise UncountableVotesError(message, line=line)

    def vote(self, places: list[_Place], times: int, line: int) -> Vote:
        refuse_repeated([place.name for place in places], line=line)
        points = {
            self.options.place(place.name): Fraction(place.score)
            for place in places
            if place.score is not None
        }
        return Vote(ranks=self.ranks(places, points), points=points, times=times)

    def ranks(self, places: list[_Place], points: dict[int, Fraction]) -> Ranks:
        if points and all(place.mark in {",", ""} for place in places):
            return ranks_by(points, best_is_greatest=True)
        groups: list[list[str]] = [[]]
        for place in places:
            groups[-1].append(place.name)
            groups += [[]] if place.mark == ">" else []
        return self.options.ranks([equals for equals in groups if equals])


def _places(text: str, line: int) -> Iterator[_Place]:
    at, mark = 0, ">"
    while mark and text.strip():
        found = _PLACE.match(text, at)
        name = found and (found[1] or found[2] or found[3] or "").strip()
        if not found or not name:
            message = "options have >, = or a comma between them."
            raise UncountableVotesError(message, line=line)
        mark, at = found[5], found.end()
        yield _Place(name, found[4], mark)
