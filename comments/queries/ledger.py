"""The public ledger: every act of moderation, and the name of nobody.

A line says what was done, by which rule, in which role, when, in which discussion, and
what became of an appeal. What an author was told stays between them and the authority;
the reason for closing a discussion is public anyway.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from comments.models import Act, Appeal, ModerationAct, Rule, Thread, Trigger
from comments.queries.cards import permalink
from foundation.core import keyset
from foundation.core.homes import Home, homes_of
from foundation.organisations.models import Authority
from frontend.numerals import number

NEWEST = ("-happened_at", "-pk")
A_PAGE = 50
A_FILE_CHUNK = 500
PERIODS = {"month": timedelta(days=30), "year": timedelta(days=365)}
BY = ("moderator", "reports", "blocklist")
APPEALS = ("waiting", "upheld", "rejected")
PUBLIC_WORDS = frozenset({Act.STOP})


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What of the ledger is asked for; empty names, and unknown ones, ask for all."""

    authority: Authority | None = None
    act: str = ""
    rule: str = ""
    by: str = ""
    appeal: str = ""
    period: str = ""

    def rows(self, now: datetime) -> QuerySet[ModerationAct]:
        """Find the acts that fit."""
        found = ModerationAct.objects.all()
        if self.authority is not None:
            found = found.filter(authority=self.authority)
        if self.act in Act.values:
            found = found.filter(act=self.act)
        if self.rule in Rule.values:
            found = found.filter(rule=self.rule)
        if self.period in PERIODS:
            found = found.filter(happened_at__gte=now - PERIODS[self.period])
        return self._by_appeal(self._by_whom(found))

    def _by_whom(self, found: QuerySet[ModerationAct]) -> QuerySet[ModerationAct]:
        if self.by == "moderator":
            return found.filter(trigger="")
        return found.filter(trigger=self.by) if self.by in Trigger.values else found

    def _by_appeal(self, found: QuerySet[ModerationAct]) -> QuerySet[ModerationAct]:
        if self.appeal == "waiting":
            return found.filter(appeal__isnull=False, appeal__decided_at=None)
        if self.appeal in {"upheld", "rejected"}:
            return found.filter(appeal__is_upheld=self.appeal == "upheld")
        return found


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One act, without a name."""

    act: ModerationAct
    happened_at: datetime
    authority: str
    what: str
    rule: str
    by: str
    appeal: str
    words: str
    home: Home | None
    url: str


@dataclass(frozen=True, slots=True)
class LedgerReading:
    """One page of the ledger, and how often each rule was applied in all of it."""

    lines: list[LedgerLine]
    by_rule: list[tuple[str, str, int]]
    total: int
    next_cursor: str | None


def read_ledger(
    *, asked: LedgerFilter, cursor: str | None, now: datetime
) -> LedgerReading:
    """Read one page, newest first.

    Raises:
        BadCursorError: the cursor belongs to another list.

    """
    rows = asked.rows(now)
    page = keyset.page_of(_whole(rows), order=NEWEST, cursor=cursor, limit=A_PAGE)
    hides = rows.filter(act=Act.HIDE).order_by()
    counted = hides.values("rule").annotate(n=Count("pk")).order_by("-n", "rule")
    by_rule = [(r["rule"], str(Rule(r["rule"]).label), r["n"]) for r in counted]
    total = rows.order_by().count()
    return LedgerReading(_lines(page.items), by_rule, total, page.next_cursor)


def every_line(asked: LedgerFilter, *, now: datetime) -> Iterator[LedgerLine]:
    """Give the whole ledger that fits, newest first, some hundred at a time."""
    cursor: str | None = None
    while True:
        rows = _whole(asked.rows(now))
        page = keyset.page_of(rows, order=NEWEST, cursor=cursor, limit=A_FILE_CHUNK)
        yield from _lines(page.items)
        cursor = page.next_cursor
        if cursor is None:
            return


def by_whom(act: ModerationAct) -> str:
    """Say in which role somebody acted, or that Sawt did so by itself."""
    if act.trigger == Trigger.REPORTS:
        return _("Sawt itself, after enough trusted reports")
    if act.trigger == Trigger.BLOCKLIST:
        return _("Sawt itself, for a word on the list")
    if act.role == "administrator":
        return _("An administrator")
    return _("A moderator")


def _whole(rows: QuerySet[ModerationAct]) -> QuerySet[ModerationAct]:
    related = ("authority", "appeal", "undoes__appeal", "undone_by", "comment")
    return rows.select_related(*related).defer("comment__text", "comment__html")


def _lines(acts: list[ModerationAct]) -> list[LedgerLine]:
    homes = homes_of(Thread, {act.thread_id for act in acts})
    return [_line(act, homes.get(act.thread_id)) for act in acts]


def _line(act: ModerationAct, home: Home | None) -> LedgerLine:
    shown = home if home is not None and home.is_public else None
    return LedgerLine(
        act=act,
        happened_at=act.happened_at,
        authority=str(act.authority.name) if act.authority else "",
        what=_what(act),
        rule=str(Rule(act.rule).label) if act.rule else "",
        by=by_whom(act),
        appeal=_appeal(act),
        words=act.words if act.act in PUBLIC_WORDS else "",
        home=shown,
        url=permalink(act.comment) if act.comment and shown else "",
    )


def _what(act: ModerationAct) -> str:
    named = {
        Act.HIDE: _("A comment was hidden"),
        Act.RESTORE: _("A hidden comment is shown again"),
        Act.DISMISS: _("Reports were dismissed; the comment stands"),
        Act.REOPEN: _("A decision was taken back; the comment waits again"),
        Act.STOP: _("The discussion was closed"),
        Act.RESUME: _("The discussion was opened again"),
        Act.PIN: _("A comment was pinned"),
        Act.UNPIN: _("A comment is no longer pinned"),
        Act.SLOW: _slow(act),
    }
    return named[Act(act.act)]


def _slow(act: ModerationAct) -> str:
    seconds = int(act.words) if act.words.isdigit() else 0
    if not seconds:
        return _("Slow mode ended")
    minutes = max(1, round(seconds / 60))
    sentence = ngettext(
        "Slow mode: %(count)s minute between two comments",
        "Slow mode: %(count)s minutes between two comments",
        minutes,
    )
    return sentence % {"count": number(minutes)}


def _appeal(act: ModerationAct) -> str:
    appeal: Appeal | None = getattr(act, "appeal", None)
    if appeal is not None:
        return _outcome(appeal)
    if act.undoes is None:
        return _("Taken back") if getattr(act, "undone_by", None) else ""
    if getattr(act.undoes, "appeal", None) is not None:
        return _("After an appeal")
    return _("Takes back an earlier act")


def _outcome(appeal: Appeal) -> str:
    if appeal.decided_at is None:
        return pgettext("appeal", "Waits for an answer")
    if appeal.is_upheld:
        return pgettext("appeal", "Upheld")
    return pgettext("appeal", "Rejected")
