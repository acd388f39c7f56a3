"""What moderation is worth telling: to authors, to reporters, to other moderators.

An act that was taken back before anybody was told of it is told to nobody.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.models import Act, Appeal, ModerationAct, Rule
from comments.queries import permalink
from foundation.accounts.models import Person
from foundation.core.homes import home_of
from foundation.organisations.models import Role
from foundation.organisations.queries import members_with
from outlets.notifications.models import MessageKind
from outlets.notifications.services.notices import Telling, of_reply
from outlets.notifications.services.telling import Notice, Words, tell


def tell_of_acts(*, act_ids: Sequence[int], now: datetime) -> list[str]:
    """Tell everyone whom these acts concern; return the causes that need mail."""
    related = ("comment__author", "comment__thread", "undoes__appeal", "undone_by")
    rows = ModerationAct.objects.select_related(*related).filter(pk__in=act_ids)
    causes = []
    for act in rows.order_by("pk"):
        for notice, people in _tellings(act):
            if tell(notice=notice, people=people, now=now):
                causes.append(notice.cause)
    return causes


def of_appeal(appeal_id: int) -> Telling | None:
    """Tell the other moderators that an author asks for a second look."""
    appeal = Appeal.objects.select_related("act__authority").filter(pk=appeal_id)
    found = appeal.filter(decided_at=None).first()
    if found is None or found.act.authority is None:
        return None

    def words() -> Words:
        subject = _("An appeal waits for your answer")
        url = reverse("moderation:appeal", args=[found.public_id])
        return Words(subject, found.words, url)

    notice = Notice(MessageKind.WORK, f"appeal:{found.public_id}", words)
    moderators = members_with(found.act.authority, [Role.MODERATOR])
    involved = [found.first_moderator_id or 0, found.author_id]
    return notice, moderators.exclude(pk__in=involved)


def of_appeal_decided(appeal_id: int) -> Telling | None:
    """Tell an author what the other moderator answered."""
    appeal = Appeal.objects.select_related("act").filter(pk=appeal_id).first()
    if appeal is None or appeal.decided_at is None:
        return None

    def words() -> Words:
        subject = _("Your appeal was rejected: the comment stays hidden")
        if appeal.is_upheld:
            subject = _("Your appeal was upheld: your comment is shown again")
        url = reverse("moderation:decision", args=[appeal.act.public_id])
        return Words(subject, appeal.answer, url)

    cause = f"appeal:{appeal.public_id}:answer"
    people = Person.objects.filter(pk=appeal.author_id)
    return Notice(MessageKind.MODERATION, cause, words), people


def _tellings(act: ModerationAct) -> Iterator[Telling]:
    if act.comment is None or getattr(act, "undone_by", None) is not None:
        return
    author = _to_author(act)
    if author is not None:
        yield author
    yield _to_reporters(act)
    if act.act == Act.RESTORE and (reply := of_reply(act.comment.pk)):
        # Who was answered was not told while the answer was held back.
        yield reply


def _to_author(act: ModerationAct) -> Telling | None:
    comment = act.comment
    if comment is None or comment.author_id is None or comment.is_withdrawn:
        return None
    if act.act == Act.HIDE:
        words = _words_of_hiding
    elif act.act == Act.RESTORE and not _was_appealed(act):
        words = _words_of_restoring
    else:
        return None
    people = Person.objects.filter(pk=comment.author_id)
    cause = f"act:{act.public_id}"
    return Notice(MessageKind.MODERATION, cause, lambda: words(act)), people


def _words_of_hiding(act: ModerationAct) -> Words:
    named = {"about": _about(act)}
    rule = str(Rule(act.rule).label)
    url = reverse("moderation:decision", args=[act.public_id])
    if act.moderator_id is None:
        subject = _("Your comment waits out of sight for a moderator: %(about)s")
        return Words(subject % named, rule, url)
    subject = _("Your comment was hidden: %(about)s") % named
    appeal = _("If you think that this is wrong, you can appeal once.")
    return Words(subject, "\n".join(filter(None, [rule, act.words, appeal])), url)


def _words_of_restoring(act: ModerationAct) -> Words:
    subject = _("Your comment is shown again: %(about)s") % {"about": _about(act)}
    return Words(subject, act.words, _url(act))


def _to_reporters(act: ModerationAct) -> Telling:
    def words() -> Words:
        named = {"about": _about(act)}
        if act.act == Act.HIDE:
            subject = _("A comment that you reported was hidden: %(about)s") % named
            return Words(subject, str(Rule(act.rule).label), _url(act))
        subject = _("A comment that you reported stands: %(about)s") % named
        text = _("A moderator looked at it and found that it keeps to the rules.")
        return Words(subject, text, _url(act))

    cause = f"act:{act.public_id}:reports"
    return Notice(MessageKind.MODERATION, cause, words), _reporters(act)


def _reporters(act: ModerationAct) -> "QuerySet[Person]":
    return Person.objects.filter(pk__in=act.settles.values("reporter_id"))


def _was_appealed(act: ModerationAct) -> bool:
    """Whether the answer to an appeal has told the author already."""
    return act.undoes is not None and getattr(act.undoes, "appeal", None) is not None


def _about(act: ModerationAct) -> str:
    home = home_of(act.comment.thread) if act.comment else None
    return home.title if home else ""


def _url(act: ModerationAct) -> str:
    return permalink(act.comment) if act.comment else ""
