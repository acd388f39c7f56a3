"""Draft texts, what people say about their words, and what they are answered."""

from drafts.models.passages import Passage, PassageComment, PassagePlace
from drafts.models.responses import AnsweredInput, Response, Suggestion
from drafts.models.texts import (
    Draft,
    ImportAttempt,
    Placement,
    Section,
    SectionText,
    Succession,
    Version,
)

__all__ = [
    "AnsweredInput",
    "Draft",
    "ImportAttempt",
    "Passage",
    "PassageComment",
    "PassagePlace",
    "Placement",
    "Response",
    "Section",
    "SectionText",
    "Succession",
    "Suggestion",
    "Version",
]
