"""What each event is worth telling, to whom, in which words.

Every function gathers a notice and the people it is for, from what an event names;
None when there is nothing to tell (the thing is gone, or nobody is concerned).
"""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from comments.models import Comment
from comments.queries import permalink
from consultations.ideas.models import Answer, Evidence, Idea, Move
from consultations.ideas.states import IdeaState
from consultations.pages.models import (
    BilingualPage,
    ConsultationPage,
    PhaseShift,
    UpdatePage,
    authority_id_of,
)
from consultations.pages.queries.addresses import address_of
from drafts.models import Section
from foundation.accounts.models import Person
from foundation.core.homes import home_of
from foundation.organisations.models import Authority, Role
from foundation.organisations.queries import members_with
from outlets.notifications.models import MessageKind
from outlets.notifications.services import Notice, Words

Telling = tuple[Notice, "QuerySet[Person]"]


def of_reply(comment_id: int) -> Telling | None:
    """Tell whoever wrote a comment that somebody, or an authority, answered it."""
    reply = (
        Comment.objects.select_related("parent", "author", "authority", "thread")
        .filter(pk=comment_id, withdrawn_at=None, hidden_at=None, parent__isnull=False)
        .first()
    )
    if reply is None or reply.parent is None or reply.parent.author_id is None:
        return None

    def words() -> Words:
        home = home_of(reply.thread)
        about = home.title if home else ""
        who = str(reply.authority.name) if reply.authority else str(reply.author)
        subject = _("%(who)s answered you: %(about)s") % {"who": who, "about": about}
        return Words(subject, reply.text, permalink(reply))

    kind = MessageKind.OFFICIAL if reply.authority_id else MessageKind.REPLY
    notice = Notice(kind, f"comment:{reply.public_id}", words)
    people = Person.objects.filter(pk=reply.parent.author_id)
    return notice, people.exclude(pk=reply.author_id or 0)


def of_mention(comment_id: int, person_id: int) -> Telling | None:
    """Tell somebody that a comment names them.

    The cause is that of a reply, so whoever is answered and named is told once.
    """
    readable = Comment.objects.filter(withdrawn_at=None, hidden_at=None)
    rows = readable.select_related("author", "authority", "thread")
    comment = rows.filter(pk=comment_id, mentions__person=person_id).first()
    if comment is None:
        return None

    def words() -> Words:
        home = home_of(comment.thread)
        about = home.title if home else ""
        who = str(comment.authority.name) if comment.authority else str(comment.author)
        subject = _("%(who)s mentioned you: %(about)s") % {"who": who, "about": about}
        return Words(subject, comment.text, permalink(comment))

    notice = Notice(MessageKind.REPLY, f"comment:{comment.public_id}", words)
    return notice, Person.objects.filter(pk=person_id)


def of_move(move_id: int) -> Telling | None:
    """Tell author, supporters and followers that an idea took a step."""
    move = Move.objects.select_related("idea", "moved_by").filter(pk=move_id).first()
    if move is None:
        return None

    def words() -> Words:
        state = str(IdeaState(move.to_state).label)
        named = {"title": move.idea.title, "state": state}
        subject = _("The idea “%(title)s” is now: %(state)s") % named
        return Words(subject, move.reason, _idea_url(move.idea))

    notice = Notice(MessageKind.IDEA, f"move:{move.public_id}", words)
    return notice, _people_of_idea(move.idea).exclude(pk=move.moved_by_id or 0)


def of_answer(answer_id: int) -> Telling | None:
    """Tell author, supporters and followers that an authority answered an idea."""
    answer = (
        Answer.objects.select_related("idea__authority").filter(pk=answer_id).first()
    )
    if answer is None:
        return None

    def words() -> Words:
        who = str(answer.idea.authority.name)
        named = {"who": who, "title": answer.idea.title}
        subject = _("%(who)s answered the idea “%(title)s”") % named
        return Words(subject, answer.text, _idea_url(answer.idea))

    notice = Notice(MessageKind.IDEA, f"answer:{answer.public_id}", words)
    return notice, _people_of_idea(answer.idea).exclude(pk=answer.answered_by_id or 0)


def of_evidence(evidence_id: int) -> Telling | None:
    """Tell author, supporters and followers that an idea was delivered."""
    evidence = Evidence.objects.select_related("idea").filter(pk=evidence_id).first()
    if evidence is None:
        return None

    def words() -> Words:
        named = {"title": evidence.idea.title}
        subject = _("See what was done for the idea “%(title)s”") % named
        return Words(subject, evidence.text, _idea_url(evidence.idea))

    notice = Notice(MessageKind.IDEA, f"evidence:{evidence.pk}", words)
    return notice, _people_of_idea(evidence.idea).exclude(pk=evidence.added_by_id or 0)


def of_debt(idea_id: int) -> Telling | None:
    """Tell the officers that an idea has so many supporters that an answer is owed."""
    idea = Idea.objects.select_related("authority").filter(pk=idea_id).first()
    if idea is None:
        return None

    def words() -> Words:
        subject = _("An answer is owed: %(title)s") % {"title": idea.title}
        text = _("The supporters have reached the number that obliges an answer.")
        return Words(subject, text, _idea_url(idea))

    notice = Notice(MessageKind.WORK, f"debt:{idea.public_id}", words)
    return notice, members_with(idea.authority, [Role.OFFICER])


def of_update(page_id: int) -> Telling | None:
    """Tell the followers of a consultation its news."""
    update = UpdatePage.objects.live().filter(pk=page_id).first()
    if update is None:
        return None
    consultation = update.get_parent().specific

    def words() -> Words:
        named = {"about": consultation.heading, "news": update.heading}
        subject = _("%(about)s: %(news)s") % named
        return Words(subject, str(update.lead), address_of(update))

    notice = Notice(MessageKind.CONSULTATION, f"update:{update.public_id}", words)
    return notice, _followers(consultation)


def of_outcome(page_id: int) -> Telling | None:
    """Tell followers and everyone who commented what was decided."""
    page = _consultation(page_id)
    if page is None:
        return None

    def words() -> Words:
        subject = _("It was decided: %(about)s") % {"about": page.heading}
        url = f"{address_of(page)}#outcome"
        return Words(subject, page.get_outcome_kind_display(), url)

    notice = Notice(MessageKind.OUTCOME, f"outcome:{page.public_id}", words)
    commented = Comment.objects.filter(
        thread_id__in=_threads_of(page), author__isnull=False
    )
    concerned = Q(pk__in=commented.values("author_id")) | Q(
        follows__audience_id=page.audience_id
    )
    return notice, Person.objects.filter(concerned)


def of_shift(page_id: int) -> Telling | None:
    """Tell the followers that a phase was moved, and why."""
    shift = PhaseShift.objects.filter(page_id=page_id).order_by("-pk").first()
    page = _consultation(page_id)
    if shift is None or page is None:
        return None

    def words() -> Words:
        named = {"about": page.heading, "phase": shift.get_kind_display()}
        subject = _("%(about)s: the phase “%(phase)s” was moved") % named
        return Words(subject, str(shift.reason), address_of(page))

    notice = Notice(MessageKind.CONSULTATION, f"shift:{shift.pk}", words)
    return notice, _followers(page)


def of_request(page_id: int, submitted_by_id: int, revision: int) -> Telling | None:
    """Tell the approvers that a page waits for a second pair of eyes."""
    page = _page(page_id)
    authority_id = authority_id_of(page) if page else None
    if page is None or authority_id is None:
        return None

    def words() -> Words:
        subject = _("Waits for your approval: %(about)s") % {"about": page.heading}
        return Words(subject, "", reverse("pages_admin:review", args=[page.pk]))

    cause = f"request:{page.pk}:{revision}"
    authority = Authority.objects.get(pk=authority_id)
    people = members_with(authority, [Role.APPROVER]).exclude(pk=submitted_by_id)
    return Notice(MessageKind.WORK, cause, words), people


def of_decision(
    page_id: int, submitted_by_id: int, revision: int, *, approved: bool
) -> Telling | None:
    """Tell whoever submitted a page that it was approved or sent back."""
    page = _page(page_id)
    if page is None:
        return None

    def words() -> Words:
        named = {"about": page.heading}
        subject = _("Sent back to you: %(about)s") % named
        if approved:
            subject = _("Approved: %(about)s") % named
        return Words(subject, "", reverse("wagtailadmin_pages:edit", args=[page.pk]))

    cause = f"decision:{page.pk}:{revision}"
    people = Person.objects.filter(pk=submitted_by_id)
    return Notice(MessageKind.WORK, cause, words), people


def _people_of_idea(idea: Idea) -> "QuerySet[Person]":
    """Everyone whose idea it is, who supports it, or who follows it."""
    concerned = (
        Q(pk=idea.author_id)
        | Q(pk__in=idea.supports.values("person_id"))
        | Q(follows__audience_id=idea.audience_id)
    )
    return Person.objects.filter(concerned)


def _followers(page: ConsultationPage) -> "QuerySet[Person]":
    return Person.objects.filter(follows__audience_id=page.audience_id)


def _consultation(page_id: int) -> ConsultationPage | None:
    page = (
        ConsultationPage.objects.select_related("authority").filter(pk=page_id).first()
    )
    return page.specific if page else None


def _page(page_id: int) -> BilingualPage | None:
    """Find what waits for approval, a consultation or news of any kind."""
    page = Page.objects.filter(pk=page_id).first()
    found = page.specific if page else None
    return found if isinstance(found, BilingualPage) else None


def _threads_of(page: ConsultationPage) -> list[int]:
    draft, thread = getattr(page, "draft", None), getattr(page, "thread_id", None)
    if draft is None:
        return [thread] if thread else []
    sections = Section.objects.filter(draft=draft).values_list("thread_id", flat=True)
    return [draft.thread_id, *sections]


def _idea_url(idea: Idea) -> str:
    return reverse("ideas:idea", args=[idea.public_id])
