"""The stretch of a section that is likest to words that no longer stand there."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from drafts.comparing.correspondence import SectionText, Weights
from drafts.comparing.occurrences import begins_with_sign, ends_with_sign, with_signs
from drafts.comparing.sentences import Span

_RUN = 3  # words in a row that are looked up
_BEST_PLACES = 4
_ROOM_IN_SENTENCE = 5  # new words that may join a passage at each end of its sentence


class Match(NamedTuple):
    """A word of a passage and the word of a section that it is the same as."""

    word: int
    at: int


class Stretch(NamedTuple):
    """Words `first` to `last` of a section, and how like the passage they are.

    `lead` and `tail` count the passage's words before and after, which stand no more.
    """

    first: int
    last: int
    lead: int
    tail: int
    likeness: float


def likest_stretch(
    matches: Sequence[Match],
    passage: Sequence[str],
    section: SectionText,
    *,
    weights: Weights,
) -> Stretch | None:
    """Cut off stray words at both ends so that what is left is likest the passage.

    Likeness is twice what both say over what each says (Dice); rare words count more.
    """
    if not matches:
        return None
    said = weights.of(passage)
    placed = weights.sums_of(section)
    gained = weights.sums([passage[match.word] for match in matches])

    def likeness(i: int, j: int) -> float:
        room = placed[matches[j].at + 1] - placed[matches[i].at]
        return 2 * (gained[j + 1] - gained[i]) / (said + room)

    last = len(matches) - 1
    first = max(range(last + 1), key=lambda i: likeness(i, last))
    last = max(range(first, last + 1), key=lambda j: likeness(first, j))
    first = max(range(last + 1), key=lambda i: likeness(i, last))
    return Stretch(
        matches[first].at,
        matches[last].at,
        matches[first].word,
        len(passage) - 1 - matches[last].word,
        likeness(first, last),
    )


class Runs:
    """Every few words in a row of a text, and where they stand."""

    def __init__(self, sections: Sequence[SectionText]) -> None:
        self._places: defaultdict[tuple[str, ...], list[tuple[int, int]]]
        self._places = defaultdict(list)
        for index, section in enumerate(sections):
            for at, run in enumerate(_runs([word.text for word in section.words])):
                self._places[run].append((index, at))

    def likely_places(self, passage: Sequence[str]) -> Iterator[tuple[int, range]]:
        """Sections and the stretches of their words where most runs meet."""
        step = max(8, len(passage) // 2)
        votes: Counter[tuple[int, int]] = Counter()
        for word, run in enumerate(_runs(passage)):
            for section, at in self._places.get(run, ()):
                votes[section, (at - word) // step] += 1
        for (section, bucket), _ in votes.most_common(_BEST_PLACES):
            start = bucket * step
            yield section, range(max(0, start - step), start + 2 * step + len(passage))


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))


class Edges(NamedTuple):
    """Whether a passage begins and ends as a sentence does, and with signs."""

    begins_sentence: bool
    ends_sentence: bool
    begins_with_sign: bool
    ends_with_sign: bool


def edges_of(section: SectionText, span: Span) -> Edges:
    """Look at the ends of a passage."""
    said = section.text[span.start : span.end]
    words = section.words_in(span)
    inside = [section.sentence_around(at) for at in (words.start, words.stop - 1)]
    return Edges(
        words.start == inside[0].start,
        words.stop == inside[1].stop,
        begins_with_sign(said),
        ends_with_sign(said),
    )


def snap(
    section: SectionText,
    stretch: Stretch,
    edges: Edges,
    *,
    is_free: Callable[[int], bool],
) -> Span:
    """Widen a stretch by words that took the place of lost ones, to whole sentences.

    Never beyond its sentences, and never over words that were another's before
    (those that are not `is_free`).
    """
    before = takewhile(is_free, _before(section, stretch.first))
    after = takewhile(is_free, _after(section, stretch.last))
    first = _last(islice(before, _room_before(stretch, edges)), stretch.first)
    last = _last(islice(after, _room_after(stretch, edges)), stretch.last)
    span = Span(section.words[first].start, section.words[last].end)
    return with_signs(
        section.text, span, before=edges.begins_with_sign, after=edges.ends_with_sign
    )


def _room_before(stretch: Stretch, edges: Edges) -> int:
    """How many words more there may be at the start."""
    return max(stretch.lead, _room(stretch) if edges.begins_sentence else 0)


def _room_after(stretch: Stretch, edges: Edges) -> int:
    """How many words more there may be at the end."""
    return max(stretch.tail, _room(stretch) if edges.ends_sentence else 0)


def _room(stretch: Stretch) -> int:
    return max(_ROOM_IN_SENTENCE, (stretch.last - stretch.first + 1) // 2)


def _before(section: SectionText, at: int) -> range:
    """The words before one in its sentence, the nearest first."""
    return range(at - 1, section.sentence_around(at).start - 1, -1)


def _after(section: SectionText, at: int) -> range:
    """The words after one in its sentence."""
    return range(at + 1, section.sentence_around(at).stop)


def _last(words: Iterable[int], at: int) -> int:
    return max(words, key=lambda word: abs(word - at), default=at)
