"""How alike two parts are, and which parts are worth comparing at all."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from drafts.comparing.units import Feature, ReadUnit, mass_of, weights_of

_MOST_MEETINGS = 400  # words that join more parts than this tell nothing
_MOST_CANDIDATES = 8


class Likeness:
    """The parts of two texts, and how alike any two of them are, 0 to 1.

    Alike is the weight of the words and pairs of words in common over what both weigh
    (Dice), where rare words weigh more. Answers are kept, and only parts that share
    some rare word are looked up in advance, so that large laws take little time.
    `old_words` and `new_words` name the words of each part: the same for equal words.
    """

    def __init__(self, old: Sequence[ReadUnit], new: Sequence[ReadUnit]) -> None:
        self.old, self.new = old, new
        self._weights = weights_of([*old, *new])
        self._old_mass = [mass_of(unit.bag.items(), self._weights) for unit in old]
        self._new_mass = [mass_of(unit.bag.items(), self._weights) for unit in new]
        self._known: dict[tuple[int, int], float] = {}
        said: dict[tuple[str, ...], int] = {}
        self.old_words = [said.setdefault(unit.words, len(said)) for unit in old]
        self.new_words = [said.setdefault(unit.words, len(said)) for unit in new]

    @cached_property
    def backwards(self) -> "Likeness":
        """The same, read from the new text to the old one."""
        turned = Likeness(self.new, self.old)
        turned.candidates = [(j, i) for i, j in self.candidates]
        return turned

    def alike(self, i: int, j: int) -> float:
        """Dice of two parts; 0 where one has no words."""
        mass = self._old_mass[i] + self._new_mass[j]
        return 2 * self.shared(i, j) / mass if mass else 0.0

    def held(self, i: int, j: int) -> tuple[float, float]:
        """The share of the old part that stands in the new one, and the other way."""
        shared = self.shared(i, j)
        return (
            shared / (self._old_mass[i] or 1.0),
            shared / (self._new_mass[j] or 1.0),
        )

    def shared(self, i: int, j: int) -> float:
        """What the words and pairs in common weigh."""
        words = self.old_words[i], self.new_words[j]
        if words not in self._known:
            self._known[words] = self._shared(self.old[i], self.new[j])
        return self._known[words]

    def _shared(self, one: ReadUnit, two: ReadUnit) -> float:
        if one.words == two.words:
            return mass_of(one.bag.items(), self._weights)
        small, large = sorted((one.bag, two.bag), key=len)
        return sum(
            self._weights[said] * min(count, large[said])
            for said, count in small.items()
            if said in large
        )

    @cached_property
    def candidates(self) -> list[tuple[int, int]]:
        """Pairs that share rare words: for each part the few that share the most."""
        met: defaultdict[tuple[int, int], float] = defaultdict(float)
        for said, here, there in self._meetings():
            for i in here:
                for j in there:
                    met[i, j] += self._weights[said]
        ranked = sorted(met, key=lambda pair: -met[pair])
        seen_old, seen_new = [0] * len(self.old), [0] * len(self.new)
        kept = []
        for i, j in ranked:
            if min(seen_old[i], seen_new[j]) < _MOST_CANDIDATES:
                kept.append((i, j))
            seen_old[i] += 1
            seen_new[j] += 1
        return kept

    def _meetings(self) -> Iterator[tuple[Feature, list[int], list[int]]]:
        """Words and pairs that stand in both texts, and in which parts, if in few."""
        here, there = _places(self.old), _places(self.new)
        for said in filter(there.__contains__, here):
            if len(here[said]) * len(there[said]) <= _MOST_MEETINGS:
                yield said, here[said], there[said]


def _places(units: Sequence[ReadUnit]) -> dict[Feature, list[int]]:
    places: defaultdict[Feature, list[int]] = defaultdict(list)
    for index, unit in enumerate(units):
        for said in unit.bag:
            places[said].append(index)
    return places
