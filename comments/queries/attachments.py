"""What apps above put on cards: a quoted passage, suggested wording, a response.

A comment does not know that a draft quotes it or answers it. The app that does says so
here when it starts, and its words stand on the card below the author's line.
"""

from collections import defaultdict
from collections.abc import Callable, Collection

from django.utils.safestring import SafeString, mark_safe

Loader = Callable[[Collection[int]], dict[int, SafeString]]

_loaders: list[Loader] = []


def register_attachments(loader: Loader) -> None:
    """Let `loader` put HTML on the cards of those comments that its app knows.

    It receives the primary keys of a page's comments, answers for the ones it knows in
    the active language, and makes a constant number of queries whatever their number.
    What it gives is the same for every reader. Loaders stand in the order in which
    they came, and each stands once.
    """
    if loader not in _loaders:
        _loaders.append(loader)


def forget_attachments(loader: Loader) -> None:
    """Take a loader out again; nothing happens when it is not there."""
    if loader in _loaders:
        _loaders.remove(loader)


def attachments_of(pks: Collection[int]) -> dict[int, SafeString]:
    """Ask every loader once for these comments; none is asked for no comments."""
    if not pks:
        return {}
    parts: dict[int, list[SafeString]] = defaultdict(list)
    for loader in _loaders:
        for pk, html in loader(pks).items():
            parts[pk].append(html)
    # Each part is safe by its type; joined they are as well.
    return {pk: mark_safe("".join(found)) for pk, found in parts.items()}  # noqa: S308
