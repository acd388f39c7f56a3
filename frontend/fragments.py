"""Pieces of pages that are drawn once and completed for each reader.

A piece is drawn with marks where something is placed later: the age of a comment, the
token of a form. What was drawn is kept under a key that holds everything that shows in
it, so that nothing old can be found under it, and forgotten when room is needed.
"""

import secrets
import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from threading import Lock

from django.utils.safestring import SafeString, mark_safe

# Nobody can write a mark: no text holds a NUL, and nobody knows the word.
_WORD = secrets.token_hex(8)
_NUL = "\x00"


def mark(name: str) -> SafeString:
    """Return what is drawn where `name` is placed later."""
    return mark_safe(f"{_NUL}{_WORD}{name}{_NUL}")  # noqa: S308


@dataclass(frozen=True, slots=True)
class Fragment:
    """A drawn piece, cut at its marks: text, name, text, name, …, text."""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, drawn: str) -> "Fragment":
        """Cut what was drawn; a NUL that is none of our marks is text."""
        parts = [""]
        for place, piece in enumerate(drawn.split(_NUL)):
            if piece.startswith(_WORD) and place:
                parts += [piece.removeprefix(_WORD), ""]
            else:
                parts[-1] += piece
        return cls(tuple(parts))

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return sum(sys.getsizeof(part) for part in self.parts)

    def placing(self, values: Mapping[str, str]) -> str:
        """Return it with safe `values` at its marks; one that is not given is empty."""
        parts = list(self.parts)
        for place in range(1, len(parts), 2):
            parts[place] = values.get(parts[place], "")
        return "".join(parts)


class Fragments:
    """The pieces that were asked for last, as many as there is room for.

    Every process has its own. Threads may ask at once.
    """

    def __init__(self, *, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._kept: OrderedDict[Hashable, tuple[Fragment, int]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable, draw: Callable[[], str]) -> Fragment:
        """Return the piece under `key`, drawn now if it is not there."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found[0]
        fragment = Fragment.of(draw())
        self._keep(key, fragment)
        return fragment

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self.bytes = 0

    def _keep(self, key: Hashable, fragment: Fragment) -> None:
        size = fragment.size + _size_of(key)
        with self._lock:
            before = self._kept.pop(key, None)
            self.bytes += size - (before[1] if before else 0)
            self._kept[key] = (fragment, size)
            while self.bytes > self.most_bytes:
                self.bytes -= self._kept.popitem(last=False)[1][1]


def _size_of(key: Hashable) -> int:
    parts = key if isinstance(key, tuple) else (key,)
    return sys.getsizeof(key) + sum(sys.getsizeof(part) for part in parts)
