"""The life of an idea."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IdeaState(models.TextChoices):
    """How far an idea has come."""

    SUBMITTED = "submitted", _("Submitted")
    UNDER_REVIEW = "under_review", _("Under review")
    UNDER_DEVELOPMENT = "under_development", _("Under development")
    IMPLEMENTED = "implemented", _("Implemented")
    DECLINED = "declined", _("Declined")
    MERGED = "merged", _("Merged")


MOVES = {
    IdeaState.SUBMITTED: frozenset(
        {IdeaState.UNDER_REVIEW, IdeaState.DECLINED, IdeaState.MERGED}
    ),
    IdeaState.UNDER_REVIEW: frozenset(
        {IdeaState.UNDER_DEVELOPMENT, IdeaState.DECLINED, IdeaState.MERGED}
    ),
    IdeaState.UNDER_DEVELOPMENT: frozenset(
        {IdeaState.IMPLEMENTED, IdeaState.DECLINED, IdeaState.MERGED}
    ),
    IdeaState.IMPLEMENTED: frozenset[IdeaState](),
    IdeaState.DECLINED: frozenset({IdeaState.UNDER_REVIEW}),
    IdeaState.MERGED: frozenset[IdeaState](),
}
STEPS = (
    IdeaState.SUBMITTED,
    IdeaState.UNDER_REVIEW,
    IdeaState.UNDER_DEVELOPMENT,
    IdeaState.IMPLEMENTED,
)
ENDS = frozenset({IdeaState.IMPLEMENTED, IdeaState.DECLINED, IdeaState.MERGED})
# Supports are taken while something can still come of them.
SUPPORTABLE = frozenset(STEPS) - ENDS
# Only what is being done, or done, can have evidence of delivery.
PROVABLE = frozenset({IdeaState.UNDER_DEVELOPMENT, IdeaState.IMPLEMENTED})
