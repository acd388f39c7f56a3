"""Everything that changes a draft text."""

from drafts.comparing.quoting import Span, TextQuote
from drafts.services.aligning import (
    Statement,
    correct_origins,
    correct_successors,
    forget_corrections,
)
from drafts.services.answering import answer_inputs, take_back_answer, undo_since
from drafts.services.carrying import carry_passages, place_passage
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
from drafts.services.quoting import (
    Chosen,
    FoundWords,
    Said,
    comment_on_passage,
    find_words,
    quote_passage,
)
from drafts.services.suggesting import Wording, checked_wording, suggest_wording
from drafts.services.writing import (
    open_working_version,
    store_outline,
    write_language,
    write_version,
)

__all__ = [
    "Chosen",
    "FoundWords",
    "Said",
    "Span",
    "Statement",
    "TextQuote",
    "Wording",
    "answer_inputs",
    "bring_in_text",
    "carry_passages",
    "checked_wording",
    "comment_on_passage",
    "correct_import",
    "correct_origins",
    "correct_successors",
    "correct_version",
    "create_draft",
    "decide_on_suggestion",
    "delete_draft",
    "drop_import",
    "find_words",
    "finish_import",
    "forget_corrections",
    "open_working_version",
    "place_passage",
    "publish_version",
    "quote_passage",
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
