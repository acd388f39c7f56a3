"""Ideas that resemble what somebody is typing."""

from collections import defaultdict

from django.db.models import Count

from consultations.ideas.analysis import words_of
from consultations.ideas.models import Idea, IdeaWord
from consultations.ideas.states import IdeaState

WORDS = 24
# Rows read at most: words that half of all ideas have tell nothing, rare ones do.
ROWS = 3000
LEAST_SCORE = 3


def similar_ideas(
    title: str,
    text: str = "",
    *,
    authority: str = "",
    leave_out: str = "",
    limit: int = 5,
) -> list[Idea]:
    """Find ideas that share telling words, the likest first; three queries at most.

    `authority` (a short name) narrows the search, `leave_out` is the public id of an
    idea that is not told about itself.
    """
    wanted = list(dict.fromkeys([*words_of(title, most=WORDS), *_some(text)]))
    scores = _scores(_rarest(wanted[:WORDS]))
    best = sorted(scores, key=lambda pk: (-scores[pk], -pk))[: 4 * limit]
    rows = Idea.objects.filter(pk__in=best).exclude(state=IdeaState.MERGED)
    rows = rows.exclude(public_id=leave_out).select_related("authority")
    if authority:
        rows = rows.filter(authority__slug=authority)
    return sorted(rows, key=lambda idea: (-scores[idea.pk], -idea.pk))[:limit]


def _some(text: str) -> list[str]:
    return words_of(text[:2000], most=WORDS)


def _rarest(wanted: list[str]) -> list[str]:
    """Keep the rarest of the words, as long as few enough rows have them."""
    rows = IdeaWord.objects.filter(word__in=wanted).order_by()
    counted = dict(rows.values_list("word").annotate(ideas=Count("pk")))
    kept: list[str] = []
    left = ROWS
    for word in sorted(counted, key=lambda word: counted[word]):
        left -= counted[word]
        if left < 0 and kept:
            break
        kept.append(word)
    return kept


def _scores(words: list[str]) -> dict[int, int]:
    """Add up the weights of the shared words of each idea that shares enough."""
    scores: dict[int, int] = defaultdict(int)
    rows = IdeaWord.objects.filter(word__in=words)
    for pk, weight in rows.values_list("idea_id", "weight")[:ROWS]:
        scores[pk] += weight
    return {pk: score for pk, score in scores.items() if score >= LEAST_SCORE}
