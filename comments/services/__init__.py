"""The things people do in a thread."""

from comments.services.changing import edit_comment, withdraw_comment
from comments.services.folding import detach_comment
from comments.services.importing import (
    ImportCounts,
    ImportedComment,
    import_comments,
)
from comments.services.pinning import pin_comment, unpin_comment
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
    "detach_comment",
    "edit_comment",
    "import_comments",
    "pin_comment",
    "post_comment",
    "react",
    "score",
    "set_thread_window",
    "unpin_comment",
    "wilson_lower_bound",
    "withdraw_comment",
]
