"""Rules of voting that can be broken."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import DomainError, InvalidInputError, NotAllowedError


class BallotNotOpenYetError(DomainError):
    """The ballot takes votes later."""

    code = "ballot-not-open-yet"
    message = _("Voting has not begun yet.")


class BallotClosedError(DomainError):
    """The ballot no longer takes votes."""

    code = "ballot-closed"
    message = _("Voting is closed; no more votes can be cast or changed.")


class SignInToVoteError(NotAllowedError):
    """Nobody is signed in."""

    code = "sign-in-to-vote"
    status = 401
    message = _("Sign in to vote.")


class NotEligibleError(NotAllowedError):
    """The person is outside the ballot's electorate."""

    code = "not-eligible"
    message = _("This ballot is for verified residents. Verify your identity to vote.")


class UnknownChoiceError(InvalidInputError):
    """The choice is none of the ballot's."""

    code = "unknown-choice"
    message = _("Choose to approve, to reject or to abstain.")


class BadBallotTimesError(InvalidInputError):
    """The ballot would close before it opens."""

    code = "bad-ballot-times"
    message = _("A ballot must close after it opens.")
