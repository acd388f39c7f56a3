"""The pairs found so far, and those that are found by words alone.

What is certain is paired first and then helps to judge the rest: parts whose words are
the same and stand once; parts clearly more alike than any others; later what says the
same several times. `drafts.comparing.placing` pairs by order, number and place.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drafts.comparing.likeness import Likeness
from drafts.comparing.rising import heaviest_rising
from drafts.comparing.units import ReadUnit

CLEARLY = 0.5  # alike enough to be the same part under any number
_MARGIN = 0.1  # by so much more than any other
_FEW_WORDS = 8  # more must tell that a part has become one of another kind
_WORDY = frozenset({"article", "section"})  # the kinds that a text changes
_KEEPS_NUMBERS = 0.6  # of the pairs found; then numbers are names

Link = tuple[int, int]
Scores = dict[Link, float]
_Said = tuple[str, tuple[str, ...]]


@dataclass(slots=True)
class Pairing:
    """The parts paired so far; a part may have several partners, they only that one."""

    likeness: Likeness
    of_old: list[list[int]]
    of_new: list[list[int]]

    @classmethod
    def none_yet(cls, likeness: Likeness) -> "Pairing":
        """Begin with no part paired."""
        return cls(likeness, [[] for _ in likeness.old], [[] for _ in likeness.new])

    def backwards(self) -> "Pairing":
        """The same pairs, read from the new text to the old one."""
        return Pairing(self.likeness.backwards, self.of_new, self.of_old)

    def add(self, i: int, j: int) -> None:
        """Pair an old part with a new one."""
        self.of_old[i].append(j)
        self.of_new[j].append(i)

    def is_free(self, i: int, j: int) -> bool:
        """Whether neither has a partner yet."""
        return not self.of_old[i] and not self.of_new[j]

    def free_old(self) -> Iterator[tuple[int, ReadUnit]]:
        """The old parts without a partner, and where they stand."""
        units = enumerate(self.likeness.old)
        yield from ((i, unit) for i, unit in units if not self.of_old[i])

    def free_new(self) -> Iterator[tuple[int, ReadUnit]]:
        """The new parts without a partner, and where they stand."""
        units = enumerate(self.likeness.new)
        yield from ((j, unit) for j, unit in units if not self.of_new[j])

    def old(self, i: int) -> ReadUnit:
        """The old part at a position."""
        return self.likeness.old[i]

    def new(self, j: int) -> ReadUnit:
        """The new part at a position."""
        return self.likeness.new[j]

    def same_kind(self, i: int, j: int) -> bool:
        """Whether both are articles, both chapters and so on."""
        return self.old(i).kind == self.new(j).kind

    def may_be_same(self, i: int, j: int) -> bool:
        """Whether words can make both the same: a section may become an article."""
        both = self.old(i), self.new(j)
        return self.same_kind(i, j) or all(
            unit.kind in _WORDY and len(unit.words) > _FEW_WORDS for unit in both
        )

    def same_number(self, i: int, j: int) -> bool:
        """Whether both have a number, and the same."""
        return self.old(i).number == self.new(j).number != ""

    def keeps_numbers(self) -> bool:
        """Whether most parts that were paired kept their number."""
        kept = [
            self.same_number(i, js[0])
            for i, js in enumerate(self.of_old)
            if js and self.old(i).number
        ]
        return bool(kept) and sum(kept) >= _KEEPS_NUMBERS * len(kept)

    def backbone(self) -> list[Link]:
        """The pairs that kept their order, as many as can be; none if they are few."""
        links = [(i, min(js)) for i, js in enumerate(self.of_old) if js]
        kept = heaviest_rising([j for _, j in links], [1.0] * len(links))
        return [links[at] for at in kept] if 2 * len(kept) >= len(links) else []


class Names:
    """The free parts of a text that keeps its numbers, by kind and number."""

    def __init__(self, pairing: Pairing) -> None:
        self._pairing = pairing
        keeps = pairing.keeps_numbers()
        self.old = _by_name(pairing.free_old()) if keeps else {}
        self.new = _by_name(pairing.free_new()) if keeps else {}

    def differ(self, i: int, j: int) -> bool:
        """Whether one of both has a free namesake that is not the other."""
        if self._pairing.same_number(i, j):
            return False
        return (
            _name(self._pairing.old(i)) in self.new
            or _name(self._pairing.new(j)) in self.old
        )


def _name(unit: ReadUnit) -> tuple[str, str]:
    return unit.kind, unit.number


def _by_name(
    units: Iterator[tuple[int, ReadUnit]],
) -> dict[tuple[str, str], list[int]]:
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, unit in units:
        if unit.number:
            found[_name(unit)].append(index)
    return dict(found)


def pair_identical(pairing: Pairing) -> None:
    """Pair parts of the same words that stand once in each text."""
    here = _standing_once(pairing.likeness.old)
    there = _standing_once(pairing.likeness.new)
    for said, i in here.items():
        if said in there:
            pairing.add(i, there[said])


def _standing_once(units: Sequence[ReadUnit]) -> dict[_Said, int]:
    said = [(unit.kind, unit.words) for unit in units]
    count = Counter(said)
    return {key: at for at, key in enumerate(said) if key[1] and count[key] == 1}


def pair_alike(pairing: Pairing, least: float) -> None:
    """Pair what is alike, and clearly more so than with anything else that is free.

    Where numbers are names, a part leaves its namesake only for clearly its own words.
    """
    scores = _scores(pairing, least)
    best_old, best_new = _best_two(scores, 0), _best_two(scores, 1)
    for (i, j), score in sorted(scores.items(), key=lambda item: -item[1]):
        rival = max(_rival(best_old[i], score), _rival(best_new[j], score))
        if pairing.is_free(i, j) and score - rival >= _MARGIN:
            pairing.add(i, j)


def _scores(pairing: Pairing, least: float) -> Scores:
    names = Names(pairing)
    scores: Scores = {}
    for i, j in pairing.likeness.candidates:
        if pairing.is_free(i, j):
            score = _score(pairing, i, j)
            if score >= (max(least, CLEARLY) if names.differ(i, j) else least):
                scores[i, j] = score
    return scores


def _score(pairing: Pairing, i: int, j: int) -> float:
    score = pairing.likeness.alike(i, j)
    if pairing.same_kind(i, j):
        return score + _MARGIN / 2 * pairing.same_number(i, j)
    return score - _MARGIN if pairing.may_be_same(i, j) else 0.0


def _best_two(scores: Scores, side: int) -> dict[int, list[float]]:
    best: defaultdict[int, list[float]] = defaultdict(list)
    for link, score in scores.items():
        best[link[side]] = sorted([*best[link[side]], score], reverse=True)[:2]
    return best


def _rival(best: Sequence[float], score: float) -> float:
    """The best score of the others, when `score` is one of those counted."""
    return best[0] if score < best[0] else sum(best[1:])


def pair_repeated(pairing: Pairing) -> None:
    """Pair what is left of parts that say the same several times: by number, in order.

    Parts without words say nothing, so only their number pairs them.
    """
    here, there = _by_words(pairing.free_old()), _by_words(pairing.free_new())
    for said, old in here.items():
        new = there.get(said, [])
        _pair_same_numbers(pairing, old, new)
        left = [i for i in old if said[1] and not pairing.of_old[i]]
        right = [j for j in new if not pairing.of_new[j]]
        for i, j in zip(left, right, strict=False):
            pairing.add(i, j)


def _pair_same_numbers(
    pairing: Pairing, old: Sequence[int], new: Sequence[int]
) -> None:
    same = {pairing.new(j).number: j for j in reversed(new) if pairing.new(j).number}
    for i in old:
        j = same.get(pairing.old(i).number)
        if j is not None and pairing.is_free(i, j):
            pairing.add(i, j)


def _by_words(units: Iterator[tuple[int, ReadUnit]]) -> dict[_Said, list[int]]:
    found: defaultdict[_Said, list[int]] = defaultdict(list)
    for index, unit in units:
        found[unit.kind, unit.words].append(index)
    return found


def pair_by_name(pairing: Pairing) -> None:
    """Pair what was written anew under its number, without being moved.

    In a text that keeps its numbers it may have been moved as well.
    """
    here, there = _by_name(pairing.free_old()), _by_name(pairing.free_new())
    backbone, keeps = pairing.backbone(), pairing.keeps_numbers()
    for name, old in here.items():
        new = there.get(name, [])
        if len(old) == len(new) == 1:
            i, j = old[0], new[0]
            if keeps or (backbone and not _crosses(backbone, i, j)):
                pairing.add(i, j)


def _crosses(backbone: Sequence[Link], i: int, j: int) -> bool:
    """Whether a pair stands before one of these in one text, in the other after."""
    before = bisect_left([old for old, _ in backbone], i)
    return before != bisect_left([new for _, new in backbone], j)
