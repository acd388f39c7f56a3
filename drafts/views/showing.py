"""One page of an outline as forms, with everything around it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from drafts.documents import Outline, Part, concerns_of
from drafts.forms import PartForm, TitleForm
from drafts.queries import version_before, versions_of
from drafts.states import SectionKind
from drafts.views.desks import Desk, ImportDesk
from drafts.views.frames import frame
from foundation.core.errors import DomainError
from foundation.core.translated import columns

PAGE = 25


class OutlineAddresses:
    """Where each part of an outline is shown: its page, and its place there."""

    def __init__(self, desk: Desk, outline: Outline) -> None:
        self._url = desk.url
        self._places = {part.key: place for place, part in enumerate(outline)}

    def of(self, key: str) -> str:
        """Give the address of a part; of the first page when it is not there."""
        if key not in self._places:
            return self._url
        return f"{self._url}?page={self._places[key] // PAGE + 1}#part-{key}"


def show_outline(
    request: HttpRequest,
    desk: Desk,
    *,
    forms: Sequence[PartForm] | None = None,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a page of the outline; with `forms`, as they were filled in."""
    outline = desk.outline()
    context = {
        **frame(desk.heading),
        "desk": desk,
        "refusal": refusal,
        "is_faulty": forms is not None and refusal is None,
        "part_count": len(outline),
        "article_count": sum(part.kind == SectionKind.ARTICLE for part in outline),
        "edges": _edges(outline),
        **_page(request, desk, outline),
        **_addressed(desk, outline),
        **_around(desk),
    }
    if forms is not None:
        context["forms"] = forms
    status = refusal.status if refusal else status
    return render(request, "drafts_admin/outline.html", context, status=status)


def _page(request: HttpRequest, desk: Desk, outline: Outline) -> dict[str, Any]:
    count = max(1, -(-len(outline) // PAGE))
    asked = request.GET.get("page", "")
    page = min(max(int(asked), 1), count) if asked.isdecimal() else 1
    shown = outline[(page - 1) * PAGE : page * PAGE]
    return {
        "forms": [PartForm(part=part, languages=desk.languages) for part in shown],
        "page": page,
        "pages": range(1, count + 1),
        "next_page": page + 1 if page < count else None,
    }


def _addressed(desk: Desk, outline: Outline) -> dict[str, Any]:
    addresses = OutlineAddresses(desk, outline)
    return {
        "concerns": [
            (concern.sentence, addresses.of(concern.key) if concern.key else "")
            for concern in concerns_of(outline)
        ],
        "contents": [(part, addresses.of(part.key)) for part in outline],
    }


def _edges(outline: Sequence[Part]) -> dict[str, str]:
    """Name the first and last part: one cannot go up, the other not down."""
    if not outline:
        return {"first": "", "last": ""}
    return {"first": outline[0].key, "last": outline[-1].key}


def _around(desk: Desk) -> dict[str, Any]:
    """Add what only one of the two desks has."""
    if isinstance(desk, ImportDesk):
        title = desk.attempt.title if desk.title is None else desk.title
        return {"attempt": desk.attempt, "import_title": title}
    draft = desk.draft
    titles = {name: getattr(draft, name) for name in columns("title")}
    return {
        "draft": draft,
        "version": desk.version,
        "versions": list(versions_of(draft)),
        "has_changes": version_before(desk.version) is not None,
        "title_form": TitleForm(initial=titles),
    }
