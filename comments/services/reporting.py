"""Saying that a comment breaks a rule, and hiding it once enough trusted people do."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from comments import permissions
from comments.errors import (
    AlreadyHiddenError,
    AlreadySettledError,
    CommentGoneError,
    OwnReportError,
    TooManyReportsError,
    UnknownRuleError,
    WordsNeededError,
)
from comments.events import CommentsHidden
from comments.models import (
    Act,
    Comment,
    ModerationAct,
    Report,
    Rule,
    Thread,
    Trigger,
    Waiting,
    WaitingComment,
)
from comments.queries import rules, trust
from comments.services import hiding
from comments.services.hiding import Acting
from comments.states import Trust
from foundation.accounts.models import Person
from foundation.core.events import announce
from foundation.core.text import clean_text

LONGEST_WORDS = 1000
NEW_ACCOUNT_REPORTS_AN_HOUR = 10


@transaction.atomic
def report_comment(
    *, comment: Comment, reporter: Person, rule: str, words: str = "", now: datetime
) -> Report:
    """Report a comment by a rule, or in one's own words; it waits for a moderator.

    Reporting again what still waits changes nothing. Enough reports of trusted people
    hide the comment until a moderator has looked, except an official reply, and what a
    moderator has let stand since its words last changed.

    Raises:
        UnknownRuleError: the rule does not exist.
        WordsNeededError: "another reason" comes without words.
        DomainError: what `permissions.why_not_report` returns.
        OwnReportError: the person wrote the comment.
        CommentGoneError: it was withdrawn, or stands for a missing one.
        AlreadyHiddenError: it is hidden.
        AlreadySettledError: a moderator looked at it after the person's last report.
        TooManyReportsError: the account is new and has reported much within the hour.

    """
    said = clean_text(words, longest=LONGEST_WORDS, required=False)
    if rule not in Rule.values:
        raise UnknownRuleError(field="rule")
    if rule == Rule.OTHER and not said:
        raise WordsNeededError(field="words")
    comment = _locked(comment)
    standing = _standing(comment, reporter)
    if standing is not None:
        return standing
    _refuse_unless_reportable(comment, reporter, now)
    trusted = trust.trust_of(reporter, now=now)
    _refuse_if_too_many(reporter, trusted, now)
    report = Report.objects.create(
        comment=comment,
        reporter=reporter,
        rule=rule,
        words=said,
        is_trusted=trusted == Trust.TRUSTED,
        reported_at=now,
    )
    _wait(comment, rule, now)
    if report.is_trusted:
        _hide_if_enough(comment, now)
    return report


def _locked(comment: Comment) -> Comment:
    """Lock the thread and then the comment: the report may hide it."""
    thread = Thread.objects.select_for_update(no_key=True, of=("self",))
    row = thread.select_related("authority").get(pk=comment.thread_id)
    fresh = Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)
    fresh.thread = row
    return fresh


def _standing(comment: Comment, reporter: Person) -> Report | None:
    mine = Report.objects.filter(comment=comment, reporter=reporter)
    return mine.filter(settled_by=None).first()


def _refuse_unless_reportable(
    comment: Comment, reporter: Person, now: datetime
) -> None:
    refusal = permissions.why_not_report(reporter)
    if refusal is not None:
        raise refusal
    if rules.owns(reporter, comment):
        raise OwnReportError
    if comment.is_withdrawn or comment.is_placeholder:
        raise CommentGoneError
    if comment.is_hidden:
        raise AlreadyHiddenError
    said_at = comment.edited_at or comment.posted_at
    settled = Report.objects.filter(
        comment=comment,
        reporter=reporter,
        settled_by__act=Act.DISMISS,
        settled_by__happened_at__range=(said_at, now),
    )
    if settled.exists():
        raise AlreadySettledError


def _refuse_if_too_many(reporter: Person, trusted: Trust, now: datetime) -> None:
    if trusted != Trust.NEW or not settings.SAWT_RATE_LIMITS:
        return
    lately = Report.objects.filter(
        reporter=reporter, reported_at__gt=now - timedelta(hours=1)
    )
    if lately.count() >= NEW_ACCOUNT_REPORTS_AN_HOUR:
        raise TooManyReportsError


def _wait(comment: Comment, rule: str, now: datetime) -> None:
    comment.report_count += 1
    comment.save(update_fields=["report_count"])
    WaitingComment.objects.get_or_create(
        comment=comment,
        defaults={
            "thread_id": comment.thread_id,
            "authority_id": comment.thread.authority_id,
            "kind": Waiting.REPORTED,
            "rule": rule,
            "since": now,
        },
    )


def _hide_if_enough(comment: Comment, now: datetime) -> None:
    """Hide by the rule that most of the trusted reports name."""
    trusted = comment.reports.filter(settled_by=None, is_trusted=True)
    named = list(trusted.order_by("pk").values_list("rule", flat=True))
    is_enough = len(named) >= settings.SAWT_REPORTS_TO_HIDE
    if not is_enough or comment.authority_id or _was_let_stand(comment):
        return
    rule = max(named, key=named.count)
    acting = Acting(comment.thread.authority, now, trigger=Trigger.REPORTS)
    acts = hiding.write_acts(Act.HIDE, [comment], acting, rules={comment.pk: rule})
    hiding.hide_rows([comment], {comment.pk: rule}, now=now)
    WaitingComment.objects.filter(comment=comment).update(
        kind=Waiting.AUTOMATIC, rule=rule
    )
    announce(CommentsHidden((comment.pk,), (acts[0].pk,)))


def _was_let_stand(comment: Comment) -> bool:
    """Whether a moderator has looked at these very words and kept them."""
    said_at = comment.edited_at or comment.posted_at
    return ModerationAct.objects.filter(
        comment=comment,
        moderator__isnull=False,
        act__in=[Act.DISMISS, Act.RESTORE],
        undone_by=None,
        happened_at__gte=said_at,
    ).exists()
