"""Telling and mailing, away from the request that caused it."""

from typing import Any

from django.utils import timezone
from django_tasks import task

from outlets.notifications.services import notices, send_mails, tell

TELLINGS = {
    "reply": notices.of_reply,
    "move": notices.of_move,
    "answer": notices.of_answer,
    "evidence": notices.of_evidence,
    "debt": notices.of_debt,
    "update": notices.of_update,
    "outcome": notices.of_outcome,
    "shift": notices.of_shift,
    "request": notices.of_request,
    "decision": notices.of_decision,
}


@task()
def tell_people(about: str, details: dict[str, Any]) -> int:
    """Put messages into the inboxes of those concerned, and queue their mail."""
    telling = TELLINGS[about](**details)  # type: ignore[operator]
    if telling is None:
        return 0
    notice, people = telling
    told = tell(notice=notice, people=people, now=timezone.now())
    if told:
        mail_people.enqueue(cause=notice.cause)
    return told


@task()
def mail_people(cause: str) -> int:
    """Send the mail of one cause; what was sent is not sent again."""
    return send_mails(cause=cause, now=timezone.now())
