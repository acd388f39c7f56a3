"""The parts of a text as they are aligned with those of another version."""

from collections.abc import Sequence

from drafts.comparing import Pair, align
from drafts.documents.parts import Part
from drafts.splitting import SplitSection
from drafts.splitting.headings import caption_of
from foundation.core.translated import LANGUAGES


def align_outlines(old: Sequence[Part], new: Sequence[Part]) -> list[Pair]:
    """Pair the parts of two versions by the words of the languages that both are in.

    A translation that was added changes no part; without a common language, numbers and
    places decide alone.
    """
    shared = languages_of(old) & languages_of(new) or set(LANGUAGES)
    return align(units_of(old, shared), units_of(new, shared))


def languages_of(outline: Sequence[Part]) -> set[str]:
    """The languages in which the text says anything."""
    return {code for part in outline for code, said in part.words.items() if any(said)}


def units_of(outline: Sequence[Part], languages: set[str]) -> list[SplitSection]:
    """Give each part the shape in which it is aligned, in these languages together."""
    codes = [code for code in LANGUAGES if code in languages]
    return [_unit(part, codes) for part in outline]


def _unit(part: Part, codes: Sequence[str]) -> SplitSection:
    said = [part.says(code) for code in codes]
    texts = [
        piece for words in said[1:] for piece in (caption_of(words.heading), words.text)
    ]
    return SplitSection(
        kind=part.kind,
        number=part.number or None,
        heading=said[0].heading if said else "",
        level=part.level,
        text="\n".join(filter(None, [said[0].text if said else "", *texts])),
    )
