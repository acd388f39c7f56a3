"""Telling people what happened, in the page and by mail."""

from outlets.notifications.services.answers import (
    tell_of_taking_back,
    tell_some_of_answer,
)
from outlets.notifications.services.choosing import choose_mail, stop_mail
from outlets.notifications.services.mailing import send_mails
from outlets.notifications.services.reading import mark_all_read, mark_read
from outlets.notifications.services.telling import Notice, Words, tell

__all__ = [
    "Notice",
    "Words",
    "choose_mail",
    "mark_all_read",
    "mark_read",
    "send_mails",
    "stop_mail",
    "tell",
    "tell_of_taking_back",
    "tell_some_of_answer",
]
