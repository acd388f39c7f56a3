"""Correcting an outline: some sections a page, every button saves what was typed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from drafts.documents import CORRECTIONS, Correction, Outline, Part
from drafts.errors import EditConflictError
from drafts.forms import PartForm
from drafts.queries import (
    latest_published,
    unpublished_version,
    version_before,
)
from drafts.services import finish_import
from drafts.views.desks import (
    Desk,
    DraftDesk,
    ImportDesk,
    draft_to_edit,
    import_to_correct,
)
from drafts.views.frames import frame
from drafts.views.showing import PAGE, OutlineAddresses, show_outline
from foundation.accounts.queries import signed_in
from foundation.core.errors import DomainError

STEPS = frozenset({"split", "drop", "add"})


@dataclass(frozen=True, slots=True)
class _Press:
    """Which button was pressed, `act:key`, and the outline before it."""

    act: str
    key: str
    before: Outline

    @property
    def correction(self) -> Correction | None:
        """Return what the button does to the order, if it does anything at once."""
        correct: Callable[..., Outline] | None = CORRECTIONS.get(self.act)
        return partial(correct, key=self.key) if correct else None

    def landing(self, after: Outline) -> str:
        """Name the part to come back to: the same, or the one it was joined to."""
        keys = [part.key for part in self.before]
        if self.key not in keys or any(part.key == self.key for part in after):
            return self.key
        return keys[max(0, keys.index(self.key) - 1)]


def correct_import_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct a proposed split, and save it as a draft."""
    attempt = import_to_correct(request.user, public_id)
    if attempt.finished_at and attempt.draft:
        return redirect("drafts:edit", attempt.draft.public_id)
    if request.method == "POST":
        return _change(request, ImportDesk(attempt, request.POST.get("title")))
    return show_outline(request, ImportDesk(attempt))


def edit_draft_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write a draft's text in both languages side by side."""
    draft = draft_to_edit(request.user, public_id)
    version = unpublished_version(draft) or latest_published(draft)
    if version is None:
        context = {**frame(str(draft.title)), "draft": draft}
        return render(request, "drafts_admin/without_text.html", context)
    desk = DraftDesk(draft, version)
    if request.method == "POST":
        return _change(request, desk)
    return show_outline(request, desk)


def _change(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep what was typed and do what the button says; show both again if refused."""
    act, _colon, key = request.POST.get("act", "").partition(":")
    press = _Press(act, key, desk.outline())
    forms = _bound_forms(request.POST, desk, press.before)
    # Each is asked, so that every fault is shown at once.
    faulty = [form for form in forms if not form.is_valid()]
    if faulty:
        return show_outline(request, desk, forms=forms, status=422)
    try:
        return _keep(request, desk, press, forms=forms)
    except EditConflictError as refusal:
        forms = _with_stored(request.POST, desk, refusal.keys)
        return show_outline(request, desk, forms=forms, refusal=refusal)
    except DomainError as refusal:
        return show_outline(request, desk, forms=forms, refusal=refusal)


def _keep(
    request: HttpRequest, desk: Desk, press: _Press, *, forms: list[PartForm]
) -> HttpResponseRedirect:
    after = desk.correct(
        revised=[form.revised() for form in forms],
        correct=press.correction,
        actor=signed_in(request),
        now=timezone.now(),
    )
    if press.act in STEPS:
        return redirect(desk.url_of(press.act, press.key))
    if press.act == "finish" and isinstance(desk, ImportDesk):
        return _finish(request, desk)
    messages.success(request, _("Your corrections are saved."))
    if press.act == "page" and press.key.isdecimal():
        return redirect(f"{desk.url}?page={press.key}")
    first_shown = next(iter(request.POST.getlist("key")), "")
    landing = press.landing(after) or first_shown
    return redirect(OutlineAddresses(desk, after).of(landing))


def _finish(request: HttpRequest, desk: ImportDesk) -> HttpResponseRedirect:
    version = finish_import(
        attempt=desk.attempt, actor=signed_in(request), now=timezone.now()
    )
    if version_before(version) is None:
        messages.success(request, _("The text is saved as a draft."))
        return redirect("drafts:edit", version.draft.public_id)
    messages.success(request, _("The text is saved as the next version."))
    return redirect("drafts:alignment", version.draft.public_id)


def _bound_forms(sent: QueryDict, desk: Desk, outline: Outline) -> list[PartForm]:
    """Bind a form for every section that was sent, those that are gone included."""
    parts = {part.key: part for part in outline}
    return [
        PartForm(
            sent,
            part=parts.get(key) or Part(kind="", key=key),
            languages=desk.languages,
        )
        for key in sent.getlist("key")[:PAGE]
    ]


def _with_stored(
    sent: QueryDict, desk: Desk, disputed: frozenset[str]
) -> list[PartForm]:
    """Show what was typed beside what stands; saving again keeps what was typed."""
    outline = desk.outline()
    stored = {part.key: part for part in outline}
    answer = sent.copy()
    for key in disputed & stored.keys():
        answer[f"{key}-was"] = stored[key].digest
    forms = _bound_forms(answer, desk, outline)
    for form in forms:
        form.is_gone = form.part.key not in stored
        form.disputed = stored.get(form.part.key) if form.part.key in disputed else None
    return forms
