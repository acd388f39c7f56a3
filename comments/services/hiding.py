"""Taking comments out of sight and back, many at once, with every counter beside them.

Callers hold the locks (`locked`) and say who acts and why in an `Acting`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Subquery
from django.db.models.expressions import Combinable

from comments.models import (
    Act,
    Comment,
    ModerationAct,
    Report,
    Thread,
    WaitingComment,
)
from comments.services.counting import rank_officially
from foundation.accounts.models import Person
from foundation.audit.services import record
from foundation.organisations.models import Authority

ADMINISTRATOR, MODERATOR = "administrator", "moderator"
AUDITED = {
    Act.HIDE: "comment.hidden",
    Act.RESTORE: "comment.restored",
    Act.DISMISS: "comment.reports_dismissed",
    Act.REOPEN: "comment.reports_reopened",
    Act.STOP: "thread.stopped",
    Act.RESUME: "thread.resumed",
    Act.SLOW: "thread.slowed",
}


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts for which authority, when, and what the author is told.

    Without a moderator Sawt acts by itself, and `trigger` says why.
    """

    authority: Authority | None
    now: datetime
    moderator: Person | None = None
    words: str = ""
    trigger: str = ""
    batch: str = ""

    @property
    def role(self) -> str:
        """The role in which the person acts, as the ledger names it."""
        if self.moderator is None:
            return ""
        return ADMINISTRATOR if self.moderator.is_superuser else MODERATOR


def locked(pks: Collection[int], authority: Authority | None) -> list[Comment]:
    """Lock comments of an authority after their threads, each in one order.

    Whoever writes locks the thread first, and everyone who locks several does so by
    their keys, so nobody waits in a circle.
    """
    rows = Comment.objects.filter(pk__in=pks, thread__authority=authority)
    threads = Thread.objects.select_for_update(no_key=True).order_by("pk")
    by_key = {t.pk: t for t in threads.filter(pk__in=rows.values("thread_id"))}
    mine = Comment.objects.select_for_update(no_key=True).filter(
        pk__in=pks, thread__in=by_key
    )
    found = list(mine.defer("html").order_by("pk"))
    for comment in found:
        comment.thread = by_key[comment.thread_id]
    return found


def write_acts(
    act: Act,
    comments: Sequence[Comment],
    acting: Acting,
    *,
    rules: Mapping[int, str] | None = None,
    undone: Mapping[int, ModerationAct] | None = None,
) -> list[ModerationAct]:
    """Write one act a comment, in their order, and the record of the audit."""
    acts = ModerationAct.objects.bulk_create(
        ModerationAct(
            authority=acting.authority,
            thread_id=comment.thread_id,
            comment=comment,
            act=act,
            rule=(rules or {}).get(comment.pk, ""),
            words=acting.words,
            moderator=acting.moderator,
            role=acting.role,
            trigger=acting.trigger,
            batch=acting.batch,
            undoes=(undone or {}).get(comment.pk),
            happened_at=acting.now,
        )
        for comment in comments
    )
    if comments:
        _audit(act, comments, acting)
    return acts


def hide_rows(
    comments: Sequence[Comment], rules: Mapping[int, str], *, now: datetime
) -> None:
    """Hide those that can be read, and name the rule of all."""
    by_rule: dict[str, list[int]] = defaultdict(list)
    for comment in comments:
        by_rule[rules[comment.pk]].append(comment.pk)
    fresh = [comment for comment in comments if comment.hidden_at is None]
    for rule, pks in by_rule.items():
        rows = Comment.objects.filter(pk__in=pks)
        rows.filter(hidden_at=None).update(
            hidden_at=now, hidden_rule=rule, pinned_at=None
        )
        rows.filter(hidden_at__isnull=False).update(hidden_rule=rule)
    count(fresh, by=-1)


def show_rows(comments: Sequence[Comment]) -> None:
    """Let everyone read hidden comments again."""
    hidden = [comment for comment in comments if comment.hidden_at is not None]
    Comment.objects.filter(pk__in=[comment.pk for comment in hidden]).update(
        hidden_at=None, hidden_rule=""
    )
    count(hidden, by=1)


def count(comments: Iterable[Comment], *, by: int) -> None:
    """Change what threads and branches count when readable comments come or go."""
    stances: dict[int, Counter[str]] = defaultdict(Counter)
    branches: Counter[int] = Counter()
    official: set[int] = set()
    for comment in comments:
        if comment.is_withdrawn or comment.is_placeholder:
            continue
        stances[comment.thread_id][comment.stance] += 1
        if comment.root_id:
            branches[comment.root_id] += 1
        if comment.authority_id:
            official.add(comment.root_id or comment.pk)
    for thread_id, counts in stances.items():
        Thread.objects.filter(pk=thread_id).update(**_changes(counts, by))
    for number in set(branches.values()):
        roots = [pk for pk, n in branches.items() if n == number]
        Comment.objects.filter(pk__in=roots).update(
            branch_count=F("branch_count") + by * number
        )
    for root in official:
        rank_officially(root)


def settle(comments: Sequence[Comment], acts: Sequence[ModerationAct]) -> None:
    """Let each act settle the reports that waited on its comment."""
    pks = [comment.pk for comment in comments]
    own = ModerationAct.objects.filter(
        pk__in=[act.pk for act in acts], comment_id=OuterRef("comment_id")
    )
    waiting = Report.objects.filter(comment__in=pks, settled_by=None)
    waiting.update(settled_by=Subquery(own.values("pk")[:1]))
    Comment.objects.filter(pk__in=pks, report_count__gt=0).update(report_count=0)
    WaitingComment.objects.filter(comment__in=pks).delete()


def _changes(counts: Counter[str], by: int) -> dict[str, Combinable]:
    total = sum(counts.values())
    changes: dict[str, Combinable] = {"comment_count": F("comment_count") + by * total}
    for stance, number in counts.items():
        if stance:
            changes[f"{stance}_count"] = F(f"{stance}_count") + by * number
    return changes


def _audit(act: Act, comments: Sequence[Comment], acting: Acting) -> None:
    """Write one entry for what was done at once; it names everything it touched."""
    names = [comment.public_id for comment in comments]
    several = {"comments": names} if len(names) > 1 else {}
    record(
        action=AUDITED[act],
        actor=acting.moderator.public_id if acting.moderator else None,
        target=f"comment:{names[0]}" if not several else f"moderation:{acting.batch}",
        authority=acting.authority.slug if acting.authority else "",
        detail={"trigger": acting.trigger, **several} if acting.trigger else several,
        now=acting.now,
    )
