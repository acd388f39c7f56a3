"""Rules of pages that can be broken."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import DomainError, InvalidInputError, NotAllowedError


class NotAnApproverError(NotAllowedError):
    """Only an approver of the authority decides on its pages."""

    code = "not-an-approver"
    message = _("Only an approver of this authority can decide on this page.")


class OwnSubmissionError(NotAllowedError):
    """Who submitted a page does not approve it."""

    code = "own-submission"
    message = _("You submitted this page. A second person has to approve it.")


class OwnWordsError(NotAllowedError):
    """Who wrote the words does not approve them."""

    code = "own-words"
    message = _("You wrote what waits here. A second person has to approve it.")


class NotWaitingError(DomainError):
    """Nothing waits for a decision here any more."""

    code = "not-waiting"
    message = _(
        "This page no longer waits for approval. Reload to see where it stands."
    )


class WordsChangedError(DomainError):
    """The words are not those that were approved."""

    code = "words-changed"
    message = _(
        "The text is not the one that was submitted. Send the page back and have it "
        "submitted again."
    )


class NothingToPublishError(DomainError):
    """The draft decision has no text yet."""

    code = "no-text"
    status = 422
    message = _("The draft has no text yet. Import or write it first.")


class ShiftNeedsReasonError(InvalidInputError):
    """A phase that has begun moves only with a public reason."""

    code = "shift-needs-reason"
    message = _("The phase “%(phase)s” has begun: it moves only with a public reason.")


class BegunPhaseRemovedError(InvalidInputError):
    """A phase that has begun stays."""

    code = "begun-phase-removed"
    message = _(
        "The phase “%(phase)s” has begun and cannot be removed. Give it an end and a "
        "public reason instead."
    )


class WrongAuthorityError(NotAllowedError):
    """A page names something that belongs to another authority."""

    code = "wrong-authority"
    message = _("This belongs to another authority.")


class OutcomeTooEarlyError(DomainError):
    """A decision is published when people are no longer asked."""

    code = "outcome-too-early"
    message = _(
        "Participation is still open: the phase “%(phase)s” closes on %(moment)s. "
        "The decision is published after that. Schedule it for then, or end the phase "
        "now with a public reason."
    )
