"""Telling and mailing, away from the request that caused it."""

from typing import Any

from django.utils import timezone
from django_tasks import task

from outlets.notifications.services import (
    notices,
    send_mails,
    tell,
    tell_of_taking_back,
    tell_some_of_answer,
)

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
def tell_of_response(response_id: int, after: int = 0) -> int:
    """Tell authors and supporters of an answer, some at a time; return who came last.

    Each batch is a task of its own, so that one response to thousands of inputs holds
    nothing up and goes on where it was broken off.
    """
    told = tell_some_of_answer(response_id=response_id, after=after, now=timezone.now())
    if told is None:
        return after
    cause, last = told
    mail_people.enqueue(cause=cause)
    if last is not None:
        tell_of_response.enqueue(response_id=response_id, after=last)
    return last or after


@task()
def tell_of_retraction(response_id: int) -> None:
    """Tell those who were told of an answer that it was taken back."""
    cause = tell_of_taking_back(response_id=response_id, now=timezone.now())
    mail_people.enqueue(cause=cause)


@task()
def mail_people(cause: str) -> int:
    """Send the mail of one cause; what was sent is not sent again."""
    return send_mails(cause=cause, now=timezone.now())
