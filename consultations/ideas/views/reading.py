"""The page of one idea, and supporting it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from comments.queries import read_thread
from consultations.ideas import permissions, queries, services
from consultations.ideas.errors import SignInNeededError
from consultations.ideas.forms import (
    AnswerForm,
    EvidenceForm,
    MergeForm,
    MoveForm,
    RefusableForm,
    possible_moves,
)
from consultations.ideas.models import Idea
from consultations.ideas.queries import IdeaReading
from consultations.ideas.states import MOVES, PROVABLE, IdeaState
from consultations.ideas.views import pieces
from foundation.accounts.models import Person
from foundation.core.errors import DomainError
from foundation.core.models import new_public_id
from frontend.nouns import counted

Forms = dict[str, RefusableForm]


@require_GET
def show_idea(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show an idea, its life, and what can be done with it now."""
    return render_idea(request, idea_or_404(public_id))


@require_http_methods(["GET", "POST"])
def support(request: HttpRequest, public_id: str) -> HttpResponse:
    """Support an idea, or take the support back; a stranger signs in first."""
    idea = idea_or_404(public_id)
    if request.method == "GET":
        return redirect(idea.get_absolute_url())
    if not request.user.is_authenticated:
        return redirect_to_login(idea.get_absolute_url())
    try:
        _change_support(request, idea)
    except DomainError as refusal:
        return render_idea(request, idea, refusal=refusal)
    return redirect(f"{idea.get_absolute_url()}#support")


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in.

    Raises:
        SignInNeededError: nobody is.

    """
    if not isinstance(request.user, Person):
        raise SignInNeededError
    return request.user


def idea_or_404(public_id: str) -> Idea:
    """Find an idea.

    Raises:
        Http404: there is none of that name.

    """
    idea = queries.find_idea(public_id)
    if idea is None:
        raise Http404
    return idea


def render_idea(
    request: HttpRequest,
    idea: Idea,
    *,
    forms: Forms | None = None,
    refusal: DomainError | None = None,
) -> HttpResponse:
    """Render the page; `forms` are those that were refused, with what was typed."""
    now = timezone.now()
    reading = queries.read_idea(idea=idea, viewer=request.user)
    context = {
        **_idea_context(request, reading, now),
        **_thread_context(request, idea, now),
        "desk": _desk(request, idea, forms or {}),
        "fault": str(refusal) if refusal and not forms else "",
        "now": now,
    }
    status = refusal.status if refusal else 200
    return render(request, "ideas/idea.html", context, status=status)


def _idea_context(
    request: HttpRequest, reading: IdeaReading, now: datetime
) -> dict[str, Any]:
    idea = reading.idea
    why_not = permissions.why_not_support(request.user, idea)
    return {
        "idea": idea,
        "reading": reading,
        "state_name": pieces.state_name(idea.state),
        "tone": pieces.tone_of(idea.state),
        "byline": pieces.byline_of(idea),
        "crumbs": pieces.crumbs_of(idea),
        "steps": pieces.steps_of(reading),
        "photo": pieces.photo_of(idea.photo, caption=idea.title),
        "map": pieces.map_of(idea),
        "answers": [pieces.answer_of(each, idea) for each in reading.answers],
        "evidence": [pieces.evidence_of(each) for each in reading.evidence],
        "merged": _merged(reading),
        "wordings": [
            pieces.earlier_words_of(each) for each in reading.earlier_wordings
        ],
        "edited": _("Edited") if idea.edit_count else "",
        "topics": pieces.topics_of(idea),
        "description": pieces.plain(idea.html)[:160],
        "support": pieces.support_of(
            reading,
            why_not=why_not,
            signed_in=request.user.is_authenticated,
            now=now,
        ),
        "may_edit": permissions.why_not_edit(request.user, idea) is None,
    }


def _thread_context(request: HttpRequest, idea: Idea, now: datetime) -> dict[str, Any]:
    thread = read_thread(
        thread=idea.thread,
        viewer=request.user,
        order=request.GET.get("order", ""),
        cursor=request.GET.get("cursor"),
        now=now,
        here=idea.get_absolute_url(),
    )
    return {"thread": thread}


def _merged(reading: IdeaReading) -> list[dict[str, str]]:
    return [
        {
            "label": idea.title,
            "url": idea.get_absolute_url(),
            "note": counted(idea.supports_in_all, "supporters"),
        }
        for idea in reading.merged
    ]


def _desk(request: HttpRequest, idea: Idea, typed: Forms) -> list[dict[str, Any]]:
    """Lay out what an officer can do now; nothing for anybody else."""
    if not permissions.can_move(request.user, idea):
        return []
    drawers = [
        ("move", _("Move it along"), _("Go on"), bool(possible_moves(idea))),
        ("answer", _("Answer officially"), _("Publish the answer"), True),
        ("merge", _("Merge it into another idea"), _("Go on"), _can_merge(idea)),
        (
            "evidence",
            _("Add evidence of delivery"),
            _("Publish the evidence"),
            idea.state in PROVABLE,
        ),
    ]
    return [
        {
            "name": name,
            "title": title,
            "submit": submit,
            "form": typed.get(name) or blank_form(name, idea),
            "is_open": name in typed,
            "action": reverse(f"ideas:{name}", args=[idea.public_id]),
        }
        for name, title, submit, is_possible in drawers
        if is_possible
    ]


def blank_form(name: str, idea: Idea) -> RefusableForm:
    """Make one of the officer's forms, not filled in."""
    initial = {"submission_key": new_public_id(), "expected_state": idea.state}
    if name == "move":
        return MoveForm(idea=idea, initial=initial, prefix=name)
    form = {"answer": AnswerForm, "merge": MergeForm, "evidence": EvidenceForm}[name]
    return form(initial=initial, prefix=name)


def _can_merge(idea: Idea) -> bool:
    return IdeaState.MERGED in MOVES[IdeaState(idea.state)]


def _change_support(request: HttpRequest, idea: Idea) -> None:
    if request.POST.get("value") == "none":
        services.withdraw_support(idea=idea, person=person_of(request))
        messages.success(request, _("Your support was taken back."))
        return
    services.support_idea(idea=idea, person=person_of(request), now=timezone.now())
    messages.success(
        request, _("You support this idea. The same button takes it back.")
    )
