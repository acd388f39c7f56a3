"""A clock that can be set, so that the city's past happens in the past."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Let Django, Wagtail and every handler read `moment` from their clock.

    Services are given their `now`; this is for what stands around them: Wagtail stamps
    a publication with the clock, and handlers pass it on to messages and indexes. For
    a command of one thread only.
    """
    real = timezone.now  # noqa: TID251 - the clock itself
    timezone.now = lambda: moment  # noqa: TID251
    try:
        yield
    finally:
        timezone.now = real  # noqa: TID251
