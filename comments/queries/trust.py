"""How far the platform trusts a person in discussions.

- *new*: not verified, and of less than seven days; or, whoever it is, with three
  comments hidden by moderators within ninety days. New people write few comments an
  hour and few links, and file few reports.
- *trusted*: verified for certain, thirty days here, three comments that stand, and
  none that a moderator hid within half a year. Only their reports count towards hiding
  a comment before a moderator has looked.
- *known*: everyone between.

A hide that was taken back, by the moderator or on appeal, counts for nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from comments.models import Act, Comment, ModerationAct
from comments.states import Trust
from foundation.accounts.models import Level, Person

NEW_ACCOUNT_DAYS = 7
HIDES_FOR_NEW = 3
HIDES_FOR_NEW_DAYS = 90
TRUSTED_DAYS = 30
TRUSTED_COMMENTS = 3
TRUSTED_CLEAN_DAYS = 180


@dataclass(frozen=True, slots=True)
class Record:
    """What a person's comments say of them; `hidden_lately` within ninety days."""

    comment_count: int = 0
    hidden_count: int = 0
    hidden_lately: int = 0
    trust: Trust = Trust.KNOWN


def trust_of(person: Person, *, now: datetime) -> Trust:
    """Tell how far one person is trusted, in two queries at most."""
    hides = _hides([person.pk], now=now).get(person.pk, (0, 0))
    standing = TRUSTED_COMMENTS if _may_be_trusted(person, now) else 0
    if standing:
        rows = Comment.objects.filter(author=person, withdrawn_at=None, hidden_at=None)
        standing = rows[:TRUSTED_COMMENTS].count()
    return _trust(person, hides, standing=standing, now=now)


def records_of(people: Collection[Person], *, now: datetime) -> dict[int, Record]:
    """Read what is known of several people, in two queries."""
    keys = [person.pk for person in people]
    counts = Comment.objects.filter(author__in=keys, withdrawn_at=None)
    rows = counts.values("author").annotate(
        said=Count("pk"), hidden=Count("pk", filter=Q(hidden_at__isnull=False))
    )
    said = {row["author"]: (row["said"], row["hidden"]) for row in rows}
    hides = _hides(keys, now=now)
    records: dict[int, Record] = {}
    for person in people:
        total, hidden = said.get(person.pk, (0, 0))
        lately = hides.get(person.pk, (0, 0))
        trust = _trust(person, lately, standing=total - hidden, now=now)
        records[person.pk] = Record(total, hidden, lately[1], trust)
    return records


def _trust(
    person: Person, hides: tuple[int, int], *, standing: int, now: datetime
) -> Trust:
    clean_breach, lately = hides
    is_young = person.joined_at > now - timedelta(days=NEW_ACCOUNT_DAYS)
    if lately >= HIDES_FOR_NEW or (is_young and not person.has_level(Level.VERIFIED)):
        return Trust.NEW
    if clean_breach or standing < TRUSTED_COMMENTS or not _may_be_trusted(person, now):
        return Trust.KNOWN
    return Trust.TRUSTED


def _may_be_trusted(person: Person, now: datetime) -> bool:
    is_old_enough = person.joined_at <= now - timedelta(days=TRUSTED_DAYS)
    return is_old_enough and person.has_level(Level.VERIFIED)


def _hides(people: Collection[int], *, now: datetime) -> dict[int, tuple[int, int]]:
    """Count the comments that moderators hid: within half a year, and lately."""
    rows = ModerationAct.objects.filter(
        act=Act.HIDE,
        moderator__isnull=False,
        comment__author__in=people,
        comment__hidden_at__isnull=False,
        happened_at__gte=now - timedelta(days=TRUSTED_CLEAN_DAYS),
    )
    lately = Q(happened_at__gte=now - timedelta(days=HIDES_FOR_NEW_DAYS))
    counted = rows.values("comment__author").annotate(
        all=Count("comment", distinct=True),
        lately=Count("comment", filter=lately, distinct=True),
    )
    return {row["comment__author"]: (row["all"], row["lately"]) for row in counted}


TRUST_NAMES = {
    Trust.NEW: _("New"),
    Trust.KNOWN: _("Known"),
    Trust.TRUSTED: _("Trusted"),
}
