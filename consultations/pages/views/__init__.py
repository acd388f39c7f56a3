"""Public pages: each view fetches, reads and renders."""

from consultations.pages.views.consultations import (
    show_call,
    show_draft,
    show_project,
    show_update,
)
from consultations.pages.views.frame import (
    show_authority,
    show_home,
    show_news,
    show_standard_page,
)
from consultations.pages.views.lists import (
    consultation_list,
    decision_list,
    district_outlines,
    project_list,
)

__all__ = [
    "consultation_list",
    "decision_list",
    "district_outlines",
    "project_list",
    "show_authority",
    "show_call",
    "show_draft",
    "show_home",
    "show_news",
    "show_project",
    "show_standard_page",
    "show_update",
]
