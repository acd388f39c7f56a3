"""Pages on which discussions are kept fair: reports, the queue, appeals, the ledger."""

from comments.views.moderation.appeals import answer_appeal, appeals, decision, latest
from comments.views.moderation.ledger import ledger, ledger_file
from comments.views.moderation.reports import report, reported
from comments.views.moderation.threads import thread
from comments.views.moderation.triage import comment, queue, take_back
from comments.views.moderation.words import words

__all__ = [
    "answer_appeal",
    "appeals",
    "comment",
    "decision",
    "latest",
    "ledger",
    "ledger_file",
    "queue",
    "report",
    "reported",
    "take_back",
    "thread",
    "words",
]
