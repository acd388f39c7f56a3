"""Questions asked of messages."""

from django.db.models import QuerySet

from foundation.accounts.models import Person
from foundation.core.keyset import Page, page_of
from outlets.notifications.models import MailChoice, Message, MessageKind

INBOX = ("-created_at", "-pk")


def inbox(person: Person, *, cursor: str | None, limit: int = 30) -> Page[Message]:
    """List a person's messages, newest first.

    Raises:
        BadCursorError: the cursor belongs to another list.

    """
    rows = Message.objects.filter(person=person)
    return page_of(rows, order=INBOX, cursor=cursor, limit=limit)


def unread_count(person: Person) -> int:
    """Count what a person has not read."""
    return Message.objects.filter(person=person, read_at=None).count()


def own_message(person: Person, public_id: str) -> Message | None:
    """Find a message by its public name, if it is this person's."""
    return Message.objects.filter(person=person, public_id=public_id).first()


def wanted_mail(person: Person) -> list[str]:
    """List the kinds of messages that a person wants by mail."""
    unwanted = set(_choices(person).values_list("kind", flat=True))
    return [kind for kind in MessageKind.values if kind not in unwanted]


def _choices(person: Person) -> QuerySet[MailChoice]:
    return MailChoice.objects.filter(person=person)
