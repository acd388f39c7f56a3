"""What moderators do with comments, one or ten thousand at a time.

Everything is done in chunks, each a short transaction of its own, so that writers on
one database file never wait long. What was settled in the meantime, and what the
moderator wrote, is left alone and counted as skipped.
"""

import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from comments import permissions
from comments.errors import (
    NotAppealableError,
    UnknownRuleError,
    WordsNeededError,
)
from comments.events import (
    CommentsHidden,
    CommentsRestored,
    HidingConfirmed,
    ReportsDismissed,
)
from comments.models import Act, Comment, ModerationAct, Rule, WaitingComment
from comments.queries import moderation
from comments.services import hiding
from comments.services.hiding import Acting
from foundation.accounts.models import Person
from foundation.core.errors import NotAllowedError
from foundation.core.events import announce
from foundation.core.text import clean_text
from foundation.organisations.models import Authority

CHUNK = 50
LONGEST_WORDS = 1000
HIDE, KEEP = "hide", "keep"


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided: `hide` by a rule, or `keep`; `words` are told to the author.

    Without a rule each comment is hidden by the one that its reports name. `batch`
    names what is done together.
    """

    act: str
    rule: str = ""
    words: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many were settled and how many left alone; `batch` undoes it."""

    batch: str
    done: int = 0
    skipped: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.batch or other.batch,
            self.done + other.done,
            self.skipped + other.skipped,
        )


def make_decision(
    *, act: str, rule: str = "", words: str = "", as_reported: bool = True
) -> Decision:
    """Check what a moderator typed, and name the batch.

    Raises:
        UnknownRuleError: the act, or the rule to hide by, does not exist.
        WordsNeededError: "another reason" comes without words.
        TextTooLongError: the words are too long.

    """
    said = clean_text(words, longest=LONGEST_WORDS, required=False)
    if act not in {HIDE, KEEP} or (rule and rule not in Rule.values):
        raise UnknownRuleError(field="rule")
    if act == HIDE and not rule and not as_reported:
        raise UnknownRuleError(field="rule")
    if act == HIDE and rule == Rule.OTHER and not said:
        raise WordsNeededError(field="words")
    return Decision(act, rule, said, new_batch())


def new_batch() -> str:
    """Name what is done together."""
    return secrets.token_hex(6)


def decide(
    *,
    pks: Iterable[int],
    decision: Decision,
    authority: Authority | None,
    moderator: Person,
    now: datetime,
    only_waiting: bool = True,
) -> Outcome:
    """Hide comments, or let them stand: reports dismissed, hidden ones shown again.

    Comments of other authorities are left alone. `only_waiting` leaves alone what no
    longer waits for anybody, as in a queue that was read some time ago.

    Raises:
        NotAllowedError: the person does not moderate for the authority.

    """
    if not permissions.can_moderate(moderator, authority):
        raise NotAllowedError
    acting = Acting(
        authority, now, moderator, words=decision.words, batch=decision.batch
    )
    outcome = Outcome(decision.batch)
    for chunk in chunks(pks):
        outcome += _decide_chunk(chunk, decision, acting, only_waiting=only_waiting)
    return outcome


def decide_matching(
    *,
    asked: "moderation.QueueFilter",
    decision: Decision,
    moderator: Person,
    now: datetime,
) -> Outcome:
    """Decide alike on everything that a filter of the queue found until `asked.until`.

    Whoever takes the batch back while it is carried out stops it.

    Raises:
        NotAllowedError: the person does not moderate for the authority.

    """
    outcome = Outcome(decision.batch)
    for pks in moderation.matching(asked, now=now, size=CHUNK):
        if moderation.is_undone(decision.batch):
            break
        outcome += decide(
            pks=pks,
            decision=decision,
            authority=asked.authority,
            moderator=moderator,
            now=now,
        )
    return outcome


@transaction.atomic
def restore_on_appeal(
    *, act: ModerationAct, moderator: Person, words: str, now: datetime
) -> ModerationAct:
    """Show a comment again because its author was right.

    Raises:
        NotAppealableError: it is not hidden any more.

    """
    acting = Acting(act.authority, now, moderator, words=words, batch=new_batch())
    comments = hiding.locked([act.comment_id or 0], act.authority)
    if not comments or comments[0].hidden_at is None:
        raise NotAppealableError
    done = _restore(comments, acting, undone={comments[0].pk: act})
    return done[0]


@transaction.atomic
def _decide_chunk(
    pks: Sequence[int], decision: Decision, acting: Acting, *, only_waiting: bool
) -> Outcome:
    found = hiding.locked(pks, acting.authority)
    # Read under the lock: what another moderator settled no longer waits.
    waiting = _waiting(pks)
    fitting = [
        comment
        for comment in found
        if _may_be_judged(comment, acting)
        and (comment.pk in waiting or not only_waiting)
    ]
    if decision.act == HIDE:
        acts = _hide(fitting, waiting, acting, rule=decision.rule)
    else:
        acts = _keep(fitting, waiting, acting)
    return Outcome(decision.batch, len(acts), len(pks) - len(acts))


def _may_be_judged(comment: Comment, acting: Acting) -> bool:
    gone = comment.is_withdrawn or comment.is_placeholder
    own = acting.moderator is not None and comment.author_id == acting.moderator.pk
    return not gone and not own


def _hide(
    comments: Sequence[Comment],
    waiting: dict[int, WaitingComment],
    acting: Acting,
    *,
    rule: str,
) -> list[ModerationAct]:
    """Hide what can be read, and confirm what was hidden before anyone had looked."""
    open_ones = [c for c in comments if c.hidden_at is None or c.pk in waiting]
    rules = {
        c.pk: rule or (waiting[c.pk].rule if c.pk in waiting else Rule.OTHER)
        for c in open_ones
    }
    acts = hiding.write_acts(Act.HIDE, open_ones, acting, rules=rules)
    hiding.hide_rows(open_ones, rules, now=acting.now)
    hiding.settle(open_ones, acts)
    pairs = list(zip(open_ones, acts, strict=True))
    fresh = [(c.pk, a.pk) for c, a in pairs if c.hidden_at is None]
    confirmed = [a.pk for c, a in pairs if c.hidden_at is not None]
    if fresh:
        announce(CommentsHidden(*columns(fresh)))
    if confirmed:
        announce(HidingConfirmed(tuple(confirmed)))
    return acts


def _keep(
    comments: Sequence[Comment],
    waiting: dict[int, WaitingComment],
    acting: Acting,
) -> list[ModerationAct]:
    """Dismiss the reports of what can be read, and show what is hidden."""
    hidden = [c for c in comments if c.hidden_at is not None]
    reported = [c for c in comments if c.hidden_at is None and c.pk in waiting]
    acts = hiding.write_acts(Act.DISMISS, reported, acting)
    hiding.settle(reported, acts)
    if acts:
        announce(ReportsDismissed(tuple(act.pk for act in acts)))
    return [*acts, *_restore(hidden, acting)]


def _restore(
    comments: Sequence[Comment],
    acting: Acting,
    undone: dict[int, ModerationAct] | None = None,
) -> list[ModerationAct]:
    rules = {comment.pk: comment.hidden_rule for comment in comments}
    acts = hiding.write_acts(
        Act.RESTORE, comments, acting, rules=rules, undone=undone or {}
    )
    hiding.show_rows(comments)
    hiding.settle(comments, acts)
    if acts:
        pairs = [(c.pk, a.pk) for c, a in zip(comments, acts, strict=True)]
        announce(CommentsRestored(*columns(pairs)))
    return acts


def _waiting(pks: Collection[int]) -> dict[int, WaitingComment]:
    rows = WaitingComment.objects.filter(comment__in=pks)
    return {row.comment_id: row for row in rows}


def columns(
    pairs: Sequence[tuple[int, int]],
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Turn pairs of comment and act into the two columns that events carry."""
    comments, acts = zip(*pairs, strict=True)
    return comments, acts


def chunks(pks: Iterable[int]) -> Iterator[list[int]]:
    """Cut keys into pieces that one short transaction takes; each key once."""
    keys = list(dict.fromkeys(pks))
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
