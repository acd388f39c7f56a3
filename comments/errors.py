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
    """The comment was withdrawn, or was never here."""

    code = "comment-gone"
    message = _(
        "This comment was withdrawn, so it can no longer be answered or assessed."
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
