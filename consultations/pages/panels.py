"""Building blocks of the page editor: languages side by side, and what a page owns."""

from datetime import datetime
from typing import Any

from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import FieldComparison, register_comparison_class
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    Panel,
)

from foundation.core.translated import columns


def side_by_side(*names: str, heading: Any = "", **options: Any) -> MultiFieldPanel:
    """Show translated fields with their languages beside each other."""
    rows = [FieldRowPanel([FieldPanel(c) for c in columns(name)]) for name in names]
    return MultiFieldPanel(rows, heading=heading, **options)


class MomentComparison(FieldComparison):
    """Shows two moments by one clock: the one of whoever compares."""

    def __init__(self, field: Any, obj_a: Any, obj_b: Any) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a = _by_the_clock(field.value_from_object(obj_a))
        self.val_b = _by_the_clock(field.value_from_object(obj_b))


def _by_the_clock(moment: datetime | None) -> str:
    return date_format(localtime(moment), "j F Y H:i") if moment else ""


register_comparison_class(models.DateTimeField, comparison_class=MomentComparison)


def row(*names: str) -> FieldRowPanel:
    """Show plain fields beside each other."""
    return FieldRowPanel([FieldPanel(name) for name in names])


class TimeZonePanel(Panel):
    """Says by name in which time zone moments are entered and shown."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages_admin/time_zone_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the zone of the page's authority."""
            context = super().get_context_data(parent_context) or {}
            authority = getattr(self.instance, "authority", None)
            return {**context, "time_zone": getattr(authority, "time_zone", "")}


class VersionPanel(Panel):
    """Shows which version of the draft text the page names, and where it is edited."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "pages_admin/version_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the named version, a newer one, and the doors to their editor."""
            context = super().get_context_data(parent_context) or {}
            page = self.instance
            newest = page.newest_version() if page.draft_id else None
            return {
                **context,
                "page": page,
                "draft": page.draft if page.draft_id else None,
                "version": page.version,
                "newer": newest if newest and newest != page.version else None,
                "edit_url": _door("drafts:edit", page),
                "import_url": _door("drafts:import", page),
            }


def _door(name: str, page: Any) -> str:
    if not page.draft_id:
        return ""
    try:
        return reverse(name, args=[page.draft.public_id])
    except NoReverseMatch:
        return ""


HEADING_PANELS = [
    side_by_side("heading", heading=_("Heading")),
    side_by_side("lead", heading=_("Introduction")),
]
TEXT_PANEL = side_by_side("body", heading=_("Text"))
PHASE_PANELS = [
    TimeZonePanel(),
    InlinePanel(
        "phases",
        heading=_("Phases"),
        label=_("Phase"),
        help_text=_(
            "Each phase switches something on from its opening until its closing: "
            "comments, the ballot, the time of the decision. What is entered here "
            "takes effect when the page goes live."
        ),
    ),
]
DISCUSSION_PANELS = [
    MultiFieldPanel(
        [FieldPanel("takes_comments"), FieldPanel("comment_level")],
        heading=_("Discussion"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel(c) for c in columns("ballot_question")]),
            FieldPanel("ballot_level"),
            FieldPanel("ballot_hides_tally"),
        ],
        heading=_("Ballot"),
        help_text=_(
            "A question and a phase of the kind “vote” make a ballot: approve, reject "
            "or abstain."
        ),
    ),
]
OUTCOME_PANELS = [
    MultiFieldPanel([row("outcome_kind", "outcome_decided_on")], heading=_("Decision")),
    side_by_side("outcome", heading=_("The decision and its reasons")),
]
SETTINGS_PANELS = [
    FieldPanel("slug", help_text=_("The last part of the page's address.")),
    # Wagtail shows its own panel only to those who may publish; nobody may here.
    MultiFieldPanel(
        [TimeZonePanel(), row("go_live_at", "expire_at")],
        heading=_("Schedule"),
        help_text=_(
            "Once it is approved, the page goes live and comes down by itself at these "
            "moments. Without them it goes live on approval."
        ),
    ),
]
