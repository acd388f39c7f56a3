"""Personal data in what is about to be published: shown, taken out, or meant so."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from foundation.core.errors import DomainError
from foundation.core.personal_data import (
    Finding,
    PersonalDataFoundError,
    find_personal_data,
    refuse_personal_data,
    without_personal_data,
)

ANYWAY, REMOVE = "publish_anyway", "remove_personal_data"
AROUND = 30
"""So many characters are shown on either side of what was found."""


def wants_removal(request: HttpRequest) -> bool:
    """Whether the writer asks to have what was found taken out, and to look again."""
    return REMOVE in request.POST


def removed(text: str) -> str:
    """Return the text without what was found."""
    return without_personal_data(text, find_personal_data(text))


def check(request: HttpRequest, text: str) -> None:
    """Let a text pass that holds nothing personal, or whose writer means it so.

    Raises:
        PersonalDataFoundError: neither is the case.

    """
    if ANYWAY not in request.POST:
        refuse_personal_data(text)


def findings_of(refusal: DomainError | None, text: str) -> list[dict[str, Any]]:
    """Say what was found, each with the words around it; empty for other refusals."""
    if not isinstance(refusal, PersonalDataFoundError):
        return []
    names = {
        "phone": _("Phone number"),
        "identity": _("Identity number"),
        "iban": _("Bank account"),
        "email": _("E-mail address"),
    }
    return [
        {"kind": names[found.kind], "text": found.text, **_around(found, text)}
        for found in refusal.findings
    ]


def _around(found: Finding, text: str) -> dict[str, str]:
    start, end = max(0, found.start - AROUND), found.end + AROUND
    return {
        "before": ("…" if start else "") + text[start : found.start],
        "after": text[found.end : end] + ("…" if end < len(text) else ""),
    }
