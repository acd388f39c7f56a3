"""What every page of the drafts administration has around it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from drafts.models import Draft


def frame(title: str, *steps: tuple[str, str]) -> dict[str, Any]:
    """Build heading and breadcrumbs; `steps` are address and label of what is above."""
    above = [(reverse("drafts:list"), _("Draft texts")), *steps, ("", title)]
    return {
        "header_title": title,
        "header_icon": "doc-full",
        "breadcrumbs_items": [{"url": url, "label": label} for url, label in above],
    }


def draft_url(draft: Draft) -> str:
    """Give the address where a draft's text is written."""
    return reverse("drafts:edit", args=[draft.public_id])
