"""Quoting a passage of a section, and saying something about it."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from comments.models import Comment
from comments.services import post_comment
from drafts.comparing.quoting import Span, TextQuote, find_quote, quote_of
from drafts.errors import PassageNotFoundError, PassageUnreadableError
from drafts.models import (
    Draft,
    Passage,
    PassageComment,
    PassagePlace,
    Section,
    Version,
)
from drafts.queries import words_of_section
from drafts.services.carrying import carry_passages
from drafts.states import AnchorState, VersionState
from foundation.accounts.models import Person
from foundation.core.errors import KeyReusedError


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as it was typed, to stand on a passage."""

    author: Person
    text: str
    stance: str = ""
    submission_key: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A passage as a reader chose it: by its place, or by its words.

    Without a `version` the newest one is meant.
    """

    language: str
    span: Span | None = None
    quote: TextQuote | None = None
    version: Version | None = None


class FoundWords(NamedTuple):
    """A passage that can be quoted: where it stands in which version, and its words."""

    version: Version
    span: Span
    words: str
    text: str


@transaction.atomic
def comment_on_passage(
    *, section: Section, chosen: Chosen, said: Said, now: datetime
) -> PassageComment:
    """Post a comment in the section's thread, and hang it on the passage.

    The same author and key with the same content give the first comment again.

    Raises:
        PassageUnreadableError: the section has no words that everyone can read.
        PassageNotFoundError: the words do not stand there.
        KeyReusedError: the key came before, on another passage.
        DomainError: what `post_comment` refuses.

    """
    passage = quote_passage(section=section, chosen=chosen, now=now)
    comment = post_comment(
        thread=section.thread,
        author=said.author,
        text=said.text,
        stance=said.stance,
        submission_key=said.submission_key,
        language=said.language,
        stays_unfolded=True,  # the same words on two passages are two inputs
        now=now,
    )
    return _hung(comment, passage)


@transaction.atomic
def quote_passage(*, section: Section, chosen: Chosen, now: datetime) -> Passage:
    """Keep a passage with the words around it; the same place is kept once.

    Raises:
        PassageUnreadableError: the section has no words that everyone can read.
        PassageNotFoundError: the words do not stand there.

    """
    # Locked so that no version is published between the quoting and the carrying.
    Draft.objects.select_for_update(no_key=True).get(pk=section.draft_id)
    found = find_words(section=section, chosen=chosen)
    passage, is_new = Passage.objects.get_or_create(
        section=section,
        version=found.version,
        language=chosen.language,
        start=found.span.start,
        end=found.span.end,
        defaults={**quote_of(found.text, *found.span)._asdict(), "made_at": now},
    )
    if is_new:
        _place_first(passage, now)
    return passage


def find_words(*, section: Section, chosen: Chosen) -> FoundWords:
    """Find the words that a reader chose; nothing is kept.

    Raises:
        PassageUnreadableError: the section has no words that everyone can read.
        PassageNotFoundError: the words do not stand there.

    """
    version, text = _readable(section, chosen)
    span = _trimmed(text, _span_of(text, chosen))
    return FoundWords(version, span, text[span.start : span.end], text)


def _readable(section: Section, chosen: Chosen) -> tuple[Version, str]:
    version = chosen.version
    if version is not None and version.state != VersionState.PUBLISHED:
        raise PassageUnreadableError
    words = words_of_section(section, chosen.language, version=version)
    if words is None:
        raise PassageUnreadableError
    return words.version, words.text


def _span_of(text: str, chosen: Chosen) -> Span:
    span = chosen.span
    if span is None and chosen.quote is not None:
        span = find_quote(text, chosen.quote)
    if span is None or not 0 <= span.start < span.end <= len(text):
        raise PassageNotFoundError(field="quote")
    return span


def _trimmed(text: str, span: Span) -> Span:
    said = text[span.start : span.end]
    if not any(map(str.isalnum, said)):
        raise PassageNotFoundError(field="quote")
    start = span.start + len(said) - len(said.lstrip())
    return Span(start, start + len(said.strip()))


def _place_first(passage: Passage, now: datetime) -> None:
    """Place a new passage where it was quoted, and in all versions since."""
    PassagePlace.objects.create(
        passage=passage,
        version=passage.version,
        section=passage.section,
        start=passage.start,
        end=passage.end,
        state=AnchorState.EXACT,
        placed_at=now,
    )
    since = Version.objects.filter(
        draft_id=passage.section.draft_id,
        number__gt=passage.version.number,
        state=VersionState.PUBLISHED,
    )
    for version in since.order_by("number"):
        carry_passages(version, now=now, only=passage)


def _hung(comment: Comment, passage: Passage) -> PassageComment:
    link, _is_new = PassageComment.objects.get_or_create(
        comment=comment, defaults={"passage": passage}
    )
    if link.passage_id != passage.pk:
        raise KeyReusedError
    return link
