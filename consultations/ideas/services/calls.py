"""Calls for ideas; their pages stand in the CMS and set their moments."""

from datetime import datetime

from django.db import transaction

from consultations.ideas.errors import CallWindowError
from consultations.ideas.models import IdeaCall
from foundation.organisations.models import Authority


@transaction.atomic
def create_call(
    *,
    authority: Authority,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
) -> IdeaCall:
    """Make a call for ideas; without an opening moment it is not open yet.

    Raises:
        CallWindowError: it would close before it opens.

    """
    _check(opens_at, closes_at)
    return IdeaCall.objects.create(
        authority=authority, opens_at=opens_at, closes_at=closes_at
    )


@transaction.atomic
def set_call_window(
    *, call: IdeaCall, opens_at: datetime | None, closes_at: datetime | None
) -> IdeaCall:
    """Set from when until when ideas are taken; either may be open-ended.

    Raises:
        CallWindowError: it would close before it opens.

    """
    _check(opens_at, closes_at)
    call = IdeaCall.objects.select_for_update().get(pk=call.pk)
    call.opens_at, call.closes_at = opens_at, closes_at
    call.save(update_fields=["opens_at", "closes_at"])
    return call


def _check(opens_at: datetime | None, closes_at: datetime | None) -> None:
    if opens_at is not None and closes_at is not None and closes_at <= opens_at:
        raise CallWindowError(field="closes_at")
