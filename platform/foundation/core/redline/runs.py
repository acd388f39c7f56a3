"""The difference of two texts as runs of words, made to be read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice, takewhile
from typing import Literal, NamedTuple

from foundation.core.redline.matching import blocks_in_common
from foundation.core.redline.tokens import is_word, tokens_of

Kind = Literal["same", "del", "ins"]

_LARGEST_ISLAND = 4  # words; more in a row are worth reading as unchanged
_ENDS_A_SENTENCE = frozenset(".!?؟…\N{ARABIC FULL STOP}")
_PARTS_A_SENTENCE = frozenset(",;:،؛)]»")


class Run(NamedTuple):
    """A stretch of text that stayed, was taken out (`del`) or was put in (`ins`)."""

    kind: Kind
    text: str


@dataclass(slots=True)
class _Step:
    """What stayed, and then what was taken out and put in after it."""

    same: list[str] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    into: list[str] = field(default_factory=list)


class _Atom(NamedTuple):
    """A word or sign, and the white space before it; only the first is compared."""

    space: str
    token: str


def redline(old: str, new: str) -> list[Run]:
    """Tell what changed from one text to another, whole words at a time.

    The runs `same` and `del` joined are the old text, `same` and `ins` the new one;
    what was taken out stands before what was put in its place. Short words in common
    between two changes are counted as changed, so that phrases stay together.
    """
    if old == new:
        return [Run("same", old)] if old else []
    steps = _steps(_atoms(old), _atoms(new))
    return list(_runs(_rejoined(_settled(_without_islands(steps)))))


def changed_share(old: str, new: str) -> float:
    """The share of the words of both texts that stand in one of them only, 0 to 1."""
    count = {"same": 0, "del": 0, "ins": 0}
    for run in redline(old, new):
        count[run.kind] += sum(map(is_word, tokens_of(run.text)))
    changed = count["del"] + count["ins"]
    everything = changed + 2 * count["same"]
    return changed / everything if everything else float(old != new)


def _atoms(text: str) -> list[_Atom]:
    """Pair each token with the space before it; the last atom is the text's end."""
    atoms: list[_Atom] = []
    space = ""
    for token in tokens_of(text):
        if token.isspace():
            space = token
        else:
            atoms.append(_Atom(space, token))
            space = ""
    return [*atoms, _Atom(space, "")]


def _steps(old: Sequence[_Atom], new: Sequence[_Atom]) -> list[_Step]:
    """Line the words up; white space stayed where it is the same before both."""
    blocks = blocks_in_common([a.token for a in old], [a.token for a in new])
    steps = [_Step()]
    i = j = 0
    for block in blocks:
        out, into = _flat(old[i : block.old]), _flat(new[j : block.new])
        for place in range(block.length):
            was, now = old[block.old + place], new[block.new + place]
            if out or into or was.space != now.space:
                _change(steps, [*out, was.space], [*into, now.space])
                out, into = [], []
            elif now.space:
                _stay(steps, now.space)
            if now.token:
                _stay(steps, now.token)
        i, j = block.old + block.length, block.new + block.length
    return steps


def _change(steps: list[_Step], out: Sequence[str], into: Sequence[str]) -> None:
    """Enter a change; what both of its sides begin or end with stayed."""
    was, now = list(filter(None, out)), list(filter(None, into))
    head, was, now = _alike_first(was, now)
    tail, was, now = _alike_first(was[::-1], now[::-1])
    for token in head:
        _stay(steps, token)
    steps[-1].out += reversed(was)
    steps[-1].into += reversed(now)
    for token in reversed(tail):
        _stay(steps, token)


def _alike_first(
    one: list[str], two: list[str]
) -> tuple[list[str], list[str], list[str]]:
    """Cut off what both begin with: (that, the rest of one, the rest of the other)."""
    pairs = zip(one, two, strict=False)
    count = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return one[:count], one[count:], two[count:]


def _stay(steps: list[_Step], token: str) -> None:
    if steps[-1].out or steps[-1].into:
        steps.append(_Step())
    steps[-1].same.append(token)


def _flat(atoms: Sequence[_Atom]) -> list[str]:
    return [piece for atom in atoms for piece in atom if piece]


def _without_islands(steps: Sequence[_Step]) -> list[_Step]:
    """Count short stretches in common between two larger changes as changed."""
    kept: list[_Step] = []
    for step in steps:
        kept.append(step)
        while len(kept) > 1 and _is_island(kept[-2], kept[-1]):
            _drown(kept)
    return kept


def _is_island(before: _Step, after: _Step) -> bool:
    if not (before.out or before.into) or not (after.out or after.into):
        return False
    words = _few_words(after.same)
    if not _replaces(before, after):
        return not "".join(after.same).strip()
    if words == 0:
        return True
    return words <= _LARGEST_ISLAND and 2 * words <= min(_size(before), _size(after))


def _replaces(before: _Step, after: _Step) -> bool:
    """Whether the two changes together both take out and put in."""
    return bool((before.out or after.out) and (before.into or after.into))


def _size(step: _Step) -> int:
    """The words of the larger side of a change, as far as they matter."""
    return max(_few_words(step.out), _few_words(step.into))


def _few_words(tokens: Sequence[str]) -> int:
    """Count words, but no further than twice the largest island."""
    return sum(1 for _ in islice(filter(is_word, tokens), 2 * _LARGEST_ISLAND))


def _drown(steps: list[_Step]) -> None:
    island = steps.pop()
    steps[-1].out += island.same + island.out
    steps[-1].into += island.same + island.into


def _settled(steps: Sequence[_Step]) -> Sequence[_Step]:
    """Slide each single change, among equal places, to where a reader would cut."""
    for step, after in zip(steps, [*steps[1:], _Step()], strict=True):
        if step.out and step.into:
            _tighten(step, after.same)
        elif step.out or step.into:
            _slide(step, after.same)
    return steps


def _tighten(step: _Step, after: list[str]) -> None:
    """Leave out of a replacement the white space that both its sides have around."""
    head = _spaces_in_common(step.out, step.into)
    step.same += step.out[:head]
    del step.out[:head], step.into[:head]
    tail = _spaces_in_common(step.out[::-1], step.into[::-1])
    after[:0] = step.out[len(step.out) - tail :]
    del step.out[len(step.out) - tail :], step.into[len(step.into) - tail :]


def _spaces_in_common(one: Sequence[str], two: Sequence[str]) -> int:
    """Count the runs of white space that both begin with: none or one."""
    return int(bool(one and two) and one[0] == two[0] and one[0].isspace())


def _slide(step: _Step, after: list[str]) -> None:
    """Move a change between what stayed before and after it to its best place."""
    change = step.out or step.into
    tokens = step.same + change + after
    start, size = len(step.same), len(change)
    first = last = start
    while first and tokens[first - 1] == tokens[first + size - 1]:
        first -= 1
    while last + size < len(tokens) and tokens[last] == tokens[last + size]:
        last += 1
    best = max(range(first, last + 1), key=lambda at: (_cut(tokens, at, size), at))
    step.same[:] = tokens[:best]
    change[:] = tokens[best : best + size]
    after[:] = tokens[best + size :]


def _cut(tokens: Sequence[str], start: int, size: int) -> int:
    """How well a reader would take a change that begins and ends here."""
    return _rank(tokens, start) + _rank(tokens, start + size)


def _rank(tokens: Sequence[str], at: int) -> int:
    """How strong the border before a token is: 9 for the text's end, 0 for none."""
    if at in {0, len(tokens)}:
        return 9
    before, after = tokens[at - 1], tokens[at]
    if "\n" in before:
        return 8
    if "\n" in after:
        return 7
    if before.isspace() or after.isspace():
        said = tokens[at - 2] if before.isspace() and at > 1 else before
        return 2 + 4 * (said in _ENDS_A_SENTENCE) + 2 * (said in _PARTS_A_SENTENCE)
    return 0


def _rejoined(steps: Sequence[_Step]) -> list[_Step]:
    """Join changes that slid together, so that what was taken out stands first."""
    kept: list[_Step] = []
    for step in steps:
        if kept and not step.same:
            _drown([*kept[-1:], step])
        else:
            kept.append(step)
    return kept


def _runs(steps: Sequence[_Step]) -> Iterator[Run]:
    pieces = [piece for step in steps for piece in _pieces(step) if piece.text]
    for kind, group in groupby(pieces, key=lambda run: run.kind):
        yield Run(kind, "".join(run.text for run in group))


def _pieces(step: _Step) -> tuple[Run, Run, Run]:
    return (
        Run("same", "".join(step.same)),
        Run("del", "".join(step.out)),
        Run("ins", "".join(step.into)),
    )
