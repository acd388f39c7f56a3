"""What officers do with an idea, from the desk on its page."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.ideas import permissions, queries, services
from consultations.ideas.errors import MergeNotPossibleError
from consultations.ideas.forms import (
    AnswerForm,
    EvidenceForm,
    MergeForm,
    MoveForm,
    RefusableForm,
    possible_moves,
)
from consultations.ideas.models import Idea
from consultations.ideas.views.pieces import state_name
from consultations.ideas.views.reading import (
    idea_or_404,
    person_of,
    render_idea,
)
from foundation.core.errors import DomainError, InvalidInputError, NotAllowedError

Act = Callable[[HttpRequest, Idea], HttpResponse]


def at_the_desk(act: Act) -> Callable[[HttpRequest, str], HttpResponse]:
    """Let only an officer of the idea's authority in; by GET, show the page itself."""

    @require_http_methods(["GET", "POST"])
    def view(request: HttpRequest, public_id: str) -> HttpResponse:
        idea = idea_or_404(public_id)
        if not request.user.is_authenticated:
            return redirect_to_login(idea.get_absolute_url())
        if not permissions.can_move(request.user, idea):
            raise NotAllowedError
        if request.method == "GET":
            return redirect(f"{idea.get_absolute_url()}#desk")
        return act(request, idea)

    return view


@at_the_desk
def move(request: HttpRequest, idea: Idea) -> HttpResponse:
    """Take a step: asked once, then done."""
    form = MoveForm(request.POST, idea=idea, prefix="move")
    if not form.is_valid():
        return _refused(request, idea, form)
    typed = form.cleaned_data
    is_possible = typed["to_state"] in possible_moves(idea)
    if is_possible and "confirmed" not in request.POST:
        title = _("Move this idea to “%(state)s”?")
        named = {"state": state_name(typed["to_state"])}
        return _confirm(request, idea, "move", title=title % named)
    try:
        services.move_idea(
            idea=idea,
            to_state=typed["to_state"],
            reason=typed["reason"],
            mover=person_of(request),
            now=timezone.now(),
            expected_state=typed["expected_state"],
            submission_key=typed["submission_key"],
            language=get_language() or "",
        )
    except DomainError as refusal:
        return _refused(request, idea, form, refusal=refusal)
    messages.success(request, _("The idea was moved, and its people are told."))
    return redirect(idea.get_absolute_url())


@at_the_desk
def merge(request: HttpRequest, idea: Idea) -> HttpResponse:
    """Let the idea go into another: asked once, then done."""
    form = MergeForm(request.POST, prefix="merge")
    if not form.is_valid():
        return _refused(request, idea, form)
    target = queries.find_idea(form.target_id())
    if target is None or target.authority_id != idea.authority_id:
        refusal = MergeNotPossibleError(field="target")
        return _refused(request, idea, form, refusal=refusal)
    if "confirmed" not in request.POST:
        title = _("Merge this idea into “%(title)s”?") % {"title": target.title}
        return _confirm(request, idea, "merge", title=title)
    try:
        _merge(request, idea, target, form=form)
    except DomainError as refusal:
        return _refused(request, idea, form, refusal=refusal)
    messages.success(request, _("The ideas are one, with all their supporters."))
    return redirect(target.get_absolute_url())


@at_the_desk
def answer(request: HttpRequest, idea: Idea) -> HttpResponse:
    """Answer officially without a step."""
    form = AnswerForm(request.POST, prefix="answer")
    if not form.is_valid():
        return _refused(request, idea, form)
    try:
        services.answer_idea(
            idea=idea,
            text=form.cleaned_data["text"],
            answered_by=person_of(request),
            now=timezone.now(),
            submission_key=form.cleaned_data["submission_key"],
            language=get_language() or "",
        )
    except DomainError as refusal:
        return _refused(request, idea, form, refusal=refusal)
    messages.success(request, _("Your answer is published."))
    return redirect(f"{idea.get_absolute_url()}#answers")


@at_the_desk
def evidence(request: HttpRequest, idea: Idea) -> HttpResponse:
    """Publish proof of delivery."""
    form = EvidenceForm(request.POST, request.FILES, prefix="evidence")
    if not form.is_valid():
        return _refused(request, idea, form)
    try:
        services.add_evidence(
            idea=idea,
            added_by=person_of(request),
            now=timezone.now(),
            language=get_language() or "",
            **form.cleaned_data,
        )
    except DomainError as refusal:
        return _refused(request, idea, form, refusal=refusal)
    messages.success(request, _("The evidence is published."))
    return redirect(f"{idea.get_absolute_url()}#evidence")


def _merge(request: HttpRequest, idea: Idea, target: Idea, *, form: MergeForm) -> None:
    services.merge_ideas(
        source=idea,
        target=target,
        reason=form.cleaned_data["reason"],
        merger=person_of(request),
        now=timezone.now(),
        expected_state=form.cleaned_data["expected_state"],
        submission_key=form.cleaned_data["submission_key"],
        language=get_language() or "",
    )


def _refused(
    request: HttpRequest,
    idea: Idea,
    form: RefusableForm,
    *,
    refusal: DomainError | None = None,
) -> HttpResponse:
    """Show the page again with the form as it was typed, and why it was refused."""
    if refusal is not None:
        form.refuse(refusal)
    fresh = idea_or_404(idea.public_id)
    why = refusal or InvalidInputError()
    return render_idea(request, fresh, forms={str(form.prefix): form}, refusal=why)


def _confirm(
    request: HttpRequest, idea: Idea, name: str, *, title: str
) -> HttpResponse:
    """Ask once before a step that everybody is told of."""
    hidden = {key: value for key, value in request.POST.items() if key.startswith(name)}
    context = {
        "idea": idea,
        "title": title,
        "quote": request.POST.get(f"{name}-reason", ""),
        "hidden": {**hidden, "confirmed": "1"},
        "action": request.path,
        "is_danger": name == "merge",
    }
    return render(request, "ideas/confirm.html", context)
