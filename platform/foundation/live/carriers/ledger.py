"""Which events this process has passed on already, and which it may still meet.

PostgreSQL gives ids before transactions commit: 12 may be there while 11 is not. So
every id that is skipped is kept as a gap and asked for again, until it turns up or it
is clear that its transaction was rolled back.
"""

from collections import OrderedDict
from collections.abc import Iterable

from foundation.live.events import Happening

PATIENCE_SECONDS = 60.0
MOST_GAPS = 1000
MOST_REMEMBERED = 5000


class Ledger:
    """Lets every event through once, whichever way and however late it comes."""

    def __init__(self, newest: int = 0) -> None:
        self.last_id = newest
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._gaps: dict[int, float] = {}

    @property
    def gaps(self) -> list[int]:
        """The ids to ask for again."""
        return list(self._gaps)

    def take(self, events: Iterable[Happening], *, at: float) -> list[Happening]:
        """Return those of the events that are new; `at` is in seconds of any clock."""
        fresh = [event for event in events if self._note(event.id, at)]
        self._forget(at)
        return fresh

    def _note(self, id_: int, at: float) -> bool:
        if id_ in self._seen or (id_ <= self.last_id and id_ not in self._gaps):
            return False
        self._gaps.pop(id_, None)
        self._seen[id_] = None
        if id_ > self.last_id:
            first = max(self.last_id + 1, id_ - MOST_GAPS)
            self._gaps.update(dict.fromkeys(range(first, id_), at))
            self.last_id = id_
        return True

    def _forget(self, at: float) -> None:
        """Give up on gaps that are old or too many, and on what is long passed on."""
        for id_ in [i for i, s in self._gaps.items() if at - s > PATIENCE_SECONDS]:
            del self._gaps[id_]
        for id_ in list(self._gaps)[:-MOST_GAPS]:
            del self._gaps[id_]
        while len(self._seen) > MOST_REMEMBERED:
            self._seen.popitem(last=False)
