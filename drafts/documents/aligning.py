"""Two languages of one text, brought side by side by the numbers of their articles."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from drafts.documents.parts import Outline, Part, Words
from drafts.splitting import SplitSection, SplitText

_Place = tuple[str, str, int]


def parts_of_split(text: SplitText) -> Outline:
    """Turn the sections of a text into parts, with the identities that it names."""
    return [_part(section, text.language) for section in text.sections]


def align_language(outline: Sequence[Part], text: SplitText) -> Outline:
    """Write a second language beside the first; every word of it finds a place.

    Parts meet by kind, number and how often that number came before; unnumbered ones
    also by standing in the same gap. What meets nothing becomes a part of its own
    after the one before it, for the editor to merge or move. What the outline said in
    that language before is replaced.
    """
    partners = _partners(outline, text.sections)
    cleared = [_without(part, text.language) for part in outline]
    joined: dict[int, Part] = {}
    added: dict[int, list[Part]] = {}
    last = -1
    for section, partner in zip(text.sections, partners, strict=True):
        if partner is None:
            added.setdefault(last, []).append(_part(section, text.language))
        else:
            last = partner
            joined[partner] = _beside(cleared[partner], section, text.language)
    aligned = list(added.get(-1, []))
    for index, part in enumerate(cleared):
        aligned += [joined.get(index, part), *added.get(index, [])]
    return [part for part in aligned if not part.is_empty]


def keep_identities(new: Sequence[Part], old: Sequence[Part]) -> Outline:
    """Give the parts of a replaced text the identities of those they stand for.

    Parts that have one already keep it.
    """
    keys = {place: part.key for place, part in zip(_places(old), old, strict=True)}
    taken = {part.key for part in new}
    free = {place: key for place, key in keys.items() if key not in taken}
    return [
        replace(part, key=part.key or free.get(place, ""))
        for place, part in zip(_places(new), new, strict=True)
    ]


def _partners(
    outline: Sequence[Part], sections: Sequence[SplitSection]
) -> list[int | None]:
    """Find for each section the index of the part that it words."""
    indexes = {place: index for index, place in enumerate(_places(outline))}
    found = [indexes.get(place) for place in _places(sections)]
    taken = {index for index in found if index is not None}
    last = -1
    for position, section in enumerate(sections):
        if found[position] is None and _fits(outline, last + 1, section, taken=taken):
            found[position] = last + 1
            taken.add(last + 1)
        last = _or(found[position], last)
    return found


def _fits(
    outline: Sequence[Part], index: int, section: SplitSection, *, taken: set[int]
) -> bool:
    """Whether the part just after the last pair is free and of the same kind."""
    return (
        index < len(outline)
        and index not in taken
        and outline[index].kind == section.kind
        and not (outline[index].number and section.number)
    )


def _or(index: int | None, last: int) -> int:
    return last if index is None else index


def _places(parts: Sequence[Part] | Sequence[SplitSection]) -> list[_Place]:
    """Name each part by kind, number, and how often these came before."""
    seen: Counter[tuple[str, str]] = Counter()
    places: list[_Place] = []
    for part in parts:
        name = (part.kind, part.number or "")
        places.append((*name, seen[name]))
        seen[name] += 1
    return places


def _part(section: SplitSection, language: str) -> Part:
    return Part(
        kind=str(section.kind),
        number=section.number or "",
        level=section.level,
        key=section.identity,
        words={language: Words(section.heading, section.text)},
    )


def _beside(part: Part, section: SplitSection, language: str) -> Part:
    summary = part.says(language).summary
    said = Words(section.heading, section.text, summary)
    return replace(part, words={**part.words, language: said})


def _without(part: Part, language: str) -> Part:
    kept = {code: said for code, said in part.words.items() if code != language}
    return replace(part, words=kept)
