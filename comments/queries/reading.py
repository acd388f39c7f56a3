"""What a page shows of a thread: plain values, so that no template asks a question."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from comments.models import Comment, Thread


@dataclass(slots=True)
class CommentReading:
    """One card, by the names that its component asks for; `replies` stand under it.

    `more_replies_count` is None where more follow that nobody has counted. A
    `skipped_url` says that comments between this one and the one above are left out,
    and `stand_in` is all there is to say of a comment that was not imported. Of a
    hidden comment everyone reads the `hidden_note`; its `html` is empty unless the
    reader wrote it or moderates. The `folded_label` says how many
    people are of one text with it. Every
    name that the component asks for is here, filled or not: looking in vain is what
    costs a template most. What ends in `_html` is placed instead of being drawn.
    """

    comment: Comment
    anchor: str
    url: str
    author: str = ""
    author_note: str = ""
    authority: str = ""
    is_official: bool = False
    badge: str = ""
    is_orphan: bool = False
    is_hidden: bool = False
    is_withdrawn: bool = False
    stand_in: str = ""
    stance: str = ""
    html: str = ""
    attachments: str = ""
    language: str = ""
    direction: str = ""
    created_at: datetime | None = None
    edited_at: datetime | None = None
    agree_count: int = 0
    disagree_count: int = 0
    own_reaction: str = ""
    react_url: str = ""
    reply_url: str = ""
    edit_url: str = ""
    withdraw_url: str = ""
    history_url: str = ""
    report_url: str = ""
    decision_url: str = ""
    verdict: str = ""
    is_pinned: bool = False
    pin_url: str = ""
    hidden_note: str = ""
    folded_url: str = ""
    folded_label: str = ""
    detach_url: str = ""
    skipped_url: str = ""
    skipped_label: str = ""
    is_focus: bool = False
    replies: list["CommentReading"] = field(default_factory=list)
    more_replies_url: str = ""
    more_replies_count: int | None = 0
    more_replies_label: str = ""
    reply_count: int = 0
    time_html: str = ""
    acts_html: str = ""
    more_acts_html: str = ""
    replies_html: str = ""


@dataclass(frozen=True, slots=True)
class OrderReading:
    """A link to the thread in one of its orders."""

    name: str
    label: str
    url: str
    is_current: bool


@dataclass(slots=True)
class ComposerReading:
    """A form to write in; `action` carries where to go back to.

    `with_official` is the name of the authority that the writer may answer for, and
    `error` the refusal of what is typed in it. Under `keep` the browser keeps what is
    typed until it is sent. `findings` are personal data in it.
    """

    id: str
    action: str
    submission_key: str
    keep: str = ""
    with_stances: bool = True
    with_official: str = ""
    parent: str = ""
    title: str = ""
    submit: str = ""
    cancel_url: str = ""
    text: str = ""
    stance: str = ""
    official: bool = False
    error: str = ""
    findings: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class ThreadReading:
    """One page of a thread as one reader sees it at `now`.

    Before the list stand the `pinned` comments, and in `sides` the best comment for and
    the best against; both are empty except on the first page.

    `composer` is None where the reader cannot write, and `closed_note` says why.
    `next_cursor` continues after the last comment of the page.
    """

    thread: Thread
    id: str
    now: datetime
    order: str
    count: int
    stances: dict[str, int]
    orders: list[OrderReading]
    comments: list[CommentReading]
    pinned: list[CommentReading] = field(default_factory=list)
    sides: list[CommentReading] = field(default_factory=list)
    closed_note: str = ""
    composer: ComposerReading | None = None
    newer_url: str = ""
    older_url: str = ""
    next_cursor: str | None = None
