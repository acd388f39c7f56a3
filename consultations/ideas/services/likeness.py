"""Keeping the words by which similar ideas are found."""

from collections.abc import Iterable

from consultations.ideas.analysis import weigh_words
from consultations.ideas.models import Idea, IdeaWord


def keep_words(ideas: Iterable[Idea]) -> None:
    """Write down the words of new ideas."""
    rows = [
        IdeaWord(idea=idea, word=word, weight=weight)
        for idea in ideas
        for word, weight in weigh_words(idea.title, idea.text).items()
    ]
    IdeaWord.objects.bulk_create(rows, batch_size=500)


def replace_words(idea: Idea) -> None:
    """Write the words of an edited idea anew."""
    IdeaWord.objects.filter(idea=idea).delete()
    keep_words([idea])
