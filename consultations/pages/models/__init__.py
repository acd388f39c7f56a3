"""Pages of the CMS, one file for each family."""

from consultations.pages.models.base import BilingualPage
from consultations.pages.models.consultations import (
    ConsultationPage,
    DraftDecisionPage,
    IdeaCallPage,
    Milestone,
    Phase,
    ProjectPage,
    UpdatePage,
)
from consultations.pages.models.site import (
    AuthorityPage,
    HomePage,
    NewsPage,
    StandardPage,
)

__all__ = [
    "AuthorityPage",
    "BilingualPage",
    "ConsultationPage",
    "DraftDecisionPage",
    "HomePage",
    "IdeaCallPage",
    "Milestone",
    "NewsPage",
    "Phase",
    "ProjectPage",
    "StandardPage",
    "UpdatePage",
]
