"""Texts changed on purpose, with the truth of what became of each part.

Written apart from the code that is tried: here the changes are made, there they are
found.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from drafts.splitting import SplitSection

Link = tuple[tuple[int, ...], tuple[int, ...]]
_SENTENCE_END = re.compile(r"(?<=[.؟!؛])\s+(?=\S)|\n+")


@dataclass(frozen=True)
class Piece:
    """A part of the new text: the old positions it comes from, and how it reads."""

    sources: tuple[int, ...]
    section: SplitSection
    share: int = 0  # which piece of its source it is, when that was split


@dataclass
class Amended:
    """An old text and the new one that is being made of it."""

    old: list[SplitSection]
    random: Random
    new: list[Piece] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.new = [Piece((i,), section) for i, section in enumerate(self.old)]

    def reword(self, texts: Sequence[str]) -> None:
        """Give each part the wording that stands at its position in `texts`."""
        self.new = [
            replace(piece, section=replace(piece.section, text=texts[i]))
            for i, piece in enumerate(self.new)
        ]

    def insert(self, section: SplitSection) -> None:
        at = self.random.randrange(len(self.new) + 1)
        self.new.insert(at, Piece((), section))

    def remove(self) -> None:
        plain = [at for at in range(len(self.new)) if self._is_plain(at)]
        self.new.pop(self.random.choice(plain))

    def permute(self) -> None:
        self.random.shuffle(self.new)

    def swap_blocks(self) -> None:
        """Exchange two neighbouring blocks of unequal length."""
        if len(self.new) < 6:
            return
        a, b, c = sorted(self.random.sample(range(len(self.new) + 1), 3))
        self.new[a:c] = self.new[b:c] + self.new[a:b]

    def split(self) -> bool:
        """Cut one article at the end of a sentence near its middle."""
        found = [
            (at, cuts)
            for at, piece in enumerate(self.new)
            if self._is_plain(at)
            if (cuts := sentence_ends(piece.section.text))
        ]
        if not found:
            return False
        at, cuts = self.random.choice(found)
        piece, cut = self.new[at], self.random.choice(cuts)
        text = piece.section.text
        halves = [
            replace(piece, section=replace(piece.section, text=half.strip()), share=n)
            for n, half in enumerate((text[:cut], text[cut:]), start=1)
        ]
        self.new[at : at + 1] = halves
        return True

    def merge(self) -> bool:
        """Join two articles that stand beside each other."""
        found = [
            at
            for at in range(len(self.new) - 1)
            if self._is_plain(at) and self._is_plain(at + 1)
        ]
        if not found:
            return False
        at = self.random.choice(found)
        first, second = self.new[at], self.new[at + 1]
        text = f"{first.section.text}\n{second.section.text}"
        joined = Piece(
            first.sources + second.sources, replace(first.section, text=text)
        )
        self.new[at : at + 2] = [joined]
        return True

    def renumber(self) -> None:
        """Number the articles again from 1, in the order in which they stand."""
        number = 0
        for at, piece in enumerate(self.new):
            if piece.section.kind == "article":
                number += 1
                self.new[at] = replace(piece, section=numbered(piece.section, number))

    @property
    def sections(self) -> list[SplitSection]:
        return [piece.section for piece in self.new]

    def truth(self) -> set[Link]:
        """Old and new positions of every pair."""
        pairs: dict[tuple[int, ...], list[int]] = {}
        truth: set[Link] = set()
        for j, piece in enumerate(self.new):
            if piece.sources:
                pairs.setdefault(piece.sources, []).append(j)
            else:
                truth.add(((), (j,)))
        truth |= {(old, tuple(new)) for old, new in pairs.items()}
        kept = {i for old in pairs for i in old}
        return truth | {((i,), ()) for i in range(len(self.old)) if i not in kept}

    def words_of(self, link: Link) -> tuple[object, ...]:
        """What a pair says; pairs that say the same cannot be told from each other."""
        return (
            tuple((self.old[i].kind, self.old[i].text) for i in link[0]),
            tuple((self.sections[j].kind, self.sections[j].text) for j in link[1]),
        )

    def _is_plain(self, at: int) -> bool:
        piece = self.new[at]
        return (
            piece.section.kind == "article"
            and len(piece.sources) == 1
            and not piece.share
            and bool(piece.section.text)
        )


def sentence_ends(text: str, least: int = 6) -> list[int]:
    """Where a text can be cut so that both halves have at least so many words."""
    return [
        found.end()
        for found in _SENTENCE_END.finditer(text)
        if len(text[: found.start()].split()) >= least
        and len(text[found.end() :].split()) >= least
    ]


def numbered(section: SplitSection, number: int) -> SplitSection:
    return replace(section, number=str(number), heading=f"المادة ({number})")
