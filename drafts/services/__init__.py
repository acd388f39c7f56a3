"""Everything that changes a draft text."""

from drafts.services.aligning import (
    Statement,
    correct_origins,
    correct_successors,
    forget_corrections,
)
from drafts.services.answering import answer_inputs, take_back_answer, undo_since
from drafts.services.correcting import correct_version
from drafts.services.deciding import decide_on_suggestion, take_back
from drafts.services.drafts import create_draft, delete_draft, rename_draft
from drafts.services.importing import (
    bring_in_text,
    correct_import,
    drop_import,
    finish_import,
    start_import,
)
from drafts.services.publishing import publish_version, seal_version, unseal_version
from drafts.services.suggesting import Wording, checked_wording, suggest_wording
from drafts.services.writing import (
    open_working_version,
    store_outline,
    write_language,
    write_version,
)

__all__ = [
    "Statement",
    "Wording",
    "answer_inputs",
    "bring_in_text",
    "checked_wording",
    "correct_import",
    "correct_origins",
    "correct_successors",
    "correct_version",
    "create_draft",
    "decide_on_suggestion",
    "delete_draft",
    "drop_import",
    "finish_import",
    "forget_corrections",
    "open_working_version",
    "publish_version",
    "rename_draft",
    "seal_version",
    "start_import",
    "store_outline",
    "suggest_wording",
    "take_back",
    "take_back_answer",
    "undo_since",
    "unseal_version",
    "write_language",
    "write_version",
]
