"""Wording that residents suggest for a section."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from comments.services import post_comment
from drafts.errors import (
    SectionGoneError,
    UnchangedWordingError,
    UnexplainedWordingError,
    WordingMovedOnError,
)
from drafts.events import WordingSuggested
from drafts.models import Section, Suggestion, Version
from drafts.queries import words_of_section
from drafts.services.cleaning import LONGEST_TEXT
from foundation.accounts.models import Person
from foundation.core.errors import KeyReusedError
from foundation.core.events import announce
from foundation.core.text import clean_text


@dataclass(frozen=True, slots=True)
class Wording:
    """Words for a section as they were typed: upon which version, in which language."""

    version: Version | None
    language: str
    text: str


@transaction.atomic
def suggest_wording(  # noqa: PLR0913  (what a suggestion consists of)
    *,
    section: Section,
    wording: Wording,
    reason: str,
    author: Person,
    now: datetime,
    stance: str = "",
    submission_key: str = "",
) -> Suggestion:
    """Suggest other words for a section: a comment that says why, and the words.

    Written upon an older version, it is taken upon the newest one where the section
    reads the same there. The same author and key give the first suggestion again.

    Raises:
        SectionGoneError: the section has no words in the version that everyone reads.
        WordingMovedOnError: a newer version words the section otherwise.
        UnchangedWordingError: the words are those that stand.
        UnexplainedWordingError: it does not say why.
        DomainError: what `post_comment` refuses.

    """
    version, text = checked_wording(section=section, wording=wording)
    if not reason.strip():
        raise UnexplainedWordingError(field="reason")
    comment = post_comment(
        thread=section.thread,
        author=author,
        text=reason,
        stance=stance,
        submission_key=submission_key,
        stays_unfolded=True,  # two reasons may be alike while the wordings differ
        now=now,
    )
    existing = Suggestion.objects.filter(comment=comment).first()
    if existing is not None:
        return _same(existing, text)
    suggestion = Suggestion.objects.create(
        comment=comment,
        section=section,
        version=version,
        language=wording.language,
        text=text,
    )
    announce(WordingSuggested(suggestion_id=suggestion.pk, comment_id=comment.pk))
    return suggestion


def checked_wording(*, section: Section, wording: Wording) -> tuple[Version, str]:
    """Return the newest version and the words, if they can be suggested upon it.

    Raises:
        SectionGoneError: the section has no words in the version that everyone reads.
        WordingMovedOnError: a newer version words the section otherwise.
        UnchangedWordingError: the words are those that stand.

    """
    current = words_of_section(section, wording.language)
    if current is None:
        raise SectionGoneError
    text = clean_text(wording.text, longest=LONGEST_TEXT)
    if wording.version is not None and wording.version != current.version:
        before = words_of_section(section, wording.language, version=wording.version)
        if before is None or before.text != current.text:
            raise WordingMovedOnError
    if text.split() == current.text.split():
        raise UnchangedWordingError(field="text")
    return current.version, text


def _same(existing: Suggestion, text: str) -> Suggestion:
    if existing.text != text:
        raise KeyReusedError
    return existing
