"""What pages change in Wagtail's administration."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WhatsNewInWagtailVersionPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.permissions import page_permission_policy

from consultations.pages.admin.home import WaitingPanel
from consultations.pages.models import ApprovalState

REPLACED_PANELS = (
    UserObjectsInWorkflowModerationPanel,
    WhatsNewInWagtailVersionPanel,
    WorkflowObjectsToModeratePanel,
)
HIDDEN_REPORTS = {"page-types-usage"}


class ReviewMenuItem(ActionMenuItem):
    """Leads from a page that waits to the place where it is decided."""

    name = "action-review"
    label = _("Review and decide")
    icon_name = "check"
    order = -10

    def get_url(self, parent_context: Any) -> str:
        """Return the address of the review."""
        return reverse("pages_admin:review", args=[parent_context["page"].pk])


class SubmitMenuItem(SubmitForModerationMenuItem):
    """Says what submitting means here."""

    def get_context_data(self, parent_context: Any) -> Any:
        """Name the act in the reader's language, not by the workflow's row."""
        context = super().get_context_data(parent_context)
        return {**context, "label": _("Submit for approval")}


class SuperuserMenuItem(MenuItem):
    """A line of the menu for superusers only."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to superusers."""
        return bool(request.user.is_superuser)


@hooks.register("construct_page_action_menu")
def offer_review(items: list[Any], request: HttpRequest, context: Any) -> None:
    """Offer the decision where it is due, and name the submitting of a page."""
    for place, item in enumerate(items):
        if isinstance(item, SubmitForModerationMenuItem):
            items[place] = SubmitMenuItem(order=item.order)
    page = context.get("page")
    state = page.current_workflow_task_state if page and page.pk else None
    if state is not None and isinstance(state.specific, ApprovalState):
        items.insert(0, ReviewMenuItem())


@hooks.register("construct_homepage_panels")
def show_what_waits(request: HttpRequest, panels: list[Any]) -> None:
    """Begin with what waits; it says what Wagtail's own two panels say."""
    panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED_PANELS)]
    panels.insert(0, WaitingPanel())


@hooks.register("construct_page_chooser_queryset")
def offer_own_pages(pages: Any, request: HttpRequest) -> Any:
    """Let people choose among their own pages only."""
    if request.user.is_superuser:
        return pages
    return pages & page_permission_policy.explorable_instances(request.user)


@hooks.register("construct_reports_menu")
def hide_closed_reports(request: HttpRequest, items: list[Any]) -> None:
    """Leave out reports that are closed to members."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in HIDDEN_REPORTS]


@hooks.register("construct_settings_menu")
def hide_groups(request: HttpRequest, items: list[Any]) -> None:
    """Leave out groups: rights come from memberships alone."""
    items[:] = [item for item in items if item.name != "groups"]


@hooks.register("register_settings_menu_item")
def register_members() -> MenuItem:
    """Put memberships into the settings menu."""
    return SuperuserMenuItem(
        _("Memberships"), reverse("pages_admin:members"), icon_name="group", order=150
    )


@hooks.register("insert_global_admin_css")
def add_admin_css() -> SafeString:
    """Dress our own parts of the administration."""
    return format_html(
        '<link rel="stylesheet" href="{}">', static("pages_admin/admin.css")
    )
