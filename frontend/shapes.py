"""Where the marks of small pictures stand, so that templates only print them."""

from collections.abc import Iterable
from dataclasses import dataclass

_WHOLE = 100.0
_GAP = 0.6


@dataclass(frozen=True)
class Segment:
    """One part of a bar, in hundredths of its length."""

    kind: str
    x: str
    width: str


def bar_segments(shares: Iterable[tuple[str, float]]) -> list[Segment]:
    """Lay shares end to end over a bar of 100, with a hair between neighbours.

    Empty shares take no room; without any share the list is empty.
    """
    parts = [(kind, float(value)) for kind, value in shares if value and value > 0]
    total = sum(value for _, value in parts)
    segments, x = [], 0.0
    for position, (kind, value) in enumerate(parts):
        length = value / total * _WHOLE
        gap = _GAP if position < len(parts) - 1 else 0.0
        segments.append(Segment(kind, f"{x:.2f}", f"{max(length - gap, 0.2):.2f}"))
        x += length
    return segments
