"""What became of each part of a text on the way to its next version.

Parts are tied by their identity where they have one, by what an editor said where one
corrected it, and else by their words. A tie is a pair of positions, old and new.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from drafts.comparing import Change, Pair, keeper
from drafts.comparing.rising import heaviest_rising
from drafts.comparing.units import read_unit
from drafts.documents.parts import Outline, Part
from drafts.documents.units import align_outlines, languages_of, units_of
from drafts.states import SectionChange
from foundation.core.translated import LANGUAGES

_WESTERN: dict[int, int] = {}
_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_FEWEST_WORDS = 3  # fewer are met by chance
_TINY = 1e-9  # so that words decide only between rows of equal length


class Tie(NamedTuple):
    """An old part and a new one that it became, or part of it did."""

    old: int
    new: int


class Step(NamedTuple):
    """One row of what became of what; None where there is no part on that side."""

    old: int | None
    new: int | None
    change: SectionChange
    is_corrected: bool = False


class Group(NamedTuple):
    """Old and new parts that hang together; one side may be empty."""

    old: tuple[int, ...]
    new: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """What an editor said: these ties, and no others for these parts."""

    ties: frozenset[Tie] = frozenset()
    old: frozenset[int] = frozenset()
    new: frozenset[int] = frozenset()

    def holds(self, group: Group) -> bool:
        """Whether an editor spoke of any part of the group."""
        return not self.old.isdisjoint(group.old) or not self.new.isdisjoint(group.new)

    def leaves_free(self, tie: Tie) -> bool:
        """Whether the tie is between parts that no editor spoke of."""
        return tie.old not in self.old and tie.new not in self.new


NOTHING_CORRECTED = Corrected()


@dataclass(frozen=True, slots=True)
class Course:
    """Two versions of a text, and how their parts hang together."""

    old: Sequence[Part]
    new: Sequence[Part]
    ties: frozenset[Tie]
    corrected: Corrected = NOTHING_CORRECTED


def trace(
    old: Sequence[Part],
    new: Sequence[Part],
    corrected: Corrected = NOTHING_CORRECTED,
) -> frozenset[Tie]:
    """Tie the parts of two versions; words are compared only where names say nothing.

    A part with an identity that the old text knows is that part. What is left over on
    either side is aligned by its words (`drafts.comparing.aligning`).
    """
    at = {part.key: i for i, part in enumerate(old) if part.key}
    named = {Tie(at[part.key], j) for j, part in enumerate(new) if part.key in at}
    ties = set(corrected.ties) | set(filter(corrected.leaves_free, named))
    free_old = set(range(len(old))) - {tie.old for tie in ties} - corrected.old
    free_new = set(range(len(new))) - {tie.new for tie in ties} - corrected.new
    if free_old or free_new:
        found = filter(corrected.leaves_free, _aligned(old, new))
        ties |= {tie for tie in found if tie.old in free_old or tie.new in free_new}
        ties |= set(filter(corrected.leaves_free, _swallowed(old, new, ties)))
        turned = {Tie(tie.new, tie.old) for tie in ties}
        cut_off = {Tie(j, i) for i, j in _swallowed(new, old, turned)}
        ties |= set(filter(corrected.leaves_free, cut_off))
    return frozenset(ties)


def identified(course: Course) -> Outline:
    """Give each new part the identity of the old part that it is.

    Of a split part identity stays with the piece that keeps most of its words, of
    merged parts with the one that gave most; where an editor spoke, as it stands.
    """
    keys = {}
    for group in groups_of(course.ties):
        i, j = _kept(course, group)
        keys[j] = course.old[i].key
    known = {part.key for part in course.old}
    return [
        replace(part, key=keys.get(j, "" if part.key in known else part.key))
        for j, part in enumerate(course.new)
    ]


def steps_of(course: Course) -> list[Step]:
    """Name what became of every part; in the order of the new text, removed ones last.

    Of several words the rarer, more telling one wins: split and merged before changed,
    changed before moved, moved before renumbered.
    """
    corrected, words = course.corrected, Wording(course)
    groups = groups_of(course.ties)
    tied = {tie.new for tie in course.ties}
    held = {i: corrected.holds(group) for group in groups for i in group.old}
    steps = [
        Step(tie.old, tie.new, words.of(tie), held[tie.old]) for tie in course.ties
    ]
    steps += [
        Step(None, j, SectionChange.ADDED, j in corrected.new)
        for j in range(len(course.new))
        if j not in tied
    ]
    steps.sort(key=lambda step: (step.new or 0, step.old or 0))
    return steps + [
        Step(i, None, SectionChange.REMOVED, i in corrected.old)
        for i in range(len(course.old))
        if i not in held
    ]


def groups_of(ties: Collection[Tie]) -> list[Group]:
    """Gather ties that share a part; each group has parts on both sides."""
    of_old: dict[int, tuple[set[int], set[int]]] = {}
    of_new: dict[int, tuple[set[int], set[int]]] = {}
    for tie in sorted(ties):
        mine = of_old.get(tie.old) or (set(), set())
        other = of_new.get(tie.new) or mine
        mine[0].add(tie.old)
        mine[1].add(tie.new)
        if other is not mine:
            mine[0].update(other[0])
            mine[1].update(other[1])
        of_old |= dict.fromkeys(mine[0], mine)
        of_new |= dict.fromkeys(mine[1], mine)
    distinct = {id(group): group for group in of_old.values()}.values()
    return [Group(tuple(sorted(o)), tuple(sorted(n))) for o, n in distinct]


class Wording:
    """Finds the word for each tie of a course; what moved is found once for all."""

    def __init__(self, course: Course) -> None:
        self._old, self._new = course.old, course.new
        self._of_old = Counter(tie.old for tie in course.ties)
        self._of_new = Counter(tie.new for tie in course.ties)
        self._moved = self._find_moved(sorted(course.ties))

    def of_group(self, group: Group) -> SectionChange:
        """Name what happened to a whole group in one word."""
        if not group.old:
            return SectionChange.ADDED
        if not group.new:
            return SectionChange.REMOVED
        if len(group.new) > 1:
            return SectionChange.SPLIT
        if len(group.old) > 1:
            return SectionChange.MERGED
        return self.of(Tie(group.old[0], group.new[0]))

    def of(self, tie: Tie) -> SectionChange:
        """Name what happened between an old part and a new one."""
        if self._of_old[tie.old] > 1:
            return SectionChange.SPLIT
        if self._of_new[tie.new] > 1:
            return SectionChange.MERGED
        was, now = self._old[tie.old], self._new[tie.new]
        if was.kind != now.kind or not say_the_same(was, now):
            return SectionChange.CHANGED
        if tie in self._moved:
            return SectionChange.MOVED
        same = was.number == now.number
        return SectionChange.UNCHANGED if same else SectionChange.RENUMBERED

    def _find_moved(self, ties: Sequence[Tie]) -> set[Tie]:
        """Find what stands outside the longest row of parts that kept their order."""
        single = [
            tie for tie in ties if self._of_old[tie.old] == 1 == self._of_new[tie.new]
        ]
        weights = [1 + _TINY * _length(self._old[tie.old]) for tie in single]
        kept = heaviest_rising([tie.new for tie in single], weights)
        return set(single) - {single[at] for at in kept}


def say_the_same(was: Part, now: Part) -> bool:
    """Whether two parts say the same in every language that both have.

    The number in a heading does not count, nor does white space.
    """
    both = [code for code in LANGUAGES if _speaks(was, code) and _speaks(now, code)]
    return bool(both) and all(
        was.says(code)[:2] == now.says(code)[:2]
        or _exact(was, code) == _exact(now, code)
        for code in both
    )


def carry_words(
    new: Sequence[Part], stands: Sequence[Part], *, even_if_changed: bool
) -> Outline:
    """Keep beside a new wording what the text before it said otherwise.

    Words in languages that the new part does not speak are kept, and summaries in those
    that it does, where one part became one and says the same; with `even_if_changed`
    also where it says something else.
    """
    carried = list(new)
    for group in groups_of(trace(stands, [replace(part, key="") for part in new])):
        was, now = stands[group.old[0]], new[group.new[0]]
        is_one = len(group.old) == len(group.new) == 1
        if is_one and (even_if_changed or say_the_same(was, now)):
            carried[group.new[0]] = _with_words_of(now, was)
    return carried


def _with_words_of(now: Part, was: Part) -> Part:
    others = {
        code: said._replace(heading=_renumbered(said.heading, was.number, now.number))
        for code, said in was.words.items()
        if code not in now.words
    }
    spoken = {
        code: said._replace(summary=said.summary or was.says(code).summary)
        for code, said in now.words.items()
    }
    return replace(now, words={**others, **spoken})


def _renumbered(heading: str, was: str, now: str) -> str:
    """Write the new number into a heading; empty where it does not stand as digits.

    A heading that names another number than its section would be false.
    """
    if was == now or not heading:
        return heading
    for digits in (_WESTERN, _ARABIC_INDIC):
        number = re.compile(rf"(?<!\d){re.escape(was.translate(digits))}(?!\d)")
        if was and now and len(number.findall(heading)) == 1:
            return number.sub(now.translate(digits), heading)
    return ""


def _aligned(old: Sequence[Part], new: Sequence[Part]) -> Iterator[Tie]:
    for pair in align_outlines(old, new):
        yield from (Tie(i, j) for i in pair.old for j in pair.new)


def _swallowed(
    old: Sequence[Part], new: Sequence[Part], ties: Collection[Tie]
) -> Iterator[Tie]:
    """Tie short parts whose whole words now stand in what their neighbour became.

    Words are aligned only where there are enough of them; an editor who merges two
    short articles, or cuts one off, leaves them whole and beside each other.
    """
    became = dict(sorted(ties))
    for i, part in enumerate(old):
        beside = [became[at] for at in (i - 1, i + 1) if at in became]
        if i not in became:
            inside = (Tie(i, j) for j in beside if _stands_in(part, new[j]))
            yield from islice(inside, 1)


def _stands_in(part: Part, whole: Part) -> bool:
    """Whether all that a part says stands in another, in every language it is in."""
    pairs = [
        (" ".join(said.text.split()), " ".join(whole.says(code).text.split()))
        for code, said in part.words.items()
        if said.text
    ]
    return bool(pairs) and all(
        len(short.split()) >= _FEWEST_WORDS and short in long for short, long in pairs
    )


def _kept(course: Course, group: Group) -> Tie:
    """Choose the old and the new part of a group that are the same one."""
    old, new = course.old, course.new
    named = [Tie(i, j) for i in group.old for j in group.new if _same(old[i], new[j])]
    if named and course.corrected.holds(group):
        return named[0]
    if len(group.old) == len(group.new) == 1:
        return Tie(group.old[0], group.new[0])
    shared = languages_of(old) & languages_of(new) or set(LANGUAGES)
    pair = Pair(group.old, group.new, Change.SPLIT)
    return Tie(*keeper(pair, units_of(old, shared), units_of(new, shared)))


def _same(was: Part, now: Part) -> bool:
    return was.key == now.key != ""


def _speaks(part: Part, language: str) -> bool:
    said = part.says(language)
    return bool(said.heading or said.text)


def _exact(part: Part, language: str) -> str:
    return read_unit(units_of([part], {language})[0]).exact


def _length(part: Part) -> int:
    return sum(len(said.text) for said in part.words.values())
