"""Where what everyone reads of a draft beside its page is found."""

from django.urls import reverse

from drafts.models import Draft, Passage, Response, Section


def matrix_url(draft: Draft) -> str:
    """Give the address of the response matrix of a draft."""
    return reverse("texts:matrix", args=[draft.public_id])


def outcome_url(draft: Draft) -> str:
    """Give the address of what became of a draft, and because of whom."""
    return reverse("texts:outcome", args=[draft.public_id])


def response_url(response: Response) -> str:
    """Give the permalink of a response; its draft is loaded."""
    names = [response.draft.public_id, response.public_id]
    return reverse("texts:response", args=names)


def suggest_url(section: Section) -> str:
    """Give the address where a section is worded otherwise; its draft is loaded."""
    return reverse("texts:suggest", args=[section.draft.public_id, section.public_id])


def suggestions_url(section: Section) -> str:
    """Give the address of all that was suggested for a section."""
    names = [section.draft.public_id, section.public_id]
    return reverse("texts:suggestions", args=names)


def sentences_url(draft: str, section: str) -> str:
    """Give the address where a section is read sentence by sentence."""
    return reverse("texts:sentences", args=[draft, section])


def quote_url(section: Section) -> str:
    """Give the address where a passage of a section is commented on."""
    names = [section.draft.public_id, section.public_id]
    return reverse("texts:quote", args=names)


def passage_url(passage: Passage) -> str:
    """Give the permalink of a passage; its section and draft are loaded."""
    names = [passage.section.draft.public_id, passage.public_id]
    return reverse("texts:passage", args=names)


def tray_url(draft: Draft) -> str:
    """Give the address of what has no place in the newest version."""
    return reverse("texts:tray", args=[draft.public_id])
