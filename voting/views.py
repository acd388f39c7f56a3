"""Pages about ballots."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.accounts.queries import signed_in
from foundation.core.errors import DomainError
from foundation.core.homes import home_of
from foundation.core.web import safe_next
from voting import queries
from voting.forms import VoteForm
from voting.models import Ballot
from voting.services import cast_vote

STASH = "half-cast-vote"


@require_GET
def ballot_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one ballot, how the vote stands where that may be seen, and the reasons."""
    return _show(request, _ballot(public_id))


@require_POST
def vote(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a vote; a refusal shows the card again with what was chosen and typed."""
    ballot = _ballot(public_id)
    form = VoteForm(request.POST)
    form.is_valid()
    fields = form.cleaned_data
    if not request.user.is_authenticated:
        # The choice waits in the session, so that it survives signing in.
        request.session[STASH] = [public_id, fields.get("choice"), fields.get("reason")]
        return redirect_to_login(_address(ballot))
    try:
        cast_vote(
            ballot=ballot,
            voter=signed_in(request),
            choice=fields.get("choice", ""),
            reason=fields.get("reason", ""),
            submission_key=fields.get("submission_key", ""),
            now=timezone.now(),
        )
    except DomainError as refusal:
        return _show(request, ballot, refusal=refusal, form=form)
    messages.success(
        request, _("Your vote was recorded. You may change it until the close.")
    )
    return redirect(safe_next(request) or _address(ballot))


def _show(
    request: HttpRequest,
    ballot: Ballot,
    *,
    refusal: DomainError | None = None,
    form: VoteForm | None = None,
) -> HttpResponse:
    now = timezone.now()
    typed = _typed(form) if form else _stashed(request, ballot)
    reading = queries.read_ballot(
        ballot=ballot,
        viewer=request.user,
        now=now,
        typed=typed,
        error=str(refusal) if refusal else "",
    )
    page = None
    if reading.rows is not None:
        page = queries.reasons(ballot, cursor=request.GET.get("cursor"))
    context = {"reading": reading, "home": home_of(ballot), "reasons": page}
    status = refusal.status if refusal else 200
    return render(request, "voting/ballot_page.html", context, status=status)


def _typed(form: VoteForm) -> tuple[str, str]:
    return form.cleaned_data.get("choice", ""), form.cleaned_data.get("reason", "")


def _stashed(request: HttpRequest, ballot: Ballot) -> tuple[str, str]:
    """What was chosen before signing in; read once."""
    kept = request.session.get(STASH)
    if not kept or kept[0] != ballot.public_id or not request.user.is_authenticated:
        return "", ""
    del request.session[STASH]
    return kept[1] or "", kept[2] or ""


def _address(ballot: Ballot) -> str:
    return reverse("voting:ballot", args=[ballot.public_id])


def _ballot(public_id: str) -> Ballot:
    rows = Ballot.objects.select_related("authority")
    return get_object_or_404(rows, public_id=public_id)
