"""Which topics may be watched: those whose home every visitor may see.

An app that owns a kind of topic registers its model when it starts:
`register_topic("thread", Thread)` lets `thread:<public id>` be watched while
`foundation.core.homes` calls the thread's home public.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db import models

from foundation.core.homes import homes_of

MOST_TOPICS = 50
TOPIC = re.compile(r"([a-z]{1,20}):([a-z0-9]{6,24})")

_models: dict[str, type[models.Model]] = {}


def register_topic(kind: str, model: type[models.Model]) -> None:
    """Let rows of `model`, by their public ids, be watched as topics of this kind."""
    _models[kind] = model


def topic_of(kind: str, public_id: str) -> str:
    """Name the topic of one row."""
    return f"{kind}:{public_id}"


def watchable(topics: Iterable[str]) -> set[str]:
    """Return those of the topics that everyone may watch: two queries a kind.

    Unknown, hidden and misspelt ones are left out alike.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for topic in topics:
        if found := TOPIC.fullmatch(topic):
            wanted[found[1]].add(found[2])
    return {
        topic_of(kind, public_id)
        for kind, public_ids in wanted.items()
        if kind in _models
        for public_id in _public(_models[kind], public_ids)
    }


def _public(model: type[models.Model], public_ids: set[str]) -> set[str]:
    rows = model._default_manager.filter(public_id__in=public_ids)  # noqa: SLF001
    keys = dict(rows.values_list("pk", "public_id"))
    homes = homes_of(model, keys)
    hidden = {pk for pk, home in homes.items() if not home.is_public}
    return {public_id for pk, public_id in keys.items() if pk not in hidden}
