"""Reading messages."""

from datetime import datetime

from foundation.accounts.models import Person
from outlets.notifications.models import Message


def mark_read(*, message: Message, now: datetime) -> None:
    """Note that a message was read; the first time counts."""
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=now)


def mark_all_read(*, person: Person, now: datetime) -> int:
    """Note that everything in a person's inbox was read; return how many were new."""
    return Message.objects.filter(person=person, read_at=None).update(read_at=now)
