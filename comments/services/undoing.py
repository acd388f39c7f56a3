"""Taking back what a moderator just did, exactly to where it stood before."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from comments import permissions
from comments.errors import TooLateToUndoError
from comments.events import CommentsHidden, CommentsRestored
from comments.models import (
    Act,
    Appeal,
    Comment,
    ModerationAct,
    Report,
    Rule,
    Trigger,
    Waiting,
    WaitingComment,
)
from comments.queries import moderation
from comments.services import hiding
from comments.services.hiding import Acting
from comments.services.moderating import Outcome, chunks, columns, new_batch
from foundation.accounts.models import Person
from foundation.core.events import announce

KINDS = {Trigger.REPORTS: Waiting.AUTOMATIC, Trigger.BLOCKLIST: Waiting.BLOCKLIST}


@dataclass(slots=True)
class _Before:
    """How comments stood before the acts that are taken back, by comment."""

    acts: dict[int, ModerationAct]
    hides: dict[int, ModerationAct]
    reports: dict[int, list[Report]] = field(default_factory=lambda: defaultdict(list))

    def was_hidden(self, comment: Comment) -> bool:
        """Whether nobody could read it then either."""
        return comment.pk in self.hides

    def rule(self, comment: Comment) -> str:
        """The rule by which it was hidden, or was to be."""
        hide = self.hides.get(comment.pk, self.acts[comment.pk])
        return hide.rule or Rule.OTHER

    def place(self, comment: Comment) -> WaitingComment | None:
        """Its place in the queue; None where it had none."""
        hide = self.hides.get(comment.pk)
        reports = self.reports.get(comment.pk, [])
        if hide is not None and hide.moderator_id is None:
            kind = KINDS[Trigger(hide.trigger)]
            rule, moment = hide.rule, hide.happened_at
        elif reports and hide is None:
            first = min(reports, key=lambda report: report.reported_at)
            kind, rule, moment = Waiting.REPORTED, first.rule, first.reported_at
        else:
            return None
        return WaitingComment(
            comment=comment,
            thread_id=comment.thread_id,
            authority_id=comment.thread.authority_id,
            kind=kind,
            rule=rule,
            since=moment,
        )


def undo(*, batch: str, moderator: Person, now: datetime) -> Outcome:
    """Take back what one's batch did, where nothing has happened since.

    Raises:
        TooLateToUndoError: it is not one's own, too old, or taken back already.

    """
    if not moderation.can_undo(batch, moderator, now=now):
        raise TooLateToUndoError
    outcome = Outcome(new_batch())
    rows = moderation.acts_of_batch(batch).order_by("pk")
    for pks in chunks(list(rows.values_list("pk", flat=True))):
        outcome += _undo_chunk(pks, batch=outcome.batch, moderator=moderator, now=now)
    if not outcome.done:
        raise TooLateToUndoError
    return outcome


@transaction.atomic
def _undo_chunk(
    pks: Sequence[int], *, batch: str, moderator: Person, now: datetime
) -> Outcome:
    rows = ModerationAct.objects.select_related("authority").filter(pk__in=pks)
    acts = {act.comment_id: act for act in rows if act.comment_id}
    authority = next(iter(acts.values())).authority if acts else None
    if not permissions.can_moderate(moderator, authority):
        raise TooLateToUndoError
    acting = Acting(authority, now, moderator, batch=batch)
    found = hiding.locked([pk for pk in acts if pk], authority)
    touched = _touched(pks)
    mine = [comment for comment in found if comment.pk not in touched]
    before = _before({comment.pk: acts[comment.pk] for comment in mine})
    done = 0
    for act, comments in _steps(mine, before):
        done += _step_back(act, comments, acting, before=before)
    return Outcome(batch, done, len(pks) - done)


def _touched(pks: Sequence[int]) -> set[int | None]:
    """Name the comments about which something was done after these acts."""
    acts = ModerationAct.objects.filter(pk__in=pks)
    last = dict(acts.values_list("comment_id", "pk"))
    later = ModerationAct.objects.filter(comment__in=last, pk__gt=min(pks))
    touched = {
        comment_id
        for comment_id, pk in later.values_list("comment_id", "pk")
        if pk > last[comment_id]
    }
    appeals = Appeal.objects.select_related("act").filter(act__in=pks)
    return touched | {appeal.act.comment_id for appeal in appeals}


def _before(acts: dict[int, ModerationAct]) -> _Before:
    earlier = ModerationAct.objects.filter(
        comment__in=acts, act__in=[Act.HIDE, Act.RESTORE]
    )
    standing: dict[int, ModerationAct] = {}
    for row in earlier.order_by("pk"):
        comment_id = row.comment_id or 0
        if row.pk < acts[comment_id].pk:
            standing[comment_id] = row
    hides = {pk: row for pk, row in standing.items() if row.act == Act.HIDE}
    before = _Before(acts, hides)
    for report in Report.objects.filter(settled_by__in=[a.pk for a in acts.values()]):
        before.reports[report.comment_id].append(report)
    return before


def _steps(
    comments: Sequence[Comment], before: _Before
) -> Iterator[tuple[Act, list[Comment]]]:
    """Sort comments by the act that takes the last one back."""
    groups: dict[Act, list[Comment]] = defaultdict(list)
    for comment in comments:
        act = before.acts[comment.pk].act
        if act == Act.HIDE and not before.was_hidden(comment):
            groups[Act.RESTORE].append(comment)
        elif act == Act.RESTORE:
            groups[Act.HIDE].append(comment)
        else:
            groups[Act.REOPEN].append(comment)
    yield from groups.items()


def _step_back(
    act: Act, comments: Sequence[Comment], acting: Acting, *, before: _Before
) -> int:
    rules = {comment.pk: before.rule(comment) for comment in comments}
    named = {} if act == Act.REOPEN else rules
    acts = hiding.write_acts(act, comments, acting, rules=named, undone=before.acts)
    if act == Act.RESTORE:
        hiding.show_rows(comments)
    else:
        still = [c for c in comments if act == Act.HIDE or c.hidden_at is not None]
        hiding.hide_rows(still, rules, now=acting.now)
    _wait_again(comments, before)
    pairs = [(c.pk, a.pk) for c, a in zip(comments, acts, strict=True)]
    _tell(act, columns(pairs))
    return len(acts)


def _wait_again(comments: Sequence[Comment], before: _Before) -> None:
    """Put reports and comments back into the queue as they stood there."""
    pks = [comment.pk for comment in comments]
    anew = set(
        Report.objects.filter(comment__in=pks, settled_by=None).values_list(
            "comment_id", "reporter_id"
        )
    )
    reports = [r for pk in pks for r in before.reports.get(pk, [])]
    reopened = [r for r in reports if (r.comment_id, r.reporter_id) not in anew]
    Report.objects.filter(pk__in=[r.pk for r in reopened]).update(settled_by=None)
    counts = Counter(r.comment_id for r in reopened)
    counts.update(comment_id for comment_id, _reporter in anew)
    for number in set(counts.values()):
        same = [pk for pk, n in counts.items() if n == number]
        Comment.objects.filter(pk__in=same).update(report_count=number)
    places = [before.place(comment) for comment in comments]
    WaitingComment.objects.bulk_create(
        [place for place in places if place is not None], ignore_conflicts=True
    )


def _tell(act: Act, told: tuple[Any, Any]) -> None:
    if act == Act.RESTORE:
        announce(CommentsRestored(*told))
    elif act == Act.HIDE:
        announce(CommentsHidden(*told))
