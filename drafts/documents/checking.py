"""What in a text an editor should look at before it is saved."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from drafts.documents.parts import Part
from drafts.states import SectionKind

_LONGEST_HEADING = 200
SENTENCES = {
    "no-articles": _(
        "No article was found in the text. It can be saved as it is, or split by hand."
    ),
    "repeated-number": _("Number %(number)s stands more than once."),
    "missing-number": _("Number %(number)s is missing before this article."),
    "no-number": _("An article has no number."),
    "no-text": _("Article %(number)s has no text."),
    "long-heading": _("A heading is very long; perhaps part of it is text."),
}


@dataclass(frozen=True, slots=True)
class Concern:
    """Something unusual: its name, the part it is about (empty: the whole), a number.

    None of them forbids saving; numbers restart and repeat in real laws.
    """

    code: str
    key: str = ""
    number: str = ""

    @property
    def sentence(self) -> str:
        """Say it in the active language."""
        return str(SENTENCES[self.code]) % {"number": self.number}


def concerns_of(outline: Sequence[Part]) -> list[Concern]:
    """List what looks unusual, the whole text first, then part by part."""
    return [
        *_without_articles(outline),
        *_repeated(outline),
        *_missing(outline),
        *_odd_parts(outline),
    ]


def _without_articles(outline: Sequence[Part]) -> Iterator[Concern]:
    if not any(part.kind == SectionKind.ARTICLE for part in outline):
        yield Concern("no-articles")


def _repeated(outline: Sequence[Part]) -> Iterator[Concern]:
    by_number: dict[str, list[Part]] = defaultdict(list)
    for part in outline:
        if part.kind == SectionKind.ARTICLE and part.number:
            by_number[part.number].append(part)
    for number, parts in by_number.items():
        yield from (Concern("repeated-number", p.key, number) for p in parts[1:])


def _missing(outline: Sequence[Part]) -> Iterator[Concern]:
    articles = [part for part in outline if part.kind == SectionKind.ARTICLE]
    for part in articles:
        if not part.number:
            yield Concern("no-number", part.key)
    whole = [part for part in articles if part.number.isdecimal()]
    for before, after in pairwise(whole):
        expected = int(before.number) + 1
        if int(after.number) > expected:
            yield Concern("missing-number", after.key, str(expected))


def _odd_parts(outline: Sequence[Part]) -> Iterator[Concern]:
    for part in outline:
        said = part.words.values()
        if part.kind == SectionKind.ARTICLE and not any(words.text for words in said):
            yield Concern("no-text", part.key, part.number)
        if any(len(words.heading) > _LONGEST_HEADING for words in said):
            yield Concern("long-heading", part.key, part.number)
