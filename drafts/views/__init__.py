"""The administration of draft texts: import, correction, both languages, preview."""

from drafts.views.lists import list_drafts
from drafts.views.outlines import correct_import_view, edit_draft_view
from drafts.views.sources import forget_import_view, import_text_view
from drafts.views.steps import (
    add_to_draft,
    add_to_import,
    drop_from_draft,
    drop_from_import,
    split_in_draft,
    split_in_import,
)
from drafts.views.texts import (
    delete_draft_view,
    open_version_view,
    preview_view,
    rename_draft_view,
)

__all__ = [
    "add_to_draft",
    "add_to_import",
    "correct_import_view",
    "delete_draft_view",
    "drop_from_draft",
    "drop_from_import",
    "edit_draft_view",
    "forget_import_view",
    "import_text_view",
    "list_drafts",
    "open_version_view",
    "preview_view",
    "rename_draft_view",
    "split_in_draft",
    "split_in_import",
]
