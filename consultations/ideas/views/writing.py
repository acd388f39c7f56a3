"""Proposing an idea, and editing one's own."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from consultations.ideas import permissions, queries, services
from consultations.ideas.forms import EditForm, ProposalForm
from consultations.ideas.models import Idea, IdeaCall
from consultations.ideas.views.pieces import state_name
from consultations.ideas.views.reading import idea_or_404, person_of
from foundation.core.errors import DomainError
from foundation.core.models import new_public_id

STASH = "half-written-idea"
UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Take a new idea; what a stranger typed waits until they have signed in."""
    if request.method == "GET":
        return _form_page(request, ProposalForm(initial=_initial(request)))
    if "check" in request.POST:
        return _check(request)
    if not request.user.is_authenticated:
        return _through_the_door(request)
    return _take(request, ProposalForm(request.POST, request.FILES))


@require_GET
def similar(request: HttpRequest) -> HttpResponse:
    """Show ideas like the one being typed, as a piece of a page."""
    context = {"items": similar_to(request.GET)}
    return render(request, "ideas/similar.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change the words of one's own idea while nobody has begun to review it."""
    idea = idea_or_404(public_id)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    refusal = permissions.why_not_edit(request.user, idea)
    if request.method == "GET":
        if refusal is not None:
            raise refusal
        return _edit_page(request, idea, EditForm(initial=_words_of(idea)))
    form = EditForm(request.POST)
    if not form.is_valid():
        return _edit_page(request, idea, form, status=UNPROCESSABLE)
    try:
        _edit(request, idea, form)
    except DomainError as refused:
        form.refuse(refused)
        return _edit_page(request, idea, form, status=refused.status)
    messages.success(
        request, _("Your idea was changed. The earlier words stay public.")
    )
    return redirect(idea.get_absolute_url())


def similar_to(typed: QueryDict) -> list[dict[str, Any]]:
    """Say which ideas resemble what was typed, as the component shows them."""
    found = queries.similar_ideas(
        typed.get("title", "")[:500],
        typed.get("text", "")[:4000],
        authority=typed.get("authority", ""),
    )
    return [
        {
            "title": idea.title,
            "url": idea.get_absolute_url(),
            "count": idea.supports_in_all,
            "state": state_name(idea.state),
        }
        for idea in found
    ]


def _take(request: HttpRequest, form: ProposalForm) -> HttpResponse:
    if not form.is_valid():
        return _form_page(request, form, status=UNPROCESSABLE)
    try:
        idea = _submit(request, form)
    except DomainError as refusal:
        form.refuse(refusal)
        return _form_page(request, form, status=refusal.status)
    request.session.pop(STASH, None)
    messages.success(
        request, _("Your idea is published. You will be told what becomes of it.")
    )
    return redirect(idea.get_absolute_url())


def _submit(request: HttpRequest, form: ProposalForm) -> Idea:
    typed = form.cleaned_data
    return services.submit_idea(
        author=person_of(request),
        authority=typed["authority"],
        title=typed["title"],
        text=typed["text"],
        now=timezone.now(),
        call=_call(typed["call"]),
        topics=typed.get("topics", ()),
        district=form.chosen_district(),
        place=typed["place"],
        latitude=typed["latitude"],
        longitude=typed["longitude"],
        photo=typed["photo"],
        photo_description=typed["photo_description"],
        submission_key=typed["submission_key"],
        language=get_language() or "",
    )


def _call(public_id: str) -> IdeaCall | None:
    if not public_id:
        return None
    call = queries.find_call(public_id)
    if call is None:
        raise Http404
    return call


def _check(request: HttpRequest) -> HttpResponse:
    """Show the form as it was typed, with the ideas that resemble it; judge nothing."""
    typed = ProposalForm(initial=_typed(request))
    if request.FILES:
        typed.files = request.FILES
    return _form_page(request, typed, items=similar_to(request.POST), checked=True)


def _through_the_door(request: HttpRequest) -> HttpResponse:
    request.session[STASH] = _typed(request)
    messages.info(
        request, _("Sign in to send your idea. What you wrote is kept until then.")
    )
    return redirect_to_login(reverse("ideas:propose"))


def _typed(request: HttpRequest) -> dict[str, Any]:
    """List what was typed, by field; files cannot be kept."""
    names = set(ProposalForm.base_fields) - {"photo"}
    typed: dict[str, Any] = {
        name: request.POST[name] for name in names if name in request.POST
    }
    typed["topics"] = request.POST.getlist("topics")
    return typed


def _initial(request: HttpRequest) -> dict[str, Any]:
    """Fill in what was typed before signing in, else what the address names."""
    fresh = {
        "submission_key": new_public_id(),
        "authority": request.GET.get("authority", ""),
        "call": request.GET.get("call", ""),
    }
    call = queries.find_call(fresh["call"]) if fresh["call"] else None
    if call is not None:
        fresh["authority"] = call.authority.slug
    return request.session.get(STASH) or fresh


def _form_page(
    request: HttpRequest,
    form: ProposalForm,
    *,
    status: int = 200,
    items: list[dict[str, Any]] | None = None,
    checked: bool = False,
) -> HttpResponse:
    form.ask_for_photo_again()
    public_id = str(form["call"].value() or "")
    call = queries.find_call(public_id) if public_id else None
    context = {
        "crumbs": [{"label": _("Ideas"), "url": reverse("ideas:list")}],
        "form": form,
        "call": call,
        "call_is_open": call is not None and call.is_open(now=timezone.now()),
        "items": items or [],
        "checked": checked,
    }
    return render(request, "ideas/propose.html", context, status=status)


def _words_of(idea: Idea) -> dict[str, Any]:
    return {"title": idea.title, "text": idea.text, "seen_edits": idea.edit_count}


def _edit(request: HttpRequest, idea: Idea, form: EditForm) -> None:
    services.edit_idea(
        idea=idea,
        editor=person_of(request),
        title=form.cleaned_data["title"],
        text=form.cleaned_data["text"],
        expected_edits=form.cleaned_data["seen_edits"],
        now=timezone.now(),
    )


def _edit_page(
    request: HttpRequest, idea: Idea, form: EditForm, *, status: int = 200
) -> HttpResponse:
    context = {"idea": idea, "form": form}
    return render(request, "ideas/edit.html", context, status=status)
