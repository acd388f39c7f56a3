"""The columns of terms that engines store for an entry."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from search.analysis.tokens import Forms, all_forms
from search.engines.base import (
    EXACT_WEIGHT,
    HEADING_WEIGHT,
    ROOT_WEIGHT,
    TEXT_WEIGHT,
    TITLE_WEIGHT,
)
from search.models import Entry

BREAK = "¶"
"""Stands between two texts, so that no phrase reaches from one into the next."""
EXACT_MARK = "="
ROOT_MARK = "~"


@dataclass(frozen=True, slots=True)
class Terms:
    """Every word of an entry, over its languages, by the part it stands in."""

    title: list[Forms]
    heading: list[Forms]
    text: list[Forms]
    exact: str

    @property
    def all(self) -> list[Forms]:
        """All words, in the order of the parts."""
        return [*self.title, *self.heading, *self.text]

    @property
    def roots(self) -> str:
        """The roots of all words."""
        return " ".join(form.root for form in self.all)

    def weights(self) -> dict[str, float]:
        """How often each stem stands in the parts, weighted; words and roots marked."""
        counted: defaultdict[str, float] = defaultdict(float)
        for forms, weight in self._weighted():
            for form in forms:
                counted[form.stem] += weight
        for form in self.all:
            counted[EXACT_MARK + form.word] += EXACT_WEIGHT
            counted[ROOT_MARK + form.root] += ROOT_WEIGHT
        return counted

    def _weighted(self) -> tuple[tuple[list[Forms], float], ...]:
        return (
            (self.title, TITLE_WEIGHT),
            (self.heading, HEADING_WEIGHT),
            (self.text, TEXT_WEIGHT),
        )


def terms_of(entry: Entry) -> Terms:
    """Read the words of an entry in all its languages."""
    parts: dict[str, list[Forms]] = {"title": [], "heading": [], "text": []}
    exact: list[str] = []
    for wording in entry.wordings.values():
        for part in parts:
            read = all_forms(wording.get(part, ""))
            parts[part] += read
            exact += [*(form.word for form in read), BREAK]
    return Terms(**parts, exact=" ".join(exact))


def stems(forms: Iterable[Forms]) -> str:
    """Join the stems of words as an engine stores them."""
    return " ".join(form.stem for form in forms)
