"""Which part of the new text each part of the old one has become, one to one.

What is certain is paired first and then helps to judge the rest: parts whose words are
the same and stand once; parts clearly more alike than any others; what stands in the
same order between two pairs; what is more alike than anything left; and at last, with
no word in common, what has the same number at the same place.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drafts.comparing.likeness import Likeness
from drafts.comparing.units import ReadUnit

_FIRM = 0.5  # alike enough to be the same part wherever it stands
_LIKELY = 0.3  # alike enough where nothing else claims either
_MARGIN = 0.1  # and by so much more than any other
_IN_ORDER = 0.18  # alike enough between two pairs that frame both
_NUMBER = 0.25  # what the expected number adds to that
_PLACE = 0.1  # what number, or a neighbour, adds to that
_SAME_NUMBER = 2.5  # what the very number tells of parts with no word in common,
_SAME_PLACE = 1.0  # the number that the neighbours let expect,
_SAME_ORDER = 0.4  # and the order alone
_KEEPS_NUMBERS = 0.8  # of the pairs found; then numbers are names
_MOST_CELLS = 12_000  # in larger gaps only candidates are looked at
_FEW_WORDS = 4


@dataclass(slots=True)
class Pairing:
    """The parts paired so far; a part may have several partners, their part only it."""

    likeness: Likeness
    of_old: list[list[int]]
    of_new: list[list[int]]

    @classmethod
    def none_yet(cls, likeness: Likeness) -> "Pairing":
        """Begin with no part paired."""
        return cls(likeness, [[] for _ in likeness.old], [[] for _ in likeness.new])

    def backwards(self) -> "Pairing":
        """The same pairs, read from the new text to the old one."""
        return Pairing(self.likeness.backwards(), self.of_new, self.of_old)

    def add(self, i: int, j: int) -> None:
        """Pair an old part with a new one."""
        self.of_old[i].append(j)
        self.of_new[j].append(i)

    def is_free(self, i: int, j: int) -> bool:
        """Whether neither has a partner yet."""
        return not self.of_old[i] and not self.of_new[j]

    def old(self, i: int) -> ReadUnit:
        """The old part at a position."""
        return self.likeness.old[i]

    def new(self, j: int) -> ReadUnit:
        """The new part at a position."""
        return self.likeness.new[j]

    def same_kind(self, i: int, j: int) -> bool:
        """Whether both are articles, both chapters and so on."""
        return self.old(i).kind == self.new(j).kind

    def same_number(self, i: int, j: int) -> bool:
        """Whether both have a number, and the same."""
        return self.old(i).number == self.new(j).number != ""


def pair_identical(pairing: Pairing) -> None:
    """Pair parts of the same words that stand once in each text."""
    here = _standing_once(pairing.likeness.old)
    there = _standing_once(pairing.likeness.new)
    for said, i in here.items():
        if said in there:
            pairing.add(i, there[said])


def _standing_once(units: Sequence[ReadUnit]) -> dict[tuple[object, ...], int]:
    keys = [(unit.kind, unit.words) for unit in units]
    count = Counter(keys)
    return {key: index for index, key in enumerate(keys) if key[1] and count[key] == 1}


def pair_alike(pairing: Pairing, least: float) -> None:
    """Pair what is alike, and clearly more so than with anything else that is free."""
    scores = {
        (i, j): score
        for i, j in pairing.likeness.candidates
        if pairing.is_free(i, j)
        if (score := _score(pairing, i, j)) >= least
    }
    best_old, best_new = _best_two(scores, 0), _best_two(scores, 1)
    for (i, j), score in sorted(scores.items(), key=lambda item: -item[1]):
        rival = max(_rival(best_old[i], score), _rival(best_new[j], score))
        if pairing.is_free(i, j) and score - rival >= _MARGIN:
            pairing.add(i, j)


def _score(pairing: Pairing, i: int, j: int) -> float:
    score = pairing.likeness.alike(i, j)
    if not pairing.same_kind(i, j):
        return score if score > 0.8 and len(pairing.old(i).words) > _FEW_WORDS else 0.0
    return score + _MARGIN / 2 * pairing.same_number(i, j)


def _best_two(
    scores: dict[tuple[int, int], float], side: int
) -> defaultdict[int, list[float]]:
    best: defaultdict[int, list[float]] = defaultdict(list)
    for pair, score in scores.items():
        best[pair[side]] = sorted([*best[pair[side]], score], reverse=True)[:2]
    return best


def _rival(best: Sequence[float], score: float) -> float:
    """The best score of the others, when `score` is one of those counted."""
    if score < best[0]:
        return best[0]
    return best[1] if len(best) > 1 else 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """Free old parts between two pairs, and the free new parts that adjoin these.

    `shifts` is how much greater the numbers of the new parts of the two pairs are;
    it `is_closed` if nothing else stands between these.
    """

    old: list[int]
    new: list[int]
    shifts: frozenset[int]
    is_closed: bool


def gaps_of(pairing: Pairing) -> Iterator[Gap]:
    """Yield the gaps in the order of the old text."""
    run: list[int] = []
    left = -1
    for i in range(len(pairing.of_old) + 1):
        if i < len(pairing.of_old) and not pairing.of_old[i]:
            run.append(i)
            continue
        if run:
            yield _gap(pairing, run, left, i)
        run, left = [], i


def _gap(pairing: Pairing, run: list[int], left: int, right: int) -> Gap:
    first = max(pairing.of_old[left]) if left >= 0 else -1
    after = pairing.of_old[right] if right < len(pairing.of_old) else []
    last = min(after, default=len(pairing.of_new))
    following = _free_from(pairing, first + 1, 1)
    leading = _free_from(pairing, last - 1, -1)[::-1]
    new = list(dict.fromkeys([*following, *leading]))
    shifts = [*_shift(pairing, left), *_shift(pairing, right)]
    return Gap(run, new, frozenset(shifts), following == leading)


def _free_from(pairing: Pairing, j: int, step: int) -> list[int]:
    found: list[int] = []
    while 0 <= j < len(pairing.of_new) and not pairing.of_new[j]:
        found.append(j)
        j += step
    return found


def _shift(pairing: Pairing, i: int) -> Iterator[int]:
    """By how much the number of a paired part has grown, where both have plain ones.

    Before the first part and after the last, the outermost numbers tell.
    """
    if 0 <= i < len(pairing.of_old):
        numbers = [pairing.old(i).number, pairing.new(pairing.of_old[i][0]).number]
    else:
        end = 0 if i < 0 else -1
        texts = (pairing.likeness.old, pairing.likeness.new)
        numbers = [_numbers(units)[end] for units in texts if _numbers(units)]
    if len(numbers) == 2 and all(number.isdecimal() for number in numbers):
        yield int(numbers[1]) - int(numbers[0])


def _numbers(units: Sequence[ReadUnit]) -> list[str]:
    return [unit.number for unit in units if unit.number and unit.kind == "article"]


def pair_in_gaps(pairing: Pairing) -> None:
    """Pair, in order, what is somewhat alike between the same two pairs."""
    for gap in list(gaps_of(pairing)):
        new = [j for j in gap.new if not pairing.of_new[j]]
        close = _closeness(pairing, gap)
        for i, j in best_in_order(gap.old, new, close):
            if _said(pairing, i, j) >= _IN_ORDER:
                pairing.add(i, j)


Score = dict[tuple[int, int], float]


def _closeness(pairing: Pairing, gap: Gap) -> Score:
    """Score the pairs of a gap that may be the same part."""
    likeness = pairing.likeness
    here = {likeness.old_words[i] for i in gap.old}
    there = {likeness.new_words[j] for j in gap.new}
    pairs: Iterable[tuple[int, int]] = (
        [(i, j) for i in gap.old for j in gap.new]
        if len(here) * len(there) <= _MOST_CELLS
        else _known_in(pairing, gap)
    )
    scores = {
        (i, j): _close(pairing, gap, i, j) for i, j in pairs if pairing.same_kind(i, j)
    }
    return {pair: score for pair, score in scores.items() if score}


def _known_in(pairing: Pairing, gap: Gap) -> Iterator[tuple[int, int]]:
    old, new = set(gap.old), set(gap.new)
    yield from ((i, j) for i, j in pairing.likeness.candidates if i in old and j in new)
    by_number = {(pairing.new(j).kind, pairing.new(j).number): j for j in gap.new}
    for i in gap.old:
        j = by_number.get((pairing.old(i).kind, pairing.old(i).number))
        if j is not None:
            yield i, j


def _close(pairing: Pairing, gap: Gap, i: int, j: int) -> float:
    said = _said(pairing, i, j)
    agrees = _agrees(pairing, gap, i, j)
    if said < _IN_ORDER and not agrees:
        return 0.0
    return said + _NUMBER * agrees + _PLACE * _is_near(pairing, i, j)


def _said(pairing: Pairing, i: int, j: int) -> float:
    """How alike two parts are; headings without a caption are, where they stand."""
    if pairing.old(i).words or pairing.new(j).words:
        return pairing.likeness.alike(i, j)
    return 2 * _IN_ORDER if _is_near(pairing, i, j) else _IN_ORDER


def _agrees(pairing: Pairing, gap: Gap, i: int, j: int) -> bool:
    """Whether the number is what one expects from the pairs around."""
    old, new = pairing.old(i).number, pairing.new(j).number
    if old.isdecimal() and new.isdecimal() and gap.shifts:
        return min(gap.shifts) <= int(new) - int(old) <= max(gap.shifts)
    return pairing.same_number(i, j)


def _is_near(pairing: Pairing, i: int, j: int) -> bool:
    """Whether the parts just before, or just after, both are a pair."""
    before = i and j and j - 1 in pairing.of_old[i - 1]
    after = i + 1 < len(pairing.of_old) and j + 1 in pairing.of_old[i + 1]
    return bool(before or after)


def best_in_order(
    old: Sequence[int], new: Sequence[int], scores: Score
) -> list[tuple[int, int]]:
    """Choose pairs that cross nowhere, with the highest sum of scores."""
    if not scores:
        return []
    rows = [[0.0] * (len(new) + 1)]
    for i in old:
        row, above = [0.0], rows[-1]
        for place, j in enumerate(new):
            met = above[place] + scores.get((i, j), -1.0)
            row.append(max(met, above[place + 1], row[place]))
        rows.append(row)
    return _traced(old, new, rows, scores)


def _traced(
    old: Sequence[int], new: Sequence[int], rows: list[list[float]], scores: Score
) -> list[tuple[int, int]]:
    a, b = len(old), len(new)
    chosen: list[tuple[int, int]] = []
    while a and b:
        score = scores.get((old[a - 1], new[b - 1]), -1.0)
        if score > 0 and rows[a][b] == rows[a - 1][b - 1] + score:
            a, b = a - 1, b - 1
            chosen.append((old[a], new[b]))
        elif rows[a][b] == rows[a - 1][b]:
            a -= 1
        else:
            b -= 1
    return chosen[::-1]


def pair_repeated(pairing: Pairing) -> None:
    """Pair what is left of parts that say the same several times: by number, in order."""
    here, there = _free_by_words(pairing, 0), _free_by_words(pairing, 1)
    for said, old in here.items():
        new = there.get(said, [])
        same = {pairing.new(j).number: j for j in reversed(new)}
        for i in old:
            j = same.get(pairing.old(i).number)
            if j is not None and pairing.is_free(i, j):
                pairing.add(i, j)
        free_old = [i for i in old if not pairing.of_old[i]]
        free_new = [j for j in new if not pairing.of_new[j]]
        for i, j in zip(free_old, free_new, strict=False):
            pairing.add(i, j)


def _free_by_words(pairing: Pairing, side: int) -> dict[tuple[object, ...], list[int]]:
    units = (pairing.likeness.old, pairing.likeness.new)[side]
    partners = (pairing.of_old, pairing.of_new)[side]
    found: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        if not partners[index] and unit.words:
            found[unit.kind, unit.words].append(index)
    return found


def pair_by_place(pairing: Pairing) -> None:
    """Pair what was written anew: the same number at the same place."""
    for gap in list(gaps_of(pairing)):
        new = [j for j in gap.new if not pairing.of_new[j]]
        scores = _placed(pairing, gap, new)
        for i, j in best_in_order(gap.old, new, scores):
            pairing.add(i, j)


def _placed(pairing: Pairing, gap: Gap, new: Sequence[int]) -> Score:
    """Score what may be the same part by its number, or by order if it has none."""
    scores = {
        (i, j): _number_tells(pairing, gap, i, j) + _order_tells(pairing, gap, i, j)
        for i in gap.old
        for j in new
        if pairing.same_kind(i, j)
    }
    return {
        (i, j): score + pairing.likeness.alike(i, j)
        for (i, j), score in scores.items()
        if score
    }


def _number_tells(pairing: Pairing, gap: Gap, i: int, j: int) -> float:
    if pairing.same_number(i, j) and (0 in gap.shifts or not gap.shifts):
        return _SAME_NUMBER
    return _SAME_PLACE * _agrees(pairing, gap, i, j)


def _order_tells(pairing: Pairing, gap: Gap, i: int, j: int) -> float:
    """Parts without number meet where as many stand in the same gap."""
    numbered = pairing.old(i).number and pairing.new(j).number
    if numbered or not gap.is_closed or len(gap.old) != len(gap.new):
        return 0.0
    return _SAME_ORDER * (gap.old.index(i) == gap.new.index(j))


def pair_by_number(pairing: Pairing) -> None:
    """Pair what was written anew and moved, in a text that keeps its numbers."""
    kept = [
        pairing.same_number(i, js[0])
        for i, js in enumerate(pairing.of_old)
        if js and pairing.old(i).number
    ]
    if sum(kept) < _KEEPS_NUMBERS * len(kept) or not kept:
        return
    here, there = _free_numbers(pairing, 0), _free_numbers(pairing, 1)
    for name, old in here.items():
        new = there.get(name, [])
        if len(old) == len(new) == 1:
            pairing.add(old[0], new[0])


def _free_numbers(pairing: Pairing, side: int) -> dict[tuple[str, str], list[int]]:
    units = (pairing.likeness.old, pairing.likeness.new)[side]
    partners = (pairing.of_old, pairing.of_new)[side]
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        if not partners[index] and unit.number:
            found[unit.kind, unit.number].append(index)
    return found
