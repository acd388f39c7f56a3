"""Telling those who wrote or agreed what the authority answered: one message each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Left
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment, Reaction
from drafts.models import AnsweredInput, Response
from drafts.queries.addresses import response_url
from foundation.accounts.models import Person
from frontend.numerals import number
from outlets.notifications.models import Message, MessageKind
from outlets.notifications.services.telling import (
    BATCH,
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    Notice,
    Words,
    tell,
)

MOST_NAMED = 3
LONGEST_QUOTE = 200


@dataclass(slots=True)
class _Part:
    """What one person has to do with a response: what they wrote or agreed with."""

    written: list[str] = field(default_factory=list)
    supported: list[str] = field(default_factory=list)


def cause_of(response: Response) -> str:
    """Name a response as the cause of messages."""
    return f"response:{response.public_id}"


@transaction.atomic
def tell_some_of_answer(
    *, response_id: int, after: int, now: datetime
) -> tuple[str, int | None] | None:
    """Tell the next of those concerned, by key from `after` on; safe to repeat.

    Returns the cause and the key to go on after, None in its place at the end; nothing
    where nobody is left to be told.
    """
    related = Response.objects.select_related("draft__authority")
    response = related.get(pk=response_id)
    ordered = _concerned(response).filter(pk__gt=after).order_by("pk")
    people = list(ordered[:BATCH])
    if not people:
        return None
    parts = _parts(response, people)
    Message.objects.bulk_create(
        (_message(response, person, parts[person.pk], now=now) for person in people),
        ignore_conflicts=True,
    )
    return cause_of(response), people[-1].pk if len(people) == BATCH else None


def tell_of_taking_back(*, response_id: int, now: datetime) -> str:
    """Tell those who were told of an answer that it no longer stands."""
    response = Response.objects.select_related("draft__authority").get(pk=response_id)
    cause = f"{cause_of(response)}:back"

    def words() -> Words:
        named = {"who": response.draft.authority.name}
        subject = _("%(who)s took back its answer to you") % named
        text = _(
            "It was given by mistake. What you wrote waits for an answer again, and "
            "you will be told when there is one."
        )
        return Words(subject, text, response_url(response))

    told = Person.objects.filter(messages__cause=cause_of(response))
    tell(notice=Notice(MessageKind.OFFICIAL, cause, words), people=told, now=now)
    return cause


def _standing(response: Response) -> QuerySet[AnsweredInput]:
    return AnsweredInput.objects.filter(
        response=response,
        replaced_at=None,
        comment__withdrawn_at=None,
        comment__hidden_at=None,
    )


def _concerned(response: Response) -> QuerySet[Person]:
    """Everyone who wrote an input that it answers, or agrees with one."""
    inputs = _standing(response)
    agreeing = Reaction.objects.filter(
        comment__in=inputs.values("comment_id"), value__gt=0
    )
    concerned = Q(pk__in=inputs.values("comment__author_id")) | Q(
        pk__in=agreeing.values("person_id")
    )
    active = Person.objects.filter(concerned, is_active=True)
    return active.exclude(pk=response.answered_by_id or 0)


def _parts(response: Response, people: Sequence[Person]) -> dict[int, _Part]:
    """Read what each of these people wrote or agreed with (2 queries)."""
    parts: dict[int, _Part] = defaultdict(_Part)
    keys = [person.pk for person in people]
    answered = Comment.objects.filter(
        Q(pk__in=_standing(response).values("comment_id"))
    )
    # Only so much of each as is quoted: one person may have written hundreds.
    start = Left("text", 2 * LONGEST_QUOTE)
    inputs = answered.order_by("-agree_count", "pk").annotate(start=start)
    for pk, text in inputs.filter(author__in=keys).values_list("author_id", "start"):
        parts[pk].written.append(text)
    agreed = inputs.filter(reactions__person__in=keys, reactions__value__gt=0)
    named = agreed.annotate(by=F("reactions__person_id"))
    for pk, text in named.values_list("by", "start"):
        parts[pk].supported.append(text)
    return parts


def _message(
    response: Response, person: Person, part: _Part, *, now: datetime
) -> Message:
    with translation.override(person.language):
        subject = _subject(response, part)
        text = "\n\n".join(_paragraphs(response, part))
        url = response_url(response)
    return Message(
        person=person,
        kind=MessageKind.OFFICIAL,
        subject=Truncator(subject).chars(LONGEST_SUBJECT),
        text=Truncator(text).chars(LONGEST_TEXT),
        url=url,
        language=person.language,
        cause=cause_of(response),
        created_at=now,
    )


def _subject(response: Response, part: _Part) -> str:
    named = {
        "who": response.draft.authority.name,
        "answer": response.get_kind_display(),
    }
    if part.written:
        return _("%(who)s answered what you wrote: %(answer)s") % named
    return _("%(who)s answered what you agree with: %(answer)s") % named


def _paragraphs(response: Response, part: _Part) -> list[str]:
    """Name the person's inputs, then the answer and its reason."""
    about = {"about": response.draft.title}
    found = [_("On: %(about)s") % about]
    found += _quoted(part.written, _("You wrote: “%(words)s”"))
    found += _quoted(part.supported, _("You agreed with: “%(words)s”"))
    named = {"answer": response.get_kind_display(), "reason": response.reason}
    return [*found, _("The answer: %(answer)s. %(reason)s") % named]


def _quoted(texts: Sequence[str], sentence: str) -> list[str]:
    short = [
        sentence % {"words": Truncator(" ".join(text.split())).chars(LONGEST_QUOTE)}
        for text in texts[:MOST_NAMED]
    ]
    left = len(texts) - len(short)
    if left <= 0:
        return short
    more = ngettext("and %(count)s more", "and %(count)s more", left)
    return [*short, more % {"count": number(left)}]
