"""Reporting a comment."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from comments import queries
from comments.forms import ReportForm
from comments.models import Comment
from comments.queries import rules
from comments.services.reporting import report_comment
from comments.views.pieces import comment_or_404
from foundation.accounts.models import Person
from foundation.accounts.queries import signed_in
from foundation.core.errors import DomainError
from foundation.core.web import safe_next

REPORT_STASH = "half-written-report"


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what is wrong with a comment; what a stranger typed waits in the session."""
    found, _home = comment_or_404(public_id)
    if request.method == "GET":
        kept = _unstash(request, found)
        return _page(request, found, ReportForm(initial=kept))
    form = ReportForm(request.POST)
    if not request.user.is_authenticated:
        return _through_the_door(request, found)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        report_comment(
            comment=found,
            reporter=signed_in(request),
            rule=form.cleaned_data["rule"],
            words=form.cleaned_data["words"],
            now=timezone.now(),
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(request, found, form, status=refusal.status)
    request.session.pop(REPORT_STASH, None)
    back = urlencode({"next": safe_next(request)}) if safe_next(request) else ""
    done = reverse("comments:reported", args=[found.public_id])
    return redirect(f"{done}?{back}" if back else done)


@require_safe
def reported(request: HttpRequest, public_id: str) -> HttpResponse:
    """Thank for a report and say what happens now."""
    found, _home = comment_or_404(public_id)
    context = {"url": safe_next(request) or queries.permalink(found)}
    return render(request, "comments/moderation/reported.html", context)


def _page(
    request: HttpRequest, found: Comment, form: ReportForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "comment": found,
        "cancel_url": safe_next(request) or queries.permalink(found),
        "is_own": rules.owns(request.user, found),
        "is_gone": found.is_withdrawn or found.is_hidden or found.is_placeholder,
        "is_stranger": not isinstance(request.user, Person),
    }
    return render(request, "comments/moderation/report.html", context, status=status)


def _through_the_door(request: HttpRequest, found: Comment) -> HttpResponse:
    typed = {name: request.POST.get(name, "")[:1000] for name in ("rule", "words")}
    request.session[REPORT_STASH] = {"comment": found.public_id, **typed}
    path = reverse("comments:report", args=[found.public_id])
    back = safe_next(request)
    return redirect_to_login(f"{path}?{urlencode({'next': back})}" if back else path)


def _unstash(request: HttpRequest, found: Comment) -> dict[str, Any]:
    """Return what was typed before signing in; it is kept until it is sent."""
    kept = request.session.get(REPORT_STASH) or {}
    return kept if kept.get("comment") == found.public_id else {}
