"""Stretches between two pairs, and the numbers that one expects there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafts.comparing.pairing import Pairing
from drafts.comparing.units import ReadUnit

_ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Gap:
    """Free old parts between two pairs, and the free new parts that adjoin these.

    `shifts` are by how much a number may have grown here; without any, numbers are
    expected to be the same. The gap `is_closed` if nothing else stands between the new
    parts of the two pairs.
    """

    old: list[int]
    new: list[int]
    shifts: frozenset[int]
    is_closed: bool

    def expects(self, old: ReadUnit, new: ReadUnit) -> bool:
        """Whether the number of the new part is what the pairs around let expect."""
        if old.number.isdecimal() and new.number.isdecimal() and self.shifts:
            return int(new.number) - int(old.number) in self.shifts
        return old.number == new.number != ""


def gaps_of(pairing: Pairing) -> Iterator[Gap]:
    """Yield the gaps in the order of the old text; pairs may be added meanwhile."""
    run: list[int] = []
    for i in range(len(pairing.of_old) + 1):
        if i < len(pairing.of_old) and not pairing.of_old[i]:
            run.append(i)
        elif run:
            yield _gap(pairing, run)
            run = []


def _gap(pairing: Pairing, run: list[int]) -> Gap:
    left, right = run[0] - 1, run[-1] + 1
    first = max(pairing.of_old[left]) if left >= 0 else -1
    after = pairing.of_old[right] if right < len(pairing.of_old) else []
    last = min(after, default=len(pairing.of_new))
    following = _free_from(pairing, first + 1, 1)
    leading = _free_from(pairing, last - 1, -1)[::-1]
    new = list(dict.fromkeys([*following, *leading]))
    shifts = [*_shift(pairing, left), *_shift(pairing, right)]
    is_closed = following == leading
    if is_closed:
        shifts = _between(shifts, len(new) - len(run))
    return Gap(run, new, frozenset(shifts), is_closed)


def _free_from(pairing: Pairing, j: int, step: int) -> list[int]:
    found: list[int] = []
    while 0 <= j < len(pairing.of_new) and not pairing.of_new[j]:
        found.append(j)
        j += step
    return found


def _between(shifts: Sequence[int], more: int) -> list[int]:
    """All shifts between two, if what was added and removed there explains them."""
    if len(shifts) > 1 and shifts[1] - shifts[0] not in {0, more}:
        return []
    return list(range(min(shifts, default=0), max(shifts, default=-1) + 1))


def _shift(pairing: Pairing, i: int) -> Iterator[int]:
    """By how much the number of a paired part has grown, where both have plain ones.

    Before the first part and after the last, the outermost numbers tell.
    """
    if 0 <= i < len(pairing.of_old):
        numbers = [pairing.old(i).number, pairing.new(pairing.of_old[i][0]).number]
    else:
        texts = (pairing.likeness.old, pairing.likeness.new)
        numbers = [_outermost(units, last=i >= 0) for units in texts]
    if all(number.isdecimal() for number in numbers):
        yield int(numbers[1]) - int(numbers[0])


def _outermost(units: Sequence[ReadUnit], *, last: bool) -> str:
    ordered = reversed(units) if last else iter(units)
    numbers = (unit.number for unit in ordered if unit.kind == _ARTICLE)
    return next(filter(None, numbers), "")
