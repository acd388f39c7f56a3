"""Texts that are one text: a campaign's words, with another greeting or signature.

Two steps. A sketch finds who could be alike: the smallest hashes of the three-word
phrases of a text (Broder 1997, "On the resemblance and containment of documents").
Then the words themselves decide. Two texts are one when, letters folded and punctuation
aside,

- nine tenths of their words are the same, in the same order,
- words that turn a sentence round (negations, numbers, words for and against) are the
  same, each as often, and
- no words stand in place of others. A word more or less is a nuance; another word is
  another demand.

Whole sentences or lines of six words at most at the very beginning and the very end,
where people greet and sign, are left out of the comparison.
"""

import heapq
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from comments.analysis.turns import TURNS
from foundation.core.redline.matching import Block, blocks_in_common

FEWEST_WORDS = 8
LEAST_LIKENESS = 0.9
LONGEST_FRAME = 6
PHRASE = 3
SKETCH = 6
FEWEST_SHARED = 2

PIECES = re.compile(r"(?P<word>[^\W_]+)|(?P<end>[\n.,!?;:،؛؟…—–])")
LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي",
        "ة": "ه",
        "ک": "ك",
        "ی": "ي",
        **{chr(0x660 + n): str(n) for n in range(10)},
        **{chr(0x6F0 + n): str(n) for n in range(10)},
    }
)
UNSEEN = frozenset({"Mn", "Cf", "Lm"})
PREFIXES = ("و", "ف", "ال", "وال", "ب", "ل", "بال", "لل")


@dataclass(frozen=True, slots=True)
class Likeness:
    """A text as it is compared: its folded words, and where sentences begin."""

    words: tuple[str, ...]
    starts: frozenset[int]
    turns: tuple[str, ...]

    @property
    def is_long_enough(self) -> bool:
        """Whether it is long enough to be one text rather than one opinion."""
        return len(self.words) >= FEWEST_WORDS

    @property
    def whole(self) -> int:
        """Name the words and their order by one number."""
        return _number(" ".join(self.words))

    @property
    def marks(self) -> list[int]:
        """Name what is looked up: the whole, and the sketch."""
        phrases = zip(*(self.words[n:] for n in range(PHRASE)), strict=False)
        hashes = {_number(" ".join(phrase)) for phrase in phrases}
        return [self.whole, *heapq.nsmallest(SKETCH, hashes - {self.whole})]


def likeness_of(text: str) -> Likeness:
    """Fold a text into what it is compared by."""
    words: list[str] = []
    starts = {0}
    for piece in PIECES.finditer(_folded(text)):
        if piece["end"]:
            starts.add(len(words))
        else:
            words.append(piece["word"])
    return Likeness(tuple(words), frozenset(starts), tuple(sorted(_turns(words))))


def is_one_text(one: Likeness, other: Likeness) -> bool:
    """Whether two texts say the same in the same words; see the module."""
    if one.words == other.words:
        return True
    if one.turns != other.turns or not _may_be_alike(one, other):
        return False
    blocks = list(_cut_at_starts(one, other))
    return any(_are_one(body, one, other) for body in _bodies(blocks, one, other))


def _cut_at_starts(one: Likeness, other: Likeness) -> Iterator[Block]:
    """List what both have, cut where a sentence begins in both."""
    for block in blocks_in_common(one.words, other.words):
        start = 0
        for offset in range(1, block.length + 1):
            place = Block(block.old + offset, block.new + offset, 0)
            if offset == block.length or _begins(place, one, other):
                yield Block(block.old + start, block.new + start, offset - start)
                start = offset


def _bodies(
    blocks: Sequence[Block], one: Likeness, other: Likeness
) -> Iterator[Sequence[Block]]:
    """Name what may be the body: names in two signatures can have a word in common."""
    for start in range(len(blocks)):
        before = max(blocks[start].old, blocks[start].new)
        if start and before > LONGEST_FRAME:
            return
        for stop in range(len(blocks), start, -1):
            last = blocks[stop - 1]
            if stop < len(blocks) and max(_after(last, one, other)) > LONGEST_FRAME:
                break
            yield blocks[start:stop]


def _are_one(body: Sequence[Block], one: Likeness, other: Likeness) -> bool:
    first, last = body[0], body[-1]
    frame = [first.old, first.new, *_after(last, one, other)]
    inside = len(one.words) + len(other.words) - sum(frame)
    common = sum(block.length for block in body)
    return (
        max(frame) <= LONGEST_FRAME
        and 2 * common >= LEAST_LIKENESS * inside
        and 2 * inside >= sum(frame)
        and _exchanges_nothing(body, one, other)
    )


def _after(last: Block, one: Likeness, other: Likeness) -> tuple[int, int]:
    """Count the words of each text behind a block."""
    return (
        len(one.words) - last.old - last.length,
        len(other.words) - last.new - last.length,
    )


def _may_be_alike(one: Likeness, other: Likeness) -> bool:
    """Compare the words without their order, which costs little."""
    common = (Counter(one.words) & Counter(other.words)).total()
    whole = len(one.words) + len(other.words)
    return 2 * common >= LEAST_LIKENESS * (whole - 4 * LONGEST_FRAME)


def _exchanges_nothing(blocks: Sequence[Block], one: Likeness, other: Likeness) -> bool:
    first, last = blocks[0], blocks[-1]
    stop = Block(len(one.words), len(other.words), 0)
    ends = Block(last.old + last.length, last.new + last.length, 0)
    inner = pairwise(blocks)
    return (
        _is_whole(Block(0, 0, 0), first, edge=_begins(first, one, other))
        and _is_whole(ends, stop, edge=_begins(ends, one, other))
        and all(
            left.old + left.length == right.old or left.new + left.length == right.new
            for left, right in inner
        )
    )


def _begins(block: Block, one: Likeness, other: Likeness) -> bool:
    """Whether a sentence begins in both texts where the block does."""
    return block.old in one.starts and block.new in other.starts


def _is_whole(start: Block, stop: Block, *, edge: bool) -> bool:
    """Whether a gap at an end is filled on one side alone, or with whole sentences."""
    return edge or start.old == stop.old or start.new == stop.new


def _turns(words: Sequence[str]) -> Iterator[str]:
    """Name the words that turn a sentence round, without what is written with them."""
    for word in words:
        bare = next((w for w in _behind_prefixes(word) if w in TURNS), "")
        if bare or any(letter.isdigit() for letter in word):
            yield bare or word


def _behind_prefixes(word: str) -> Iterator[str]:
    yield word
    for prefix in PREFIXES:
        if word.startswith(prefix):
            yield word[len(prefix) :]


def _folded(text: str) -> str:
    """Fold letters, and put apart what cannot be seen or only marks a letter.

    A contracted negation ("don't") becomes a word that says so.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    seen = "".join(c for c in plain if unicodedata.category(c) not in UNSEEN)
    return re.sub(r"n['’]t\b", " not", seen.translate(LETTERS))


def _number(words: str) -> int:
    """Hash to 63 bits, which every database keeps as a number."""
    digest = blake2b(words.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
