"""Bringing a text in: a file or a paste becomes a proposed split."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from drafts.forms import ImportForm
from drafts.models import Draft
from drafts.queries import authorities_to_edit_for, latest_published
from drafts.services import drop_import, start_import
from drafts.views.desks import draft_to_edit, import_to_correct
from drafts.views.frames import draft_url, frame
from foundation.accounts.queries import signed_in
from foundation.core.errors import DomainError, NotAllowedError


def import_text_view(request: HttpRequest, public_id: str = "") -> HttpResponse:
    """Take a file or a pasted text, for a new draft or for one that stands.

    Raises:
        NotAllowedError: the person writes for no authority.

    """
    draft = draft_to_edit(request.user, public_id) if public_id else None
    form = _form(request, draft)
    refusal = None
    if request.method == "POST" and form.is_valid():
        done = _start(request, form, draft)
        if not isinstance(done, DomainError):
            return done
        refusal = done
    return _show(request, form, draft, refusal=refusal)


@require_POST
def forget_import_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """Forget a proposed split."""
    attempt = import_to_correct(request.user, public_id)
    drop_import(attempt=attempt, actor=signed_in(request), now=timezone.now())
    messages.success(request, _("The import was dropped; no draft was changed."))
    return redirect("drafts:list")


def _form(request: HttpRequest, draft: Draft | None) -> ImportForm:
    authorities = authorities_to_edit_for(signed_in(request))
    if draft is None and not authorities.exists():
        raise NotAllowedError
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    return ImportForm(*sent, authorities=None if draft else authorities)


def _start(
    request: HttpRequest, form: ImportForm, draft: Draft | None
) -> HttpResponse | DomainError:
    cleaned = form.cleaned_data
    try:
        attempt = start_import(
            authority=draft.authority if draft else cleaned["authority"],
            text=cleaned["split"],
            source_name=form.source_name,
            draft=draft,
            actor=signed_in(request),
            now=timezone.now(),
        )
    except DomainError as refusal:
        return refusal
    return redirect("drafts:correct", attempt.public_id)


def _show(
    request: HttpRequest,
    form: ImportForm,
    draft: Draft | None,
    *,
    refusal: DomainError | None,
) -> HttpResponse:
    steps = [(draft_url(draft), str(draft.title))] if draft else []
    context = {
        **frame(_("Import a text"), *steps),
        "form": form,
        "draft": draft,
        "is_published": draft is not None and latest_published(draft) is not None,
        "refusal": refusal,
    }
    faulty = 422 if form.is_bound and not form.is_valid() else 200
    status = refusal.status if refusal else faulty
    return render(request, "drafts_admin/import.html", context, status=status)
