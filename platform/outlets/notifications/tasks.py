"""Telling and mailing, away from the request that caused it."""

from typing import Any

from django.utils import timezone
from django_tasks import task

from outlets.notifications.services import (
    moderation,
    notices,
    send_mails,
    tell,
    tell_of_taking_back,
    tell_some_of_answer,
    versions,
)

TELLINGS = {
    "reply": notices.of_reply,
    "mention": notices.of_mention,
    "move": notices.of_move,
    "answer": notices.of_answer,
    "evidence": notices.of_evidence,
    "debt": notices.of_debt,
    "version-writers": versions.to_writers,
    "version-followers": versions.to_followers,
    "update": notices.of_update,
    "outcome": notices.of_outcome,
    "shift": notices.of_shift,
    "request": notices.of_request,
    "decision": notices.of_decision,
    "appeal": moderation.of_appeal,
    "appeal_decided": moderation.of_appeal_decided,
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
def tell_of_moderation(act_ids: list[int]) -> int:
    """Tell of the acts that were done together, and queue their mail as one task."""
    causes = moderation.tell_of_acts(act_ids=act_ids, now=timezone.now())
    if causes:
        mail_of_causes.enqueue(causes=causes)
    return len(causes)


@task()
def mail_of_causes(causes: list[str]) -> int:
    """Send the mail of several causes; what was sent is not sent again."""
    return sum(send_mails(cause=cause, now=timezone.now()) for cause in causes)


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
