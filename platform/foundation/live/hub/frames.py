"""What a socket is told, encoded once for all who are told it."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from foundation.live.events import Happening

MOST_EVENTS = 100


def encode(message: dict[str, Any]) -> str:
    """Encode one message; ASCII, so that no half of a letter can break it."""
    return json.dumps(message, separators=(",", ":"))


def frames_of(events: Iterable[Happening]) -> dict[str, str]:
    """Make one frame for each topic; of what replaces each other only the last is told.

    A page that would have to be told more than it can show is told to refresh.
    """
    by_topic: dict[str, dict[tuple[str, str], Happening]] = defaultdict(dict)
    for event in sorted(events, key=lambda event: event.id):
        latest = by_topic[event.topic]
        # Put last, so that events stay in the order of their ids.
        latest.pop((event.kind, event.subject), None)
        latest[event.kind, event.subject] = event
    return {
        topic: encode(_frame(topic, list(latest.values())))
        for topic, latest in by_topic.items()
    }


def refresh_frame(topics: Iterable[str], last_id: int) -> str:
    """Say that too much was missed to be told one by one."""
    return encode({"refresh": sorted(topics), "id": last_id})


def _frame(topic: str, events: list[Happening]) -> dict[str, Any]:
    last_id = events[-1].id
    if len(events) > MOST_EVENTS:
        return {"refresh": [topic], "id": last_id}
    told = [
        {"id": e.id, "kind": e.kind, "subject": e.subject, **e.payload} for e in events
    ]
    return {"topic": topic, "id": last_id, "events": told}
