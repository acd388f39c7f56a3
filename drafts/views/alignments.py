"""What the sections of the last version became: shown, corrected, undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from drafts.documents import Outline, Part, place_of
from drafts.forms import AlignmentForm
from drafts.models import Draft, Version
from drafts.queries import (
    ComparedPair,
    Comparison,
    compare_versions,
    digest_of_rows,
    doubles_in,
    is_doubtful,
    latest_published,
    outline_of,
    redlines_of,
    sides_of,
    successions_of,
    unpublished_version,
    version_before,
)
from drafts.queries.changing import LABELS, TONES, said_in_short
from drafts.queries.naming import section_name
from drafts.services import correct_origins, correct_successors, forget_corrections
from drafts.states import VersionState
from drafts.views.changes import name_of, was_note
from drafts.views.desks import DraftDesk, draft_to_edit
from drafts.views.frames import draft_url, frame
from foundation.accounts.queries import signed_in
from foundation.core.errors import DomainError
from foundation.core.redline import Run

PAGE = 40
SHOWN = ("changed", "look", "corrected", "all")


@dataclass(frozen=True, slots=True)
class _Line:
    """A pair as it is listed: its difference, and what an editor should look at."""

    pair: ComparedPair
    runs: list[Run]
    is_doubtful: bool
    has_double: bool

    @property
    def needs_a_look(self) -> bool:
        """Whether the comparison is not sure."""
        return not self.pair.is_corrected and (self.is_doubtful or self.has_double)


def alignment_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show both versions side by side, with what became of every section."""
    draft = draft_to_edit(request.user, public_id)
    before, version = _versions(draft)
    comparison = compare_versions(before, version)
    lines = _lines(comparison)
    wanted = request.GET.get("show", "")
    shown = _shown(lines, wanted if wanted in SHOWN else SHOWN[0])
    page, pages = _page_asked(request, len(shown))
    context = {
        **frame(_("What changes"), (draft_url(draft), str(draft.title))),
        "draft": draft,
        "before": before,
        "version": version,
        "locked": DraftDesk(draft, version).locked,
        "said": said_in_short(comparison),
        "filters": _filters(lines, wanted if wanted in SHOWN else SHOWN[0]),
        "show": wanted if wanted in SHOWN else SHOWN[0],
        "rows": _rows(comparison, shown[(page - 1) * PAGE : page * PAGE]),
        "has_corrections": any(line.pair.is_corrected for line in lines),
        "page": page,
        "pages": range(1, pages + 1),
    }
    return render(request, "drafts_admin/alignment.html", context)


def correct_old_view(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Say what became of a section of the last version."""
    return _correct(request, public_id, key, is_old=True)


def correct_new_view(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Say where a section of the new version comes from."""
    return _correct(request, public_id, key, is_old=False)


@require_POST
def forget_corrections_view(
    request: HttpRequest, public_id: str, key: str = ""
) -> HttpResponse:
    """Let the comparison decide again, about one section or about all."""
    draft = draft_to_edit(request.user, public_id)
    _before, version = _versions(draft)
    try:
        forget_corrections(
            version=version, key=key, actor=signed_in(request), now=timezone.now()
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The correction is undone."))
    return redirect(_back(request, draft))


def _correct(
    request: HttpRequest, public_id: str, key: str, *, is_old: bool
) -> HttpResponse:
    draft = draft_to_edit(request.user, public_id)
    before, version = _versions(draft)
    old, new = outline_of(before), outline_of(version)
    own, others = (old, new) if is_old else (new, old)
    part = own[place_of(own, key)]
    form = _form(request, version, part, others=others, is_old=is_old)
    refusal: DomainError | None = None
    if request.method == "POST" and form.is_valid():
        refusal = _store(request, version, form, is_old=is_old)
        if refusal is None:
            messages.success(request, _("Your correction is saved."))
            return redirect(_back(request, draft))
        form = _form(None, version, part, others=others, is_old=is_old)
    context = {
        **_frame_of(draft, is_old=is_old),
        "draft": draft,
        "part": part,
        "name": section_name(part.kind, part.number),
        "form": form,
        "is_old": is_old,
        "own_version": before if is_old else version,
        "other_version": version if is_old else before,
        "refusal": refusal,
        "locked": DraftDesk(draft, version).locked,
        "back": _back(request, draft),
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    template = "drafts_admin/correct_alignment.html"
    return render(request, template, context, status=status)


def _frame_of(draft: Draft, *, is_old: bool) -> dict[str, Any]:
    titles = {True: _("What became of a section"), False: _("Where a section is from")}
    changes = (reverse("drafts:alignment", args=[draft.public_id]), _("What changes"))
    return frame(titles[is_old], (draft_url(draft), str(draft.title)), changes)


def _store(
    request: HttpRequest, version: Version, form: AlignmentForm, *, is_old: bool
) -> DomainError | None:
    """Carry a correction out, or return the refusal to be shown."""
    correct = correct_successors if is_old else correct_origins
    try:
        correct(
            version=version,
            said=form.statement(),
            actor=signed_in(request),
            now=timezone.now(),
        )
    except DomainError as refusal:
        return refusal
    return None


def _form(
    request: HttpRequest | None,
    version: Version,
    part: Part,
    *,
    others: Outline,
    is_old: bool,
) -> AlignmentForm:
    rows = successions_of(version)
    side = {"old": part.key} if is_old else {"new": part.key}
    now = [row.new if is_old else row.old for row in rows]
    mine = [row.old if is_old else row.new for row in rows]
    tied = [other for own, other in zip(mine, now, strict=True) if own == part.key]
    return AlignmentForm(
        request.POST if request is not None and request.method == "POST" else None,
        part=part,
        others=others,
        tied=[key for key in tied if key],
        was=digest_of_rows(rows, **side),
    )


def _versions(draft: Draft) -> tuple[Version, Version]:
    """Find the version that is written, or else read, and the one before it.

    Raises:
        Http404: there are not two versions yet.

    """
    version = unpublished_version(draft) or latest_published(draft)
    before = version_before(version) if version else None
    if version is None or before is None:
        raise Http404
    before.draft = version.draft = draft
    return before, version


def _lines(comparison: Comparison) -> list[_Line]:
    pairs = comparison.pairs
    old = [part for pair in pairs for part in pair.old]
    new = [part for pair in pairs for part in pair.new]
    doubles = doubles_in(old) | doubles_in(new)
    return [
        _Line(
            pair,
            runs,
            is_doubtful=is_doubtful(pair, runs),
            has_double=pair.is_changed
            and any(part.key in doubles for part in (*pair.old, *pair.new)),
        )
        for pair, runs in zip(pairs, redlines_of(pairs), strict=True)
    ]


def _shown(lines: Sequence[_Line], wanted: str) -> list[_Line]:
    return [line for line in lines if _is_shown(line, wanted)]


def _is_shown(line: _Line, wanted: str) -> bool:
    told = {
        "changed": line.pair.is_changed,
        "look": line.needs_a_look,
        "corrected": line.pair.is_corrected,
    }
    return told.get(wanted, True)


def _filters(lines: Sequence[_Line], wanted: str) -> list[dict[str, Any]]:
    labels = {
        "changed": _("Only what changed"),
        "look": _("Worth a look"),
        "corrected": _("Corrected by hand"),
        "all": _("All sections"),
    }
    return [
        {
            "url": f"?show={name}",
            "label": label,
            "count": len(_shown(lines, name)),
            "is_current": name == wanted,
        }
        for name, label in labels.items()
    ]


def _page_asked(request: HttpRequest, count: int) -> tuple[int, int]:
    pages = max(1, -(-count // PAGE))
    asked = request.GET.get("page", "")
    return (min(max(int(asked), 1), pages) if asked.isdecimal() else 1), pages


def _rows(comparison: Comparison, lines: Sequence[_Line]) -> list[dict[str, Any]]:
    told = sides_of([line.pair for line in lines])
    can_correct = comparison.new.state == VersionState.WORKING
    return [
        {
            "line": line,
            "pair": line.pair,
            "name": name_of(line.pair),
            "old": [_part(part, line.pair.language) for part in line.pair.old],
            "new": [_part(part, line.pair.language) for part in line.pair.new],
            "change": LABELS[line.pair.change],
            "tone": TONES.get(line.pair.change, "plain"),
            "note": was_note(comparison, line.pair),
            "sides": sides,
            "can_correct": can_correct,
        }
        for line, sides in zip(lines, told, strict=True)
    ]


def _part(part: Part, language: str) -> dict[str, Any]:
    return {
        "key": part.key,
        "name": section_name(part.kind, part.number),
        "heading": part.heading(language),
    }


def _back(request: HttpRequest, draft: Draft) -> str:
    """Give the address of the list as it was filtered."""
    url = reverse("drafts:alignment", args=[draft.public_id])
    show = request.GET.get("show", "")
    return f"{url}?show={show}" if show in SHOWN else url
