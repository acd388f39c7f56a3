"""The list of words for which comments wait until a moderator has looked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments.forms import PhraseForm, TrialForm
from comments.models import BlockedPhrase, Rule
from comments.services.blocking import add_phrase, blocked_phrase_in, remove_phrase
from comments.views.moderation.pieces import Desk, at_the_desk
from foundation.core.errors import DomainError
from foundation.organisations.models import Authority


@require_http_methods(["GET", "POST"])
@at_the_desk
def words(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the list, add to it, take from it, and try a text against it.

    Raises:
        Http404: discussions without an authority have no list.

    """
    if desk.authority is None:
        raise Http404
    if request.method == "GET":
        return _page(request, desk, PhraseForm())
    act = request.POST.get("act", "")
    if act == "try":
        return _try(request, desk, desk.authority)
    if act == "add":
        return _add(request, desk, desk.authority)
    phrase_id = request.POST.get("phrase_id", "")
    if phrase_id.isdigit():
        remove_phrase(
            authority=desk.authority,
            moderator=desk.person,
            phrase_id=int(phrase_id[:18]),
            now=timezone.now(),
        )
        messages.success(request, _("The phrase is off the list."))
    return redirect(request.get_full_path())


def _add(request: HttpRequest, desk: Desk, authority: Authority) -> HttpResponse:
    form = PhraseForm(request.POST)
    if not form.is_valid():
        return _page(request, desk, form, status=422)
    try:
        add_phrase(
            authority=authority,
            moderator=desk.person,
            phrase=form.cleaned_data["phrase"],
            rule=form.cleaned_data["rule"],
            now=timezone.now(),
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(request, desk, form, status=refusal.status)
    messages.success(request, _("The phrase is on the list from now on."))
    return redirect(request.get_full_path())


def _try(request: HttpRequest, desk: Desk, authority: Authority) -> HttpResponse:
    trial = TrialForm(request.POST)
    trial.is_valid()
    found = blocked_phrase_in(trial.cleaned_data.get("text", ""), authority)
    return _page(request, desk, PhraseForm(), trial=trial, found=found, was_tried=True)


def _page(  # noqa: PLR0913 - two forms and what came of them
    request: HttpRequest,
    desk: Desk,
    form: PhraseForm,
    *,
    trial: TrialForm | None = None,
    found: BlockedPhrase | None = None,
    was_tried: bool = False,
    status: int = 200,
) -> HttpResponse:
    rows = BlockedPhrase.objects.filter(authority=desk.authority).order_by("phrase")
    context = {
        "desk": desk,
        "phrases": [
            {"pk": row.pk, "phrase": row.phrase, "rule": str(Rule(row.rule).label)}
            for row in rows
        ],
        "form": form,
        "trial": trial or TrialForm(),
        "found": found,
        "was_tried": was_tried,
        "tabs": desk.tabs("words"),
        "choices": desk.choices("words"),
    }
    return render(request, "comments/moderation/words.html", context, status=status)
