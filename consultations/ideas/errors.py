"""Rules of ideas that can be broken."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import DomainError, InvalidInputError, NotAllowedError


class CallClosedError(DomainError):
    """The call takes no ideas now."""

    code = "call-closed"
    message = _(
        "This call for ideas is not open now. You can still propose the idea to the "
        "authority outside the call."
    )


class CallOfAnotherAuthorityError(InvalidInputError):
    """The call was made by another authority."""

    code = "call-of-another-authority"
    message = _("This call for ideas belongs to another authority.")


class DistrictOfAnotherAuthorityError(InvalidInputError):
    """The district lies with another authority."""

    code = "district-of-another-authority"
    message = _("Choose a district of the authority you write to.")


class NoSuchPlaceError(InvalidInputError):
    """Latitude and longitude name no place on earth."""

    code = "no-such-place"
    message = _(
        "This is no place on the map: give latitude and longitude in degrees, or "
        "neither."
    )


class TooManyTopicsError(InvalidInputError):
    """More topics than an idea may have."""

    code = "too-many-topics"
    message = _("Choose three topics at most.")


class TooManyIdeasError(DomainError):
    """A new account has proposed enough for one day."""

    code = "too-many-ideas"
    status = 429
    message = _(
        "New accounts can propose five ideas a day. What you wrote is kept here: send "
        "it tomorrow."
    )


class LevelTooLowError(NotAllowedError):
    """The authority hears only people whom it knows more surely."""

    code = "level-too-low"
    message = _(
        "Please confirm your contact details or your identity in your profile first."
    )


class SignInNeededError(NotAllowedError):
    """Nobody is signed in."""

    code = "sign-in-needed"
    status = 401
    message = _("Please sign in first.")


class SupportClosedError(DomainError):
    """The idea has come to its end, or went into another one."""

    code = "support-closed"
    message = _("This idea takes no supports any more.")


class MoveNotPossibleError(DomainError):
    """No step leads from where the idea is to there."""

    code = "move-not-possible"
    message = _("An idea cannot take this step from where it is now.")


class MergeNeedsTargetError(InvalidInputError):
    """An idea is merged into another one, never by a bare move."""

    code = "merge-needs-target"
    message = _("Say which idea this one is merged into.")


class StaleIdeaError(DomainError):
    """The idea has changed since the form was opened."""

    code = "stale-idea"
    message = _(
        "This idea has changed since you opened the page. What you wrote is kept here: "
        "look at what happened and send it again."
    )


class MergeNotPossibleError(DomainError):
    """The two ideas cannot become one."""

    code = "merge-not-possible"
    message = _(
        "Choose another idea of the same authority that is neither declined nor merged."
    )


class IdeaNotEditableError(DomainError):
    """The words that people support, or that are under review, stay as they are."""

    code = "idea-not-editable"
    message = _(
        "An idea can be edited until its review begins or an answer is owed. Write a "
        "comment to add something."
    )


class TooEarlyForEvidenceError(DomainError):
    """Nothing can have been delivered yet."""

    code = "too-early-for-evidence"
    message = _(
        "Evidence of delivery belongs to ideas that are under development or "
        "implemented."
    )


class DeliveredInFutureError(InvalidInputError):
    """What is not delivered yet has no evidence."""

    code = "delivered-in-future"
    message = _("The day of delivery cannot lie in the future.")


class CostBelowZeroError(InvalidInputError):
    """Nothing costs less than nothing."""

    code = "cost-below-zero"
    message = _(
        "The cost is zero or more, with at most twelve digits and two decimals."
    )


class CallWindowError(InvalidInputError):
    """A call closes after it opens."""

    code = "call-window"
    message = _("The call must close after it opens.")


class UnreadableTableError(InvalidInputError):
    """A line of an imported table cannot be read."""

    code = "unreadable-table"
    message = _("This table cannot be read.")
