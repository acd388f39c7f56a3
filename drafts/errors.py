"""Rules of draft texts that can be broken."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import DomainError, InvalidInputError


class UntitledDraftError(InvalidInputError):
    """A draft needs a title in one language at least."""

    code = "untitled-draft"
    message = _("Give the draft a title, in Arabic or in English.")


class EmptyVersionError(InvalidInputError):
    """There is nothing to read in the text."""

    code = "empty-version"
    message = _("The text is empty. A draft needs at least one section with words.")


class TextTooLargeError(InvalidInputError):
    """A part of the text is longer than its place takes."""

    code = "text-too-large"
    message = _("One part of the text is too long. Shorten it or split it in two.")


class VersionSealedError(DomainError):
    """The text waits for approval and must stay as it was submitted."""

    code = "version-sealed"
    message = _(
        "This text is waiting for approval and cannot be changed now. "
        "Cancel the approval first, then change it."
    )


class VersionPublishedError(DomainError):
    """The version was published; published versions are never edited."""

    code = "version-published"
    message = _(
        "This version is published and stays as it is. "
        "Start a new working version to change the text."
    )


class VersionNotSealedError(DomainError):
    """Only a text that was submitted for approval can be published."""

    code = "version-not-sealed"
    message = _("Submit the text for approval before it is published.")


class WordsChangedError(DomainError):
    """The words are no longer those that were approved."""

    code = "words-changed"
    message = _(
        "The text is no longer the one that was approved. Submit it for approval again."
    )


class VersionsComeLaterError(DomainError):
    """A differing text cannot yet take the place of a published one."""

    code = "versions-come-later"
    message = _(
        "This draft is already published, and what people wrote hangs on its sections. "
        "Change the words of its sections one by one in a new working version; "
        "a whole new text cannot be imported over it, and no published section removed."
    )


class UnknownPartError(DomainError):
    """The section is no longer in the text; perhaps someone removed it meanwhile."""

    code = "unknown-part"
    message = _(
        "This section is no longer in the text. "
        "It was removed or merged in another window or by somebody else."
    )


class NothingAboveError(InvalidInputError):
    """The first section has nothing before it."""

    code = "nothing-above"
    message = _("This is the first section: there is none before it.")


class NothingBelowError(InvalidInputError):
    """The last section has nothing after it."""

    code = "nothing-below"
    message = _("This is the last section: there is none after it.")


class BadSplitLineError(InvalidInputError):
    """The section cannot be split there."""

    code = "bad-split-line"
    message = _(
        "Choose a line inside the section: the second section begins with that line."
    )


class EditConflictError(DomainError):
    """Somebody else changed the same section meanwhile."""

    code = "edit-conflict"
    message = _(
        "The same section was changed meanwhile, in another window or by somebody "
        "else. "
        "What you typed is still here and was not saved. "
        "Compare it with the stored words and save again to keep yours."
    )

    def __init__(self, *, keys: frozenset[str] = frozenset()) -> None:
        self.keys = keys
        super().__init__()


class ImportFinishedError(DomainError):
    """The proposed split was already saved."""

    code = "import-finished"
    message = _("This import was already saved as a draft.")


class NothingToImportError(InvalidInputError):
    """Neither a file nor a text was given."""

    code = "nothing-to-import"
    message = _("Choose a file or paste the text.")


class TwoSourcesError(InvalidInputError):
    """A file and a text were given; only one can be meant."""

    code = "two-sources"
    message = _("Choose a file or paste the text, not both.")


class DraftInUseError(DomainError):
    """The draft has a page or was published."""

    code = "draft-in-use"
    message = _("This draft has a page or was published, so it cannot be deleted.")


class UnreadableTextError(InvalidInputError):
    """The file cannot be read; the sentence says why."""

    code = "unreadable-text"
    message = _("The file could not be read.")
