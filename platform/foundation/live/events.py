"""An event as it travels: from the row, or through Redis, to the sockets."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened under a topic.

    A later one of the same topic, `kind` and `subject` replaces an earlier one: what
    it carries are states ("12 agree"), never steps ("one more agrees").
    """

    id: int
    topic: str
    kind: str
    subject: str = ""
    payload: dict[str, Any] = field(default_factory=dict)
