"""Sending messages by mail to those who want it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Exists, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from foundation.accounts.models import Level
from outlets.notifications.models import MailChoice, Message, MessageKind

SALT = "sawt.unsubscribe"
BATCH = 100


def send_mails(*, cause: str, now: datetime) -> int:
    """Send the messages of one cause that were not mailed yet; return how many.

    Each is marked before the next one is sent, so that a broken connection costs at
    most one repetition when the task is tried again.
    """
    sent = 0
    with get_connection() as connection:
        for message in unsent(cause).select_related("person").iterator(BATCH):
            mail = mail_of(message)
            mail.connection = connection
            mail.send()
            Message.objects.filter(pk=message.pk).update(mailed_at=now)
            sent += 1
    return sent


def unsent(cause: str) -> QuerySet[Message]:
    """List the messages of a cause that their readers want by mail and have not got."""
    unwanted = MailChoice.objects.filter(
        person_id=OuterRef("person_id"), kind=OuterRef("kind")
    )
    return Message.objects.filter(
        ~Exists(unwanted),
        cause=cause,
        mailed_at=None,
        person__is_active=True,
        person__level__gte=Level.CONFIRMED,
    ).order_by("pk")


def mail_of(message: Message) -> EmailMultiAlternatives:
    """Write a message as a mail, with its one-click way out (RFC 8058)."""
    stop = address(reverse("notifications:stop", args=[stop_token(message)]))
    with translation.override(message.language):
        context = _context(message, stop)
        text = render_to_string("notifications/mail.txt", context)
        html = render_to_string("notifications/mail.html", context)
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=text,
        to=[message.person.email],
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    mail.attach_alternative(html, "text/html")
    return mail


def stop_token(message: Message) -> str:
    """Sign who no longer wants which kind; it works without signing in, for good."""
    return signing.dumps([message.person_id, message.kind], salt=SALT)


def address(path: str) -> str:
    """Make a path an address that works outside of the page."""
    return f"{settings.SAWT_BASE_URL}{path}"


def _context(message: Message, stop: str) -> dict[str, Any]:
    opened = reverse("notifications:open", args=[message.public_id])
    kind = str(MessageKind(message.kind).label)
    return {
        "subject": message.subject,
        "name": message.person.display_name,
        "text": message.text,
        "action_url": address(opened),
        "action_label": _("Read it in Sawt"),
        "reason": _("You get this because you chose: %(kind)s.") % {"kind": kind},
        "unsubscribe_url": stop,
    }
