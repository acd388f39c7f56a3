"""The phases of a consultation and the standing of a municipal project."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PhaseKind(models.TextChoices):
    """What a phase switches on."""

    INFORMATION = "information", pgettext_lazy("phase", "Information")
    COMMENT = "comment", pgettext_lazy("phase", "Comment")
    VOTE = "vote", pgettext_lazy("phase", "Vote")
    DECISION = "decision", pgettext_lazy("phase", "Decision")
    IMPLEMENTATION = "implementation", pgettext_lazy("phase", "Implementation")


class ProjectStatus(models.TextChoices):
    """How far a municipal project has come."""

    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under_way", _("Under way")
    PAUSED = "paused", _("Paused")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")


class OutcomeKind(models.TextChoices):
    """What was decided at the end of a consultation."""

    ADOPTED = "adopted", _("Adopted")
    ADOPTED_WITH_CHANGES = "adopted_with_changes", _("Adopted with changes")
    POSTPONED = "postponed", _("Postponed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ConsultationStatus(models.TextChoices):
    """Where a consultation stands now; computed from its phases at each read."""

    UPCOMING = "upcoming", _("Upcoming")
    OPEN = "open", _("Open now")
    CLOSED = "closed", _("Closed, decision owed")
    DECIDED = "decided", _("Decided")
