"""Every change in the CMS enters the audit record."""

from typing import Any

from wagtail.models import BaseLogEntry, Page, PageLogEntry

from consultations.pages.models import authority_id_of
from foundation.audit.services import record
from foundation.organisations.models import Authority

KEPT_DETAILS = ("revision", "workflow", "source", "destination", "slug")


def record_log_entry(*, entry: BaseLogEntry) -> None:
    """Write down what Wagtail logged, in the same transaction.

    The titles and comments that Wagtail logs stay out: words may have to be erased.
    """
    page = _page_of(entry)
    record(
        action=f"cms.{entry.action.removeprefix('wagtail.')}",
        actor=entry.user.public_id if entry.user_id and entry.user else None,
        target=_target(entry, page),
        authority=_authority_slug(page),
        detail=_detail(entry.data or {}),
        now=entry.timestamp,
    )


def _page_of(entry: BaseLogEntry) -> Page | None:
    if not isinstance(entry, PageLogEntry):
        return None
    return Page.objects.filter(pk=entry.page_id).first()


def _target(entry: BaseLogEntry, page: Page | None) -> str:
    if isinstance(entry, PageLogEntry):
        specific = page.specific if page else None
        return f"page:{getattr(specific, 'public_id', None) or entry.page_id}"
    model = entry.content_type.model if entry.content_type else "object"
    return f"{model}:{entry.object_id}"


def _authority_slug(page: Page | None) -> str:
    pk = authority_id_of(page) if page else None
    if pk is None:
        return ""
    return Authority.objects.values_list("slug", flat=True).get(pk=pk)


def _detail(data: dict[str, Any]) -> dict[str, Any]:
    """Keep keys and moments; leave titles and free words out."""
    kept = {}
    for name in KEPT_DETAILS:
        value = data.get(name)
        if isinstance(value, dict):
            kept[name] = {
                k: v for k, v in value.items() if k in {"id", "created", "go_live_at"}
            }
        elif value is not None:
            kept[name] = value
    return kept
