"""The page on which a second person looks at what waits, and decides."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from consultations.pages import services
from consultations.pages.admin.guard import person_of
from consultations.pages.forms import DecisionForm, SendingBackForm
from consultations.pages.models import ApprovalState, BilingualPage
from drafts.queries import compare_versions, version_before
from drafts.queries.changing import said_in_short
from foundation.core.translated import NAMES


def review(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show what waits for approval; take the decision when it is sent."""
    page = _page(page_id)
    state = _state(page)
    refusal = state.why_not_decide(request.user) if state else None
    form: DecisionForm = DecisionForm()
    if request.method == "POST":
        is_approval = request.POST.get("decision") == "approve"
        form = (DecisionForm if is_approval else SendingBackForm)(request.POST)
        if form.is_valid():
            return _decide(request, page, form, is_approval=is_approval)
    context = {"form": form, "refusal": refusal, **_context(page, state)}
    return render(request, "pages_admin/review.html", context)


def preview(request: HttpRequest, page_id: int, mode: str) -> HttpResponse:
    """Show the waiting revision as the public will see it in one language.

    Raises:
        Http404: nothing waits, or there is no such language.

    """
    state = _state(_page(page_id))
    if state is None or mode not in NAMES:
        raise Http404
    waiting = state.revision.as_object()
    response: HttpResponse = waiting.make_preview_request(
        request, mode, extra_request_attrs={"revision_id": state.revision_id}
    )
    return response


def _page(page_id: int) -> BilingualPage:
    page: BilingualPage = get_object_or_404(Page, pk=page_id).specific
    return page


def _state(page: BilingualPage) -> ApprovalState | None:
    state = page.current_workflow_task_state
    specific = state.specific if state else None
    return specific if isinstance(specific, ApprovalState) else None


def _decide(
    request: HttpRequest, page: BilingualPage, form: DecisionForm, *, is_approval: bool
) -> HttpResponse:
    act = services.approve_page if is_approval else services.send_back
    comment = form.cleaned_data["comment"]
    act(page=page, actor=person_of(request), comment=comment)
    messages.success(request, _decided(page, is_approval=is_approval))
    return redirect("wagtailadmin_home")


def _decided(page: BilingualPage, *, is_approval: bool) -> str:
    page.refresh_from_db()
    title = {"title": page.draft_title}
    if not is_approval:
        return _("“%(title)s” was sent back.") % title
    if page.live:
        return _("“%(title)s” was approved and is public.") % title
    return _("“%(title)s” was approved and is scheduled.") % title


def _context(page: BilingualPage, state: ApprovalState | None) -> dict[str, Any]:
    previews = [
        {
            "label": name,
            "url": reverse("pages_admin:preview", args=[page.pk, code]),
            "code": code,
        }
        for code, name in NAMES.items()
    ]
    compare = ["live", state.revision_id] if state and page.live else None
    return {
        **_changes(state),
        "page": page,
        "waiting": state.revision.as_object() if state else None,
        "state": state,
        "previews": previews if state else [],
        "compare_url": reverse(
            "wagtailadmin_pages:revisions_compare", args=[page.pk, *compare]
        )
        if compare
        else "",
    }


def _changes(state: ApprovalState | None) -> dict[str, str]:
    """Say what the text that waits changes, and lead to every change."""
    version = state.version if state else None
    before = version_before(version) if version else None
    if version is None or before is None:
        return {}
    return {
        "changes_said": said_in_short(compare_versions(before, version)),
        "changes_url": reverse("drafts:alignment", args=[version.draft.public_id]),
    }
