"""What a comment said before it was edited, and what each edit changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from comments.models import Comment, CommentWording
from foundation.core.redline import Run, redline


@dataclass(frozen=True, slots=True)
class Change:
    """One edit: when, what the comment said until then, and what it changed."""

    at: datetime
    html: str
    runs: Sequence[Run]


def changes_of(comment: Comment) -> list[Change]:
    """List the edits of a comment, the latest first; none once it is withdrawn.

    The words are compared as they were typed.
    """
    wordings = list(comment.earlier_wordings.order_by("pk"))
    texts = [*(wording.text for wording in wordings), comment.text]
    edits = zip(wordings, pairwise(texts), strict=True)
    return [_change(wording, *pair) for wording, pair in edits][::-1]


def _change(wording: CommentWording, old: str, new: str) -> Change:
    return Change(wording.replaced_at, wording.html, redline(old, new))
