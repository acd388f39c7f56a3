"""Pages of the CMS, one file for each family."""

from consultations.pages.models.approval import ApprovalState, ApprovalTask
from consultations.pages.models.base import BilingualPage
from consultations.pages.models.consultations import (
    ConsultationPage,
    DraftDecisionPage,
    IdeaCallPage,
    Milestone,
    Phase,
    PhaseShift,
    ProjectPage,
    UpdatePage,
    to_minute,
)
from consultations.pages.models.frame import (
    AuthorityPage,
    HomePage,
    NewsPage,
    StandardPage,
)
from consultations.pages.models.rights import PageRights, authority_id_of

__all__ = [
    "ApprovalState",
    "ApprovalTask",
    "AuthorityPage",
    "BilingualPage",
    "ConsultationPage",
    "DraftDecisionPage",
    "HomePage",
    "IdeaCallPage",
    "Milestone",
    "NewsPage",
    "PageRights",
    "Phase",
    "PhaseShift",
    "ProjectPage",
    "StandardPage",
    "UpdatePage",
    "authority_id_of",
    "to_minute",
]
