"""What people may have to be told; the telling itself is a task."""

from wagtail.models import Page

from comments.events import (
    AppealDecided,
    AppealFiled,
    CommentPosted,
    CommentsHidden,
    CommentsRestored,
    HidingConfirmed,
    PersonMentioned,
    ReportsDismissed,
)
from consultations.ideas.events import (
    AnswerFallsDue,
    EvidenceAdded,
    IdeaAnswered,
    IdeaMoved,
)
from consultations.pages.events import (
    ApprovalDecided,
    ApprovalRequested,
    OutcomePublished,
    PhaseShifted,
    UpdatePublished,
)
from drafts.events import AnswerTakenBack, InputsAnswered, VersionPublished
from outlets.notifications.tasks import (
    tell_of_moderation,
    tell_of_response,
    tell_of_retraction,
    tell_people,
)


def tell_of_reply(event: CommentPosted) -> None:
    """A reply concerns whoever is answered."""
    if event.parent_id is not None:
        _queue("reply", comment_id=event.comment_id)


def tell_of_mention(event: PersonMentioned) -> None:
    """A mention concerns whoever is named."""
    _queue("mention", comment_id=event.comment_id, person_id=event.person_id)


def tell_of_acts(
    event: CommentsHidden | CommentsRestored | HidingConfirmed | ReportsDismissed,
) -> None:
    """Acts of moderation concern authors and reporters."""
    tell_of_moderation.enqueue(act_ids=list(event.act_ids))


def tell_of_appeal(event: AppealFiled) -> None:
    """An appeal concerns the other moderators."""
    _queue("appeal", appeal_id=event.appeal_id)


def tell_of_appeal_decided(event: AppealDecided) -> None:
    """An answer concerns the author."""
    _queue("appeal_decided", appeal_id=event.appeal_id)


def tell_of_move(event: IdeaMoved) -> None:
    """A step concerns everyone around the idea."""
    _queue("move", move_id=event.move_id)


def tell_of_answer(event: IdeaAnswered) -> None:
    """An answer concerns everyone around the idea."""
    _queue("answer", answer_id=event.answer_id)


def tell_of_evidence(event: EvidenceAdded) -> None:
    """Delivery concerns everyone around the idea."""
    _queue("evidence", evidence_id=event.evidence_id)


def tell_of_debt(event: AnswerFallsDue) -> None:
    """A debt concerns the officers."""
    _queue("debt", idea_id=event.idea_id)


def tell_of_version(event: VersionPublished) -> None:
    """A further version concerns who wrote to what it changed, and the followers."""
    _queue("version-writers", version_id=event.version_id)
    _queue("version-followers", version_id=event.version_id)


def tell_of_update(event: UpdatePublished) -> None:
    """News concern the followers."""
    _queue("update", page_id=event.page_id)


def tell_of_outcome(event: OutcomePublished) -> None:
    """An outcome concerns followers and those who took part."""
    _queue("outcome", page_id=event.page_id)


def tell_of_shift(event: PhaseShifted) -> None:
    """A moved phase concerns the followers."""
    _queue("shift", page_id=event.page_id)


def tell_of_request(event: ApprovalRequested) -> None:
    """What waits for approval concerns the approvers."""
    _queue(
        "request",
        page_id=event.page_id,
        submitted_by_id=event.submitted_by_id,
        revision=_revision(event.page_id),
    )


def tell_of_decision(event: ApprovalDecided) -> None:
    """A decision concerns whoever submitted."""
    _queue(
        "decision",
        page_id=event.page_id,
        submitted_by_id=event.submitted_by_id,
        revision=_revision(event.page_id),
        approved=event.approved,
    )


def tell_of_inputs_answered(event: InputsAnswered) -> None:
    """An answer to inputs concerns their authors and supporters."""
    tell_of_response.enqueue(response_id=event.response_id)


def tell_of_answer_taken_back(event: AnswerTakenBack) -> None:
    """An answer taken back concerns those who were told of it."""
    tell_of_retraction.enqueue(response_id=event.response_id)


def _queue(about: str, **details: int | bool) -> None:
    """Queue the telling in the transaction of the event, so that it cannot be lost."""
    tell_people.enqueue(about=about, details=details)


def _revision(page_id: int) -> int:
    rows = Page.objects.filter(pk=page_id).values_list("latest_revision_id", flat=True)
    return rows.first() or 0
