"""From rows to cards: who wrote it, what it says, and what its reader may do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment, Reaction, Rule, Thread
from comments.queries import rules
from comments.queries.attachments import attachments_of
from comments.queries.reading import CommentReading
from foundation.accounts.models import Level, Person
from foundation.organisations.models import Role
from foundation.organisations.permissions import ANSWERERS, MODERATORS, roles_at
from frontend.numerals import number

NAMELESS = "000000000000"
PATHS = (
    "comment",
    "report",
    "decision",
    "react",
    "edit",
    "withdraw",
    "history",
    "pin",
    "alike",
    "detach",
)
ACTING = (Role.MODERATOR, Role.OFFICER, Role.EDITOR)
REACTIONS = {1: "agree", -1: "disagree"}


def anchor_of(comment: Comment) -> str:
    """Name the place of a comment within a page."""
    return f"comment-{comment.public_id}"


def permalink(comment: Comment) -> str:
    """Return the address that opens the thread at this comment."""
    path = reverse("comments:comment", args=[comment.public_id])
    return f"{path}#{anchor_of(comment)}"


@dataclass(frozen=True)
class Reader:
    """Who looks at a thread, when, and what that lets them do in it."""

    person: object
    thread: Thread
    now: datetime

    @cached_property
    def is_open(self) -> bool:
        """Whether the thread takes comments at this moment."""
        return self.thread.is_open(now=self.now)

    @cached_property
    def can_write(self) -> bool:
        """Whether a form is offered; a stranger's leads through the door first."""
        if not self.is_open:
            return False
        known = isinstance(self.person, Person)
        return not known or not rules.why_not_this_person(self.person, self.thread)

    @cached_property
    def roles(self) -> frozenset[Role]:
        """What the person is at the thread's authority; read once."""
        return roles_at(self.person, self.thread.authority_id)

    @property
    def can_answer(self) -> bool:
        """Whether the person speaks for the thread's authority."""
        return bool(self.roles & ANSWERERS)

    @property
    def can_moderate(self) -> bool:
        """Whether the person keeps the thread fair, and so reads what is hidden."""
        is_administrator = isinstance(self.person, Person) and self.person.is_superuser
        return is_administrator or bool(self.roles & MODERATORS)

    @property
    def can_pin(self) -> bool:
        """Whether the person chooses what stands first."""
        return self.can_answer or self.can_moderate

    @property
    def role(self) -> str:
        """The role in which the person keeps the thread, as the ledger names it."""
        if isinstance(self.person, Person) and self.person.is_superuser:
            return "administrator"
        return min(self.roles & (MODERATORS | ANSWERERS), key=ACTING.index, default="")

    def can_read(self, comment: Comment) -> bool:
        """Whether the words are there for this person; of what is hidden, for few."""
        own = rules.owns(self.person, comment)
        return not comment.is_hidden or own or self.can_moderate

    @cached_property
    def can_reply(self) -> bool:
        """Whether replies are taken: from an authority after the close as well."""
        if self.can_write:
            return True
        closes_at = self.thread.closes_at
        has_closed = closes_at is not None and closes_at <= self.now
        return self.thread.is_enabled and has_closed and self.can_answer

    def reactions(self, comments: Iterable[Comment]) -> dict[int, str]:
        """Read in one query what the person thinks of these comments."""
        if not isinstance(self.person, Person):
            return {}
        rows = Reaction.objects.filter(
            person=self.person, comment__in=[comment.pk for comment in comments]
        )
        return {pk: REACTIONS[v] for pk, v in rows.values_list("comment_id", "value")}


class CardMaker:
    """Makes the cards of one page; addresses are worked out once and filled in."""

    def __init__(
        self,
        reader: Reader,
        reactions: Mapping[int, str],
        attachments: Mapping[int, SafeString] | None = None,
    ) -> None:
        self.reader = reader
        self.reactions = reactions
        self.attachments = attachments or {}
        self.verified = _("Verified resident")
        self.paths = {n: reverse(f"comments:{n}", args=[NAMELESS]) for n in PATHS}
        self.post = reverse("comments:post", args=[reader.thread.public_id])

    @classmethod
    def for_page(cls, reader: Reader, comments: Sequence[Comment]) -> "CardMaker":
        """Ask once for everything that the cards of a page need beside their rows."""
        return cls(
            reader,
            reader.reactions(comments),
            attachments_of([comment.pk for comment in comments]),
        )

    def card(self, comment: Comment) -> CommentReading:
        """Make the card of one comment, without its replies."""
        comment.thread = self.reader.thread
        anchor = anchor_of(comment)
        url = f"{self._path('comment', comment)}#{anchor}"
        card = CommentReading(
            comment=comment, anchor=anchor, url=url, created_at=comment.posted_at
        )
        card.is_withdrawn = comment.is_withdrawn
        card.reply_count = comment.reply_count
        if comment.is_placeholder:
            card.stand_in = _("A comment that was not part of the import")
        elif comment.is_hidden and not comment.is_withdrawn:
            self._hide(card, comment)
        elif not comment.is_withdrawn:
            self._say(card, comment)
            self._offer(card, comment)
        return card

    @staticmethod
    def folded_label(first: Comment) -> str:
        """Say how many people a text has, of whom `first` is one."""
        people = first.folded_count + 1
        sentence = ngettext(
            "One text, %(count)s person", "One text, %(count)s people", people
        )
        return sentence % {"count": number(people)}

    def _hide(self, card: CommentReading, comment: Comment) -> None:
        """Name the rule; give the words to their author and to moderators alone."""
        rule = Rule(comment.hidden_rule).label
        card.is_hidden = True
        card.hidden_note = _("Hidden by moderation: %(rule)s") % {"rule": rule}
        if rules.owns(self.reader.person, comment):
            card.decision_url = self._path("decision", comment)
        if card.decision_url or self.reader.can_moderate:
            self._say(card, comment)

    def _say(self, card: CommentReading, comment: Comment) -> None:
        author = comment.author
        card.author = author.display_name if author else comment.author_name
        card.is_official = comment.authority is not None
        card.authority = str(comment.authority) if comment.authority else ""
        if author and author.level >= Level.VERIFIED and not card.is_official:
            card.author_note = self.verified
        card.stance = comment.stance
        card.html = comment.html
        card.attachments = self.attachments.get(comment.pk, "")
        card.language, card.direction = comment.language, comment.direction
        card.agree_count = comment.agree_count
        card.disagree_count = comment.disagree_count
        card.edited_at = comment.edited_at
        card.is_pinned = comment.pinned_at is not None
        if comment.folded_count:
            card.folded_label = self.folded_label(comment)
        elif comment.folded_under_id is not None:
            card.folded_label = _("Stands with others that are one text with it")
        if card.folded_label:
            card.folded_url = self._path("alike", comment)

    def _offer(self, card: CommentReading, comment: Comment) -> None:
        reader = self.reader
        is_own = rules.owns(reader.person, comment)
        card.own_reaction = self.reactions.get(comment.pk, "")
        if reader.can_write and not is_own:
            card.react_url = self._path("react", comment)
        if reader.can_reply:
            card.reply_url = f"{self.post}?parent={comment.public_id}"
        if comment.edited_at:
            card.history_url = self._path("history", comment)
        if reader.can_pin and comment.parent_id is None:
            card.pin_url = self._path("pin", comment)
        if rules.can_detach(reader.person, comment):
            card.detach_url = self._path("detach", comment)
        own_act = "withdraw" if is_own else "report"
        setattr(card, f"{own_act}_url", self._path(own_act, comment))
        if reader.is_open and rules.can_still_edit(
            reader.person, comment, now=reader.now
        ):
            card.edit_url = self._path("edit", comment)

    def _path(self, name: str, comment: Comment) -> str:
        return self.paths[name].replace(NAMELESS, comment.public_id)
