"""Pages about ideas."""

from consultations.ideas.views.lists import debts, idea_list
from consultations.ideas.views.officers import answer, evidence, merge, move
from consultations.ideas.views.reading import show_idea, support
from consultations.ideas.views.writing import edit, propose, similar

__all__ = [
    "answer",
    "debts",
    "edit",
    "evidence",
    "idea_list",
    "merge",
    "move",
    "propose",
    "show_idea",
    "similar",
    "support",
]
