"""Places where the words of a passage still stand."""

from collections.abc import Sequence

from drafts.comparing.comparison import Asked, Comparison, Found
from drafts.comparing.normalising import Level
from drafts.comparing.occurrences import occurrences_at

_SHORT = 3  # words; fewer say little without the words around them
_LONG = 5  # words that are known again whatever stands around them
_UNMISTAKABLE = 8  # words that are the same provision wherever they stand
_ENOUGH_CONTEXT = 0.3
_RESIDENT_SHARE = 0.5
_MOST_PLACES = 64


def find_unmoved(comparison: Comparison, asked: Asked) -> Found | None:
    """Find the passage in a section that stayed as it is."""
    for section in comparison.homes(asked.section):
        if comparison.new[section].text == asked.text.text:
            return Found(section, asked.span)
    return None


def find_standing(comparison: Comparison, asked: Asked) -> Found | None:
    """Find the words in what their section became."""
    homes = comparison.homes(asked.section)
    for level in Level:
        if found := comparison.occurrences(level, homes, asked):
            return _chosen(comparison, found, asked, level=level)
    return None


def find_moved(comparison: Comparison, asked: Asked) -> Found | None:
    """Find the words in another section, where they did not stand before."""
    if len(asked.words) <= 1:
        return None
    sections = comparison.may_hold(asked)
    for level in Level if sections else ():
        found = [
            place
            for place in _nearest(
                comparison, comparison.occurrences(level, sections, asked), asked
            )
            if _is_newcomer(comparison, place, asked)
        ]
        if found:
            return max(found, key=lambda place: _nearness(comparison, place, asked))
    return None


def find_twin(comparison: Comparison, asked: Asked) -> Found | None:
    """Find a long passage, gone from its place, where the same was said before too.

    Texts repeat whole clauses; when one of two goes, its comments belong to the other.
    """
    if len(asked.words) < _UNMISTAKABLE:
        return None
    sections = comparison.may_hold(asked)
    for level in Level if sections else ():
        if found := comparison.occurrences(level, sections, asked):
            likely = _nearest(comparison, found, asked)
            return max(likely, key=lambda place: _nearness(comparison, place, asked))
    return None


def is_resident(comparison: Comparison, place: Found, asked: Asked) -> bool:
    """Whether most of what stands in a place stood there before, as other words."""
    return comparison.shares(place, asked)[1] > _RESIDENT_SHARE


def _chosen(
    comparison: Comparison, found: Sequence[Found], asked: Asked, *, level: Level
) -> Found | None:
    """Choose among places that say the words the one that they came to."""
    alone = len(found) == 1 and len(asked.words) >= _SHORT
    if alone and _stood_once(comparison, asked, level):
        return found[0]
    likely = _nearest(comparison, found, asked)
    best = max(likely, key=lambda place: _claim(comparison, place, asked))
    return best if _may_stay(comparison, best, asked) else None


def _nearest(
    comparison: Comparison, found: Sequence[Found], asked: Asked
) -> Sequence[Found]:
    """Keep the places nearest to where it stood, if a text repeats itself on and on."""
    if len(found) <= _MOST_PLACES:
        return found
    home = min(comparison.homes(asked.section), default=asked.section)
    ordered = sorted(
        found,
        key=lambda place: (
            abs(place.section - home),
            comparison.distance(place, asked),
        ),
    )
    return ordered[:_MOST_PLACES]


def _stood_once(comparison: Comparison, asked: Asked, level: Level) -> bool:
    origins = comparison.origins(asked.section)
    stood = (occurrences_at(level, comparison.old[i], asked.sought) for i in origins)
    return sum(map(len, stood)) <= 1


def _claim(
    comparison: Comparison, place: Found, asked: Asked
) -> tuple[float, float, float]:
    """How much says that this is the passage: its words, those around, its order."""
    own, foreign = comparison.shares(place, asked)
    context = comparison.context(place, asked)
    return own - foreign + context, context, -comparison.distance(place, asked)


def _may_stay(comparison: Comparison, place: Found, asked: Asked) -> bool:
    """Whether words that stood here for others before may be taken for these.

    A sentence of two words or more may, and five words in a row; a phrase or a single
    word must have come from its place, or stand between the same words.
    """
    own, foreign = comparison.shares(place, asked)
    if own >= _RESIDENT_SHARE or len(asked.words) >= _LONG:
        return True
    if len(asked.words) > 1 and (foreign <= _RESIDENT_SHARE or asked.is_clause):
        return True
    return comparison.context(place, asked) >= _ENOUGH_CONTEXT


def _is_newcomer(comparison: Comparison, place: Found, asked: Asked) -> bool:
    if is_resident(comparison, place, asked):
        return False
    known = len(asked.words) >= _LONG
    return known or comparison.context(place, asked) >= _ENOUGH_CONTEXT


def _nearness(
    comparison: Comparison, place: Found, asked: Asked
) -> tuple[float, float]:
    home = min(comparison.homes(asked.section), default=asked.section)
    return comparison.context(place, asked), -abs(place.section - home)
