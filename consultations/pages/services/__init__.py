"""What people do with pages: make, submit, approve, publish and take them back."""

from consultations.pages.services.approving import (
    approve_page,
    note_release,
    note_submission,
    publish_approved,
    send_back,
    submit_page,
)
from consultations.pages.services.carrying import carry_live, withdraw_page
from consultations.pages.services.creating import (
    PhasePlan,
    create_draft_page,
    create_idea_call_page,
    create_news_page,
    create_project_page,
    create_update_page,
    ensure_draft_page,
    equip_page,
    free_slug,
)
from consultations.pages.services.frame import ensure_authority_page, ensure_site
from consultations.pages.services.going_live import (
    publish_due,
    publish_now,
    publish_revision,
)
from consultations.pages.services.importing import import_draft
from consultations.pages.services.recording import record_log_entry
from consultations.pages.services.versions import release_version

__all__ = [
    "PhasePlan",
    "approve_page",
    "carry_live",
    "create_draft_page",
    "create_idea_call_page",
    "create_news_page",
    "create_project_page",
    "create_update_page",
    "ensure_authority_page",
    "ensure_draft_page",
    "ensure_site",
    "equip_page",
    "free_slug",
    "import_draft",
    "note_release",
    "note_submission",
    "publish_approved",
    "publish_due",
    "publish_now",
    "publish_revision",
    "record_log_entry",
    "release_version",
    "send_back",
    "submit_page",
    "withdraw_page",
]
