"""Rules of discussion that can be broken, each with what was or will be possible."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import DomainError, InvalidInputError
from frontend import moments


class CommentsDisabledError(DomainError):
    """The thread takes no comments at all."""

    code = "comments-disabled"
    message = _("Comments are not taken here.")


class ThreadNotOpenYetError(DomainError):
    """The thread opens later."""

    code = "thread-not-open-yet"
    message = _("This discussion is not open yet.")

    @classmethod
    def until(
        cls, opens_at: datetime, zone: ZoneInfo | None = None
    ) -> "ThreadNotOpenYetError":
        """Say when the discussion will open, in the authority's own time."""
        sentence = gettext("This discussion opens on %(moment)s. You can comment then.")
        return cls(sentence % {"moment": moments.moment(opens_at, zone=zone)})


class ThreadClosedError(DomainError):
    """The thread has closed."""

    code = "thread-closed"
    message = _("This discussion is closed.")

    @classmethod
    def since(
        cls, closes_at: datetime, zone: ZoneInfo | None = None
    ) -> "ThreadClosedError":
        """Say until when the discussion was open, in the authority's own time."""
        sentence = gettext(
            "This discussion closed on %(moment)s. What was said in it stays readable."
        )
        return cls(sentence % {"moment": moments.moment(closes_at, zone=zone)})


class SignInNeededError(DomainError):
    """Nobody is signed in."""

    code = "sign-in-needed"
    status = 401
    message = _("Sign in to take part in this discussion.")


class ConfirmationNeededError(DomainError):
    """The person has not confirmed an address yet."""

    code = "confirmation-needed"
    status = 403
    message = _("Confirm your e-mail address to take part in this discussion.")


class VerificationNeededError(DomainError):
    """Only verified residents take part here."""

    code = "verification-needed"
    status = 403
    message = _("Only verified residents take part in this discussion.")


class TooManyCommentsError(DomainError):
    """A new account wrote more than new accounts may in an hour."""

    code = "too-many-comments"
    status = 429
    message = _("You have written a lot in a short time. Please wait a little.")

    def __init__(self, *, until: datetime, now: datetime) -> None:
        sentence = gettext(
            "New accounts can write only a few comments an hour. "
            "What you wrote is kept: send it again %(when)s."
        )
        when = moments.time_until(until + timedelta(seconds=59), now)
        super().__init__(sentence % {"when": when})
        self.retry_after_seconds = int((until - now).total_seconds()) + 1


class ParentElsewhereError(InvalidInputError):
    """The comment that is answered stands in another thread."""

    code = "parent-elsewhere"
    message = _("The comment that you answer is not part of this discussion.")


class CommentGoneError(DomainError):
    """The comment was withdrawn or hidden, or was never here."""

    code = "comment-gone"
    message = _(
        "This comment was withdrawn or hidden. It cannot be answered or assessed."
    )


class UnknownStanceError(InvalidInputError):
    """The stance is none of those that can be taken."""

    code = "unknown-stance"
    message = _("Choose for, against, neutral or question, or leave the stance out.")


class UnknownReactionError(InvalidInputError):
    """The reaction is none of those that exist."""

    code = "unknown-reaction"
    message = _("Choose agree, disagree or none.")


class OwnCommentError(DomainError):
    """People do not agree with themselves."""

    code = "own-comment"
    message = _("You cannot agree or disagree with your own comment.")


class EditingTimeOverError(DomainError):
    """The minutes in which a comment can be edited have passed."""

    code = "editing-time-over"
    message = _(
        "The time for editing this comment is over. "
        "You can answer it, or withdraw it and write again."
    )


class StaleEditError(DomainError):
    """The comment changed after the form was opened."""

    code = "stale-edit"
    message = _(
        "This comment was changed elsewhere since you opened the form. "
        "Compare your text with what it says now, then send it again."
    )


class BadSourceIdError(InvalidInputError):
    """An imported comment cannot be recognised when it comes again."""

    code = "bad-source-id"
    message = _("Every imported comment needs an id of 1 to 80 characters.")


class ThreadStoppedError(DomainError):
    """A moderator stopped the discussion."""

    code = "thread-stopped"
    message = _("A moderator closed this discussion.")

    @classmethod
    def since(
        cls, stopped_at: datetime, reason: str, zone: ZoneInfo | None = None
    ) -> "ThreadStoppedError":
        """Say when the discussion was stopped and why, as the ledger does."""
        sentence = gettext(
            "A moderator closed this discussion on %(moment)s: %(reason)s"
        )
        moment = moments.moment(stopped_at, zone=zone)
        return cls(sentence % {"moment": moment, "reason": reason})


class SlowModeError(TooManyCommentsError):
    """In slow mode a person waits between two comments."""

    code = "slow-mode"

    def __init__(self, *, until: datetime, now: datetime) -> None:
        super().__init__(until=until, now=now)
        sentence = gettext(
            "This discussion is in slow mode: everyone waits between two comments. "
            "What you wrote is kept: send it again %(when)s."
        )
        when = moments.time_until(until + timedelta(seconds=59), now)
        self.sentence = sentence % {"when": when}


class TooManyLinksError(InvalidInputError):
    """A new account may write only a few links."""

    code = "too-many-links"
    message = _("New accounts can write only a few links in a comment.")

    @classmethod
    def at_most(cls, count: int) -> "TooManyLinksError":
        """Say how many links are taken."""
        sentence = gettext(
            "New accounts can write no more than %(count)d links in a comment. "
            "Take some out and send it again."
        )
        return cls(sentence % {"count": count}, field="text")


class UnknownRuleError(InvalidInputError):
    """The rule is none of those that can be broken."""

    code = "unknown-rule"
    message = _("Choose the rule that is broken.")


class WordsNeededError(InvalidInputError):
    """Another reason has to be said in words."""

    code = "words-needed"
    message = _("Say in your own words what is wrong.")


class OwnReportError(DomainError):
    """People do not report themselves."""

    code = "own-report"
    message = _(
        "This comment is your own. You can edit or withdraw it instead of reporting it."
    )


class AlreadyHiddenError(DomainError):
    """Nobody sees the comment any more."""

    code = "already-hidden"
    message = _("This comment is hidden already. Thank you for your attention.")


class AlreadySettledError(DomainError):
    """A moderator has looked at this wording after the person's report."""

    code = "already-settled"
    message = _(
        "A moderator looked at this comment after your report and let it stand."
    )


class TooManyReportsError(DomainError):
    """A new account reported much within an hour."""

    code = "too-many-reports"
    status = 429
    message = _("You have reported a lot in a short time. Please wait a little.")


class NotAppealableError(DomainError):
    """There is nothing to appeal against, or no longer."""

    code = "not-appealable"
    message = _("There is no decision here that you can appeal against.")


class AppealedAlreadyError(DomainError):
    """A decision is looked at again once."""

    code = "appealed-already"
    message = _("You have appealed against this decision. It is looked at once more.")


class OwnDecisionError(DomainError):
    """Somebody else decides on an appeal."""

    code = "own-decision"
    status = 403
    message = _(
        "You took the decision that is appealed against, or wrote the comment. "
        "Another moderator has to answer."
    )


class AppealDecidedError(DomainError):
    """Another moderator was faster."""

    code = "appeal-decided"
    message = _("Another moderator has answered this appeal in the meantime.")


class TooLateToUndoError(DomainError):
    """What was done stands, or was undone before."""

    code = "too-late-to-undo"
    message = _(
        "This can no longer be undone here. Open the comment and change it there."
    )


class EmptyPhraseError(InvalidInputError):
    """The phrase holds no letter or digit to compare."""

    code = "empty-phrase"
    message = _("Write a word or a phrase with letters.")


class PhraseKnownError(DomainError):
    """The phrase stands on the list, perhaps in another spelling."""

    code = "phrase-known"
    message = _("This phrase is on the list already, perhaps in another spelling.")


class TooManyPhrasesError(DomainError):
    """A list is as long as it may be."""

    code = "too-many-phrases"
    message = _("The list is full. Remove phrases that are no longer needed.")


class OrderNeedsTreeError(InvalidInputError):
    """Replies stand in no place of their own in this order."""

    code = "order-needs-tree"
    message = _(
        "This order lists the comments that begin a discussion. "
        "Replies are listed newest, oldest or best first."
    )


class NotPinnableError(DomainError):
    """Only what a thread lists at its top can stand before the list."""

    code = "not-pinnable"
    message = _("Only a comment that begins a discussion can be pinned.")


class TooManyPinnedError(DomainError):
    """As many comments are pinned as there is room for."""

    code = "too-many-pinned"
    message = _("Three comments are pinned already. Unpin one of them first.")
