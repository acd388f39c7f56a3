"""The things people do with ideas."""

from consultations.ideas.services.answering import answer_idea
from consultations.ideas.services.calls import create_call, set_call_window
from consultations.ideas.services.consul import ImportedIdeas, import_consul
from consultations.ideas.services.consul_files import (
    CommentRow,
    ProposalRow,
    read_comments,
    read_proposals,
)
from consultations.ideas.services.delivering import add_evidence
from consultations.ideas.services.editing import edit_idea
from consultations.ideas.services.merging import merge_ideas
from consultations.ideas.services.moving import move_idea
from consultations.ideas.services.policy import set_idea_policy
from consultations.ideas.services.submitting import submit_idea
from consultations.ideas.services.supporting import support_idea, withdraw_support
from consultations.ideas.services.wording import (
    LONGEST_REASON,
    LONGEST_TEXT,
    LONGEST_TITLE,
)

__all__ = [
    "LONGEST_REASON",
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "CommentRow",
    "ImportedIdeas",
    "ProposalRow",
    "add_evidence",
    "answer_idea",
    "create_call",
    "edit_idea",
    "import_consul",
    "merge_ideas",
    "move_idea",
    "read_comments",
    "read_proposals",
    "set_call_window",
    "set_idea_policy",
    "submit_idea",
    "support_idea",
    "withdraw_support",
]
