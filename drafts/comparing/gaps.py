"""Stretches between two pairs, and the numbers that one expects there."""

from collections.abc import Iterable, Iterator, Sequence
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
        if self.shifts and _is_plain(old) and _is_plain(new):
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
    is_closed = following == leading
    shifts = _shifts(pairing, left, right)
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


def _shifts(pairing: Pairing, left: int, right: int) -> list[int]:
    """By how much the numbers of the nearest paired articles have grown.

    Before the first part and after the last, the outermost numbers tell.
    """
    before = _shift(pairing, range(left, -1, -1))
    after = _shift(pairing, range(right, len(pairing.of_old)))
    if before is None and left < 0:
        before = _outer_shift(pairing, last=False)
    if after is None and right >= len(pairing.of_old) and before is not None:
        after = _outer_shift(pairing, last=True)
    return [shift for shift in (before, after) if shift is not None]


def _shift(pairing: Pairing, places: Iterable[int]) -> int | None:
    for i in places:
        if not pairing.of_old[i]:
            break
        shift = _grown(pairing.old(i), pairing.new(pairing.of_old[i][0]))
        if shift is not None or pairing.old(i).kind == _ARTICLE:
            return shift
    return None


def _outer_shift(pairing: Pairing, *, last: bool) -> int | None:
    old, new = (
        [unit for unit in units if unit.kind == _ARTICLE]
        for units in (pairing.likeness.old, pairing.likeness.new)
    )
    return _grown(old[-last], new[-last]) if old and new else None


def _grown(old: ReadUnit, new: ReadUnit) -> int | None:
    """By how much a number has grown, where both are articles with plain ones."""
    if _is_plain(old) and _is_plain(new):
        return int(new.number) - int(old.number)
    return None


def _is_plain(unit: ReadUnit) -> bool:
    return unit.kind == _ARTICLE and unit.number.isdecimal()
