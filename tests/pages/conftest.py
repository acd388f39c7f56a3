"""What tests of pages may ask for."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from consultations.pages import events as page_events
from foundation.core import events


@pytest.fixture
def heard() -> Iterator[Callable[[str], int]]:
    """How often an event of pages was announced since the test began."""
    counts: Counter[str] = Counter()

    def count(event: object) -> None:
        counts[type(event).__name__] += 1

    kinds = [kind for kind in vars(page_events).values() if isinstance(kind, type)]
    for kind in kinds:
        events._within[kind].append(count)
    yield lambda name: counts[name]
    for kind in kinds:
        events._within[kind].remove(count)
