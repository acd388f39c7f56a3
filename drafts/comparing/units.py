"""The parts of a text as they are compared: folded words, and how much each weighs."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Protocol

from drafts.splitting.headings import caption_of
from drafts.splitting.letters import fold_character

_WORD = re.compile(r"[^\W_]+")
_AROUND_CAPTION = " \t:.,-–—()[]{}«»\"'*_#|/،؛"

Feature = str | tuple[str, str]


class Unit(Protocol):
    """A part of a text; `drafts.splitting.SplitSection` is one."""

    @property
    def kind(self) -> str:
        """Preamble, part, chapter, section, article, annex or note."""

    @property
    def number(self) -> str | None:
        """The number in Western digits, if there is one."""

    @property
    def heading(self) -> str:
        """The heading line, caption included."""

    @property
    def level(self) -> int:
        """How deep the part stands, from 1."""

    @property
    def text(self) -> str:
        """The body without the heading."""


@dataclass(frozen=True, slots=True, eq=False)
class ReadUnit:
    """A part that has been read for comparing.

    `exact` is everything it says but its number, white space apart; `words` are its
    folded words; `bag` counts them and their neighbouring pairs.
    """

    kind: str
    number: str
    exact: str
    words: tuple[str, ...]
    bag: Counter[Feature]


def read_unit(unit: Unit) -> ReadUnit:
    """Read one part; its caption is compared with its text, its number apart."""
    caption = caption_of(unit.heading).strip(_AROUND_CAPTION)
    said = unicodedata.normalize("NFC", f"{caption}\n{unit.text}")
    words = tuple(words_of(said))
    bag: Counter[Feature] = Counter(words)
    bag.update(pairwise(words))
    exact = " ".join(said.split())
    return ReadUnit(unit.kind, unit.number or "", exact, words, bag)


def words_of(text: str) -> list[str]:
    """The folded words of a text, in order."""
    alike = {ord(sign): fold_character(sign) for sign in set(text)}
    return _WORD.findall(text.translate(alike))


def weights_of(units: Sequence[ReadUnit]) -> dict[Feature, float]:
    """How much each word or pair tells: the more, the fewer parts have it."""
    seen: Counter[Feature] = Counter()
    for unit in units:
        seen.update(unit.bag.keys())
    return {said: 0.5 + log(len(units) / count) for said, count in seen.items()}


def mass_of(bag: Iterable[tuple[Feature, int]], weights: dict[Feature, float]) -> float:
    """What all words and pairs of a bag weigh together."""
    return sum(weights[said] * count for said, count in bag)
