"""What can be appealed against, and what was answered."""

from comments.models import Act, Appeal, Comment, ModerationAct
from comments.queries import rules


def find_act(public_id: str) -> ModerationAct | None:
    """Find an act about a comment, with the comment and its thread."""
    related = ("authority", "comment__thread__authority", "comment__author", "thread")
    rows = ModerationAct.objects.select_related(*related)
    return rows.filter(public_id=public_id, comment__isnull=False).first()


def find_appeal(public_id: str) -> Appeal | None:
    """Find an appeal with the act, the comment and what stands around it."""
    related = (
        "act__authority",
        "act__comment__thread__authority",
        "act__comment__author",
        "act__comment__parent__author",
    )
    rows = Appeal.objects.select_related(*related)
    return rows.filter(public_id=public_id).first()


def appeal_against(act: ModerationAct) -> Appeal | None:
    """Find the appeal against an act, if there is one."""
    return Appeal.objects.filter(act=act).first()


def can_appeal(act: ModerationAct, person: object) -> bool:
    """Whether the author of a comment can ask for a second look at this act.

    Only what a moderator decided is looked at again, only the decision that stands,
    and only once; what Sawt hid by itself waits for a moderator anyway.
    """
    comment = act.comment
    if comment is None or not rules.owns(person, comment):
        return False
    if act.act != Act.HIDE or act.moderator_id is None or comment.is_withdrawn:
        return False
    return comment.is_hidden and _is_latest(act) and appeal_against(act) is None


def standing_hide(comment: Comment) -> ModerationAct | None:
    """Find the act by which a hidden comment is hidden now."""
    acts = ModerationAct.objects.filter(comment=comment, act=Act.HIDE)
    return acts.order_by("-pk").first() if comment.is_hidden else None


def _is_latest(act: ModerationAct) -> bool:
    later = ModerationAct.objects.filter(comment=act.comment, pk__gt=act.pk)
    return not later.exists()
