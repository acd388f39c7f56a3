"""Pages about threads and comments."""

from comments.views.keeping import detach, pin
from comments.views.reading import alike, comment, fresh, history, thread
from comments.views.writing import STASH, edit, post, react, withdraw

__all__ = [
    "STASH",
    "alike",
    "comment",
    "detach",
    "edit",
    "fresh",
    "history",
    "pin",
    "post",
    "react",
    "thread",
    "withdraw",
]
