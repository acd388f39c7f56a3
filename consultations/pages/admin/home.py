"""The first page of the administration: what waits for this person."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from consultations.pages.queries.waiting import waiting_for


class WaitingPanel(Component):
    """Everything that waits for the person who opens the administration."""

    name = "waiting"
    template_name = "pages_admin/waiting.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> Mapping[str, Any]:
        """Look up what waits."""
        request = parent_context["request"]
        now = timezone.now()
        waiting = waiting_for(request.user, now=now)
        return {"waiting": waiting, "now": now, "request": request}
