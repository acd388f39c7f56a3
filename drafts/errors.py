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


class FirstVersionError(DomainError):
    """A first version follows none that it could be compared with."""

    code = "first-version"
    message = _(
        "No version of this draft was published before, so there is nothing to "
        "compare the text with."
    )


class AlignmentConflictError(DomainError):
    """Somebody else changed what became of the same section."""

    code = "alignment-conflict"
    message = _(
        "What became of this section was changed meanwhile, in another window or by "
        "somebody else. Look at it as it stands now and correct it again if needed."
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


class UnchangedWordingError(InvalidInputError):
    """The wording that is suggested is the one that stands."""

    code = "unchanged-wording"
    message = _(
        "These are the words as they stand. Change what you would word otherwise; "
        "if you agree with them, say so in a comment."
    )


class UnexplainedWordingError(InvalidInputError):
    """A suggestion says why its words are better."""

    code = "unexplained-wording"
    message = _("Say in a sentence or two why these words are better.")


class WordingMovedOnError(DomainError):
    """A new version words the section otherwise than the one that was written upon."""

    code = "wording-moved-on"
    message = _(
        "A new version of the text was published while you wrote, and this section "
        "now reads otherwise. What you wrote is kept: compare it with the new words, "
        "then send it again."
    )


class SectionGoneError(DomainError):
    """The section does not stand in the version that everyone reads."""

    code = "section-gone"
    message = _(
        "This section no longer stands in the text, so it cannot be worded otherwise."
    )


class WordsTakenError(DomainError):
    """The words of the suggestion stand in the working version already."""

    code = "words-taken"
    message = _(
        "The words of this suggestion were taken into the text already. "
        "Take that decision back first."
    )


class WordsMovedOnError(DomainError):
    """The section was written again after the words were taken."""

    code = "words-moved-on"
    message = _(
        "This section was written again since, or published. The decision cannot be "
        "taken back any more; change the words in the text, and answer anew."
    )


class UnknownResponseError(InvalidInputError):
    """The response is none of those that can be given."""

    code = "unknown-response"
    message = _("Choose what became of these inputs.")


class UnreasonedResponseError(InvalidInputError):
    """Every answer gives its reason."""

    code = "unreasoned-response"
    message = _("Write the reason, in Arabic or in English: everyone will read it.")


class NothingToAnswerError(InvalidInputError):
    """No input was chosen, or none of those chosen can be answered."""

    code = "nothing-to-answer"
    message = _("Choose at least one input that can be answered.")


class NotAnInputError(InvalidInputError):
    """What was chosen is no input of this draft, or can no longer be read."""

    code = "not-an-input"
    message = _(
        "Some of what you chose is no input of this text, or was withdrawn meanwhile. "
        "Nothing was answered: look at the list and choose again."
    )


class UndoTimeOverError(DomainError):
    """An answer is taken back by who gave it, and soon, or not at all."""

    code = "undo-time-over"
    message = _(
        "This answer can no longer be taken back. "
        "Answer the inputs again: the new answer stands in place of this one."
    )


class PassageNotFoundError(InvalidInputError):
    """The words that were chosen do not stand in the section."""

    code = "passage-not-found"
    message = _(
        "These words do not stand in this section as you chose them. "
        "Choose a sentence from the list, or select the words again."
    )


class PassageUnreadableError(InvalidInputError):
    """A passage is chosen in a text that everyone can read."""

    code = "passage-unreadable"
    message = _("This section has no words here that everyone can read.")
