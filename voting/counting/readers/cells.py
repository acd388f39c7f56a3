"""Numbers, names and rankings as they stand in files."""

import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from voting.counting.elections import Ranks
from voting.counting.errors import UncountableVotesError

_WHOLE = re.compile(r"\d{1,12}")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,9})?")


def whole(text: str, *, line: int, what: str) -> int:
    """Read a whole number of at least nothing.

    Raises:
        UncountableVotesError: it is none.
    """
    if not _WHOLE.fullmatch(text.strip()):
        message = f"{what} is a whole number, not “{_short(text)}”."
        raise UncountableVotesError(message, line=line)
    return int(text)


def number(text: str, *, line: int, what: str) -> Fraction:
    """Read a number with or without places, exactly.

    Raises:
        UncountableVotesError: it is none.
    """
    if not _NUMBER.fullmatch(text.strip()):
        message = f"{what} is a number, not “{_short(text)}”."
        raise UncountableVotesError(message, line=line)
    return Fraction(text.strip())


def refuse_repeated(names: Sequence[str], *, line: int) -> None:
    """Let no name stand twice.

    Raises:
        UncountableVotesError: one does.
    """
    repeated = [name for name, times in Counter(names).items() if times > 1]
    if repeated:
        message = f"“{_short(repeated[0])}” stands twice."
        raise UncountableVotesError(message, line=line)


class Options:
    """Names by position, in the order in which a file first says them."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, name: str) -> int:
        """Give the position of a name; a new one is added."""
        return self._places.setdefault(name, len(self._places))

    def ranks(self, groups: Sequence[Sequence[str]]) -> Ranks:
        """Turn names into positions."""
        return tuple(tuple(self.place(name) for name in equals) for equals in groups)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name so far."""
        return tuple(self._places)


def ranks_by(points: dict[int, Fraction], *, best_is_greatest: bool) -> Ranks:
    """Rank options by their numbers, equal ones together."""
    numbers = sorted(set(points.values()), reverse=best_is_greatest)
    return tuple(tuple(o for o, said in points.items() if said == n) for n in numbers)


def _short(text: str) -> str:
    shown = "".join(c if c.isprintable() else "�" for c in text.strip()[:_LONGEST])
    return shown if len(text.strip()) <= _LONGEST else f"{shown}…"


_LONGEST = 60
