"""Facts that apps announce, and who listens to them."""

from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db import transaction

E = TypeVar("E")

_within: dict[type, list[Callable[[Any], None]]] = defaultdict(list)
_after: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def listen_within(event_type: type[E], listener: Callable[[E], None]) -> None:
    """Call `listener` in the announcing transaction: for what must not be lost."""
    _add(_within[event_type], listener)


def listen_after(event_type: type[E], listener: Callable[[E], None]) -> None:
    """Call `listener` once that transaction has committed: for what may be lost."""
    _add(_after[event_type], listener)


def announce(event: object) -> None:
    """Tell every listener, now or once the current transaction has committed."""
    for listener in _within[type(event)]:
        listener(event)
    for listener in _after[type(event)]:
        # Robust: one failing listener is logged and does not silence the others.
        transaction.on_commit(_call(listener, event), robust=True)


def _call(listener: Callable[[Any], None], event: object) -> Callable[[], None]:
    """Bind the event under the listener's own name, which Django logs when it fails."""

    @wraps(listener)
    def call() -> None:
        listener(event)

    return call


def _add(
    listeners: list[Callable[[Any], None]], listener: Callable[[Any], None]
) -> None:
    """Register once, however often an app is made ready."""
    if listener not in listeners:
        listeners.append(listener)
