"""Writing and chaining the audit record."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from foundation.audit.models import AuditEntry
from foundation.audit.queries import GENESIS, digest_of

BATCH = 500


def record(
    *,
    action: str,
    actor: str | None,
    target: str,
    now: datetime,
    authority: str = "",
    detail: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """Write down that `actor` (a person's public id, None: the system) did `action`.

    Call it inside the transaction of the change, so that neither stands without the
    other. `detail` is JSON and holds no words that a person may later have erased.
    """
    plain = json.loads(json.dumps(dict(detail or {}), cls=DjangoJSONEncoder))
    return AuditEntry.objects.create(
        at=now,
        action=action,
        actor=actor or "",
        target=target,
        authority=authority,
        detail=plain,
    )


@transaction.atomic
def chain_entries(*, limit: int = BATCH) -> int:
    """Give the oldest unchained entries their place and digest; return how many."""
    # The last link is locked so that two workers cannot append to it at once.
    last = (
        AuditEntry.objects.select_for_update()
        .filter(position__isnull=False)
        .order_by("-position")
        .first()
    )
    position, digest = (last.position or 0, last.digest) if last else (0, GENESIS)
    entries = list(
        AuditEntry.objects.filter(position__isnull=True).order_by("pk")[:limit]
    )
    for entry in entries:
        position += 1
        digest = digest_of(entry, after=digest)
        entry.position, entry.digest = position, digest
    AuditEntry.objects.bulk_update(entries, ["position", "digest"])
    return len(entries)


def chain_waiting_entries(*, now: datetime) -> int:  # noqa: ARG001 - every job is told
    """Chain everything that waits, a short transaction at a time; return how many."""
    total = 0
    while count := chain_entries():
        total += count
    return total
