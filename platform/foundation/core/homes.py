"""Where an owned thing lives: the way back up that no table has.

A thread, ballot or audience does not know what it hangs on. The app that owns it says
so here when it starts; whoever holds only the owned thing asks for its home.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True, slots=True)
class Home:
    """The page that a thread, ballot or audience belongs to.

    `url` is the path in the active language, with an anchor where the thing stands
    inside a page; `title` is in `language`. `is_public` is false while visitors may
    not see the page.
    """

    url: str
    title: str
    kind: str
    language: str = ""
    is_public: bool = True


Resolver = Callable[[Collection[int]], dict[int, Home]]

_resolvers: dict[type[models.Model], list[Resolver]] = defaultdict(list)


def register_home(owned: type[models.Model], resolver: Resolver) -> None:
    """Let `resolver` answer for those rows of `owned` that its app owns.

    It receives primary keys, answers for the ones it knows, and makes a constant
    number of queries whatever their number.
    """
    if resolver not in _resolvers[owned]:
        _resolvers[owned].append(resolver)


def homes_of(owned: type[models.Model], pks: Iterable[int]) -> dict[int, Home]:
    """Find the homes of many rows at once; rows that nobody owns are left out."""
    homes: dict[int, Home] = {}
    wanted = set(pks)
    for resolver in _resolvers[owned]:
        missing = wanted - homes.keys()
        if missing:
            homes.update(resolver(missing))
    return homes


def home_of(owned: models.Model) -> Home | None:
    """Find the home of one row."""
    return homes_of(type(owned), [owned.pk]).get(owned.pk)
