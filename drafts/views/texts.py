"""A draft as a whole: its titles, its versions, its preview, its end."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from drafts.forms import TitleForm
from drafts.queries import read_version, versions_of
from drafts.services import delete_draft, open_working_version, rename_draft
from drafts.views.desks import draft_to_edit
from drafts.views.frames import draft_url, frame
from foundation.accounts.queries import signed_in
from foundation.core.errors import DomainError
from foundation.core.translated import LANGUAGES, NAMES, active_language


@require_POST
def rename_draft_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a draft other titles."""
    draft = draft_to_edit(request.user, public_id)
    form = TitleForm(request.POST)
    if form.is_valid():
        titles = form.cleaned_data
        actor, now = signed_in(request), timezone.now()
        try:
            rename_draft(draft=draft, actor=actor, now=now, **titles)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The titles are saved."))
            return redirect(draft_url(draft))
    context = {
        **frame(_("Titles"), (draft_url(draft), str(draft.title))),
        "draft": draft,
        "title_form": form,
    }
    return render(request, "drafts_admin/titles.html", context, status=422)


@require_POST
def open_version_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """Start a working version: a copy of the published one, or an empty one."""
    draft = draft_to_edit(request.user, public_id)
    open_working_version(draft=draft, actor=signed_in(request), now=timezone.now())
    return redirect(draft_url(draft))


def preview_view(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Show a version as people will read it, in either language.

    Raises:
        Http404: the language is none of the site's.

    """
    draft = draft_to_edit(request.user, public_id)
    version = get_object_or_404(versions_of(draft), number=number)
    language = request.GET.get("language") or active_language()
    if language not in LANGUAGES:
        raise Http404
    context = {
        **frame(_("Preview"), (draft_url(draft), str(draft.title))),
        "draft": draft,
        "version": version,
        "sections": read_version(version, language),
        "language": language,
        "languages": NAMES,
    }
    return render(request, "drafts_admin/preview.html", context)


def delete_draft_view(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then delete a draft that nobody has read."""
    draft = draft_to_edit(request.user, public_id)
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            delete_draft(draft=draft, actor=signed_in(request), now=timezone.now())
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, _("The draft is deleted."))
            return redirect("drafts:list")
    context = {
        **frame(_("Delete a draft"), (draft_url(draft), str(draft.title))),
        "draft": draft,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "drafts_admin/delete.html", context, status=status)
