"""Places whose words took the place of a passage's words."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from drafts.comparing.approximating import (
    Match,
    Stretch,
    edges_of,
    likest_stretch,
    snap,
)
from drafts.comparing.comparison import Asked, Comparison, Found
from drafts.comparing.correspondence import NONE, Correspondence
from drafts.comparing.sentences import Span
from drafts.comparing.standing import is_resident
from foundation.core.redline.matching import blocks_in_common

_LIKE_ENOUGH = 0.5
_LIKE_ENOUGH_BETWEEN_NEIGHBOURS = 0.34
_LIKE_ENOUGH_ELSEWHERE = 0.6
_SHORT = 3  # words; fewer are not looked for elsewhere
_ROOM = 10

_Placed = tuple[int, Stretch]


def find_changed(comparison: Comparison, asked: Asked) -> Found | None:
    """Find what the words became in the same section, if it is like enough."""
    compared = comparison.around_old(asked.section)
    if compared is None or not asked.words:
        return None
    positions = compared.old.positions(asked.section, asked.span)
    found = _likest_of(comparison, compared, positions)
    between = _is_between_neighbours(compared, positions)
    enough = _LIKE_ENOUGH_BETWEEN_NEIGHBOURS if between else _LIKE_ENOUGH
    if found is None or found[1].likeness < enough:
        return None
    return _snapped(comparison, asked, found)


def find_changed_elsewhere(comparison: Comparison, asked: Asked) -> Found | None:
    """Find the likest place anywhere that was no other words' place before."""
    if len(asked.words) <= _SHORT:
        return None
    places = (
        (section, _likest_within(comparison, section, window, words=asked.words))
        for section, window in comparison.runs.likely_places(asked.words)
    )
    found = _best(place for place in places if _is_free(comparison, asked, place))
    if found is None or found[1].likeness < _LIKE_ENOUGH_ELSEWHERE:
        return None
    return _snapped(comparison, asked, found)


def _likest_of(
    comparison: Comparison, compared: Correspondence, positions: range
) -> _Placed | None:
    """The likest stretch among the sections that the words went to."""
    words = compared.old.words[positions.start : positions.stop]
    matches: defaultdict[int, list[Match]] = defaultdict(list)
    for word, position in enumerate(positions):
        at = compared.became[position]
        if at != NONE:
            section = compared.new.section_at(at)
            matches[section].append(Match(word, at - compared.new.first[section]))
    return _best(
        (section, _likest(comparison, section, found, words=words))
        for section, found in matches.items()
    )


def _likest_within(
    comparison: Comparison, section: int, window: range, *, words: Sequence[str]
) -> Stretch | None:
    inside = comparison.new[section].words[window.start : window.stop]
    matches = [
        Match(block.old + step, window.start + block.new + step)
        for block in blocks_in_common(words, [word.text for word in inside])
        for step in range(block.length)
    ]
    return _likest(comparison, section, matches, words=words)


def _likest(
    comparison: Comparison,
    section: int,
    matches: Sequence[Match],
    *,
    words: Sequence[str],
) -> Stretch | None:
    text, weights = comparison.new[section], comparison.weights
    return likest_stretch(matches, words, text, weights=weights)


def _best(found: Iterable[tuple[int, Stretch | None]]) -> _Placed | None:
    stretches = [(section, stretch) for section, stretch in found if stretch]
    return max(stretches, key=lambda place: place[1].likeness, default=None)


def _is_free(
    comparison: Comparison, asked: Asked, place: tuple[int, Stretch | None]
) -> bool:
    section, stretch = place
    if stretch is None:
        return False
    words = comparison.new[section].words
    span = Span(words[stretch.first].start, words[stretch.last].end)
    return not is_resident(comparison, Found(section, span), asked)


def _snapped(comparison: Comparison, asked: Asked, place: _Placed) -> Found:
    section, stretch = place
    compared = comparison.around_new(section)
    first = compared.new.first[section]
    free = {NONE, *comparison.positions(compared, asked)}
    span = snap(
        comparison.new[section],
        stretch,
        edges_of(asked.text, asked.span),
        is_free=lambda at: compared.came_from[first + at] in free,
    )
    return Found(section, span)


def _is_between_neighbours(compared: Correspondence, positions: range) -> bool:
    """Whether the words just before and after stayed, with little between them now."""
    before, after = positions.start - 1, positions.stop
    first = compared.became[before] if before >= 0 else -1
    last = len(compared.new.words)
    if after < len(compared.became):
        last = compared.became[after]
    stayed = (before < 0 or first != NONE) and last != NONE
    return stayed and last - first - 1 <= 3 * len(positions) + _ROOM
