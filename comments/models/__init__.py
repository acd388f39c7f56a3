"""Threads and comments, what people think of them, and how they are kept fair."""

from comments.models.discussion import (
    TOPS,
    Comment,
    CommentWording,
    Reaction,
    Rule,
    Stance,
    Thread,
)
from comments.models.folding import FoldMark
from comments.models.mentions import Mention
from comments.models.moderation import (
    Act,
    Appeal,
    BlockedPhrase,
    ModerationAct,
    Report,
    Trigger,
    Waiting,
    WaitingComment,
)

__all__ = [
    "TOPS",
    "Act",
    "Appeal",
    "BlockedPhrase",
    "Comment",
    "CommentWording",
    "FoldMark",
    "Mention",
    "ModerationAct",
    "Reaction",
    "Report",
    "Rule",
    "Stance",
    "Thread",
    "Trigger",
    "Waiting",
    "WaitingComment",
]
