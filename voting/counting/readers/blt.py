"""BLT, the file of ranked votes that ERS, OpenSTV and Scottish councils write.

`options seats`; withdrawn options as negative numbers; a line a vote: how often, the
options from the best down, 0; a line of 0; the names in quotes; the title.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from voting.counting.elections import Election, Ranks, Vote
from voting.counting.errors import UncountableVotesError
from voting.counting.readers.cells import refuse_repeated, whole

Line = tuple[int, str]
_QUOTED = re.compile(r'"([^"]*)"')
_WITHDRAWN = re.compile(r"(?:-\d{1,9}\s*)+")
_HEAD = 2
_VOTE = 2


def read_blt(text: str) -> Election:
    """Read a BLT file; options that are withdrawn leave every ranking.

    Raises:
        UncountableVotesError: a line is malformed, or the file ends too early.
    """
    file = _File(_lines(text), last=text.count("\n") + 1)
    file.read_head()
    file.read_votes()
    names = file.read_names()
    return Election(
        options=names,
        votes=tuple(file.votes),
        seats=file.seats,
        method="stv-scottish",
        withdrawn=frozenset(file.withdrawn),
    )


def _lines(text: str) -> Iterator[Line]:
    for number, line in enumerate(text.split("\n"), start=1):
        said = line if '"' in line else line.partition("#")[0]
        if said.strip():
            yield number, said.strip()


@dataclass
class _File:
    lines: Iterator[Line]
    last: int
    options: int = 0
    seats: int = 0
    withdrawn: set[int] = field(default_factory=set)
    votes: list[Vote] = field(default_factory=list)

    def next(self, missing: str) -> Line:
        line = next(self.lines, None)
        if line is None:
            message = f"the file ends before {missing}."
            raise UncountableVotesError(message, line=self.last)
        return line

    def read_head(self) -> None:
        line, said = self.next("the number of options and of seats")
        words = said.split()
        if len(words) != _HEAD:
            message = "the first line is the number of options and of seats."
            raise UncountableVotesError(message, line=line)
        self.options = whole(words[0], line=line, what="the number of options")
        self.seats = whole(words[1], line=line, what="the number of seats")
        if not self.options or not self.seats:
            message = "there is at least one option and one seat."
            raise UncountableVotesError(message, line=line)

    def read_votes(self) -> None:
        line, said = self.next("the 0 that ends the votes")
        while said != "0":
            if _WITHDRAWN.fullmatch(said) and not self.votes:
                self.withdraw(said, line)
            else:
                self.votes.append(self.vote(said, line))
            line, said = self.next("the 0 that ends the votes")

    def withdraw(self, said: str, line: int) -> None:
        for word in said.split():
            self.withdrawn.add(self.option(word.removeprefix("-"), line))

    def vote(self, said: str, line: int) -> Vote:
        words = re.sub(r"^\([^)]*\)", "", said).split()
        if len(words) < _VOTE or words[-1] != "0":
            message = "a vote is its count, its options and a 0 at the end."
            raise UncountableVotesError(message, line=line)
        times = whole(words[0], line=line, what="the count of a vote")
        return Vote(ranks=self.ranks(words[1:-1], line), times=times)

    def ranks(self, words: list[str], line: int) -> Ranks:
        """Read places; "-" is a place left empty, "2=3" are two equal options."""
        said = [word.split("=") for word in words if word != "-"]
        refuse_repeated([word for equals in said for word in equals], line=line)
        places = [tuple(self.option(word, line) for word in equals) for equals in said]
        standing = (tuple(o for o in p if o not in self.withdrawn) for p in places)
        return tuple(place for place in standing if place)

    def option(self, word: str, line: int) -> int:
        said = whole(word, line=line, what="an option")
        if not 1 <= said <= self.options:
            message = f"there is no option {said}; there are {self.options}."
            raise UncountableVotesError(message, line=line)
        return said - 1

    def read_names(self) -> tuple[str, ...]:
        names: list[str] = []
        while len(names) < self.options:
            line, said = self.next(f"the names of all {self.options} options")
            names += _QUOTED.findall(said) if '"' in said else [said]
            refuse_repeated(names[: self.options], line=line)
        return tuple(names[: self.options])
