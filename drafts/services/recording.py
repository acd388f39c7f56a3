"""The audit record of drafts."""

from datetime import datetime
from typing import Any

from drafts.models import Draft
from foundation.accounts.models import Person
from foundation.audit.services import record


def note(
    action: str, draft: Draft, *, actor: Person | None, now: datetime, **detail: Any
) -> None:
    """Write down what was done to a draft; `detail` holds counts, never words."""
    record(
        action=f"draft.{action}",
        actor=actor.public_id if actor else None,
        target=f"draft:{draft.public_id}",
        authority=draft.authority.slug,
        detail=detail,
        now=now,
    )
