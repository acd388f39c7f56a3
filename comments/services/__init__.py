"""The things people do in a thread."""

from comments.services.changing import edit_comment, withdraw_comment
from comments.services.importing import (
    ImportCounts,
    ImportedComment,
    import_comments,
)
from comments.services.posting import LONGEST_TEXT, post_comment
from comments.services.reacting import react
from comments.services.scoring import score, wilson_lower_bound
from comments.services.threads import (
    create_thread,
    create_threads,
    set_thread_window,
)

__all__ = [
    "LONGEST_TEXT",
    "ImportCounts",
    "ImportedComment",
    "create_thread",
    "create_threads",
    "edit_comment",
    "import_comments",
    "post_comment",
    "react",
    "score",
    "set_thread_window",
    "wilson_lower_bound",
    "withdraw_comment",
]
