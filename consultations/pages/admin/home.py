"""The first page of the administration: what waits for this person."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from consultations.pages.queries.waiting import branches_of, waiting_for


class WaitingPanel(Component):
    """What waits for the person who opens the administration, and where to begin."""

    name = "waiting"
    template_name = "pages_admin/waiting.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> Mapping[str, Any]:
        """Look up what waits."""
        request = parent_context["request"]
        now = timezone.now()
        waiting = waiting_for(request.user, now=now)
        branches = branches_of(request.user)
        return {
            "waiting": waiting,
            "branches": branches,
            "now": now,
            "request": request,
        }
