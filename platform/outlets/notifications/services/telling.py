"""One way to tell any number of people one thing, once each, in their language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.text import Truncator

from foundation.accounts.models import Person
from foundation.core.translated import LANGUAGES
from outlets.notifications.models import Message, MessageKind

BATCH = 500
LONGEST_SUBJECT = 300
LONGEST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Words:
    """What a message says in one language, and where it leads (a path)."""

    subject: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell; `cause` names it for good, so that nobody is told twice.

    `words` is called once a language, with that language active.
    """

    kind: MessageKind
    cause: str
    words: Callable[[], Words]


@transaction.atomic
def tell(*, notice: Notice, people: QuerySet[Person], now: datetime) -> int:
    """Put a message into everybody's inbox; return how many were addressed.

    Who was told of the same cause before is left alone, so repeating is safe.
    """
    addressed = 0
    for language in LANGUAGES:
        readers = people.filter(is_active=True, language=language)
        pks = list(readers.order_by("pk").distinct().values_list("pk", flat=True))
        if pks:
            _write(pks, notice, language, now=now)
        addressed += len(pks)
    return addressed


def _write(pks: list[int], notice: Notice, language: str, *, now: datetime) -> None:
    with translation.override(language):
        words = notice.words()
    subject = Truncator(" ".join(words.subject.split())).chars(LONGEST_SUBJECT)
    Message.objects.bulk_create(
        (
            Message(
                person_id=pk,
                kind=notice.kind,
                subject=subject,
                text=Truncator(words.text).chars(LONGEST_TEXT),
                url=words.url,
                language=language,
                cause=notice.cause,
                created_at=now,
            )
            for pk in pks
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
