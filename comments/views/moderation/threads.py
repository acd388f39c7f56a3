"""Stopping a discussion, taking it up again, slowing it down."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import queries
from comments.forms import SlowForm, StopForm
from comments.models import Thread
from comments.services.stopping import resume_thread, slow_thread, stop_thread
from comments.views.moderation.pieces import Desk, at_the_desk
from foundation.core.errors import DomainError
from foundation.core.homes import home_of


@require_http_methods(["GET", "POST"])
@at_the_desk
def thread(request: HttpRequest, desk: Desk, public_id: str) -> HttpResponse:
    """Show what moderators can do with a whole discussion, and do it.

    Raises:
        Http404: the person does not moderate there.

    """
    found = queries.find_thread(public_id)
    keys = {authority.pk for authority in desk.authorities}
    if found is None or not (found.authority_id in keys or desk.person.is_superuser):
        raise Http404
    desk = replace(desk, authority=found.authority)
    stop, slow = StopForm(), SlowForm(initial={"seconds": found.slow_seconds})
    if request.method == "GET":
        return _page(request, desk, found, forms=(stop, slow))
    act = request.POST.get("act", "")
    if act == "stop":
        stop = StopForm(request.POST)
    elif act == "slow":
        slow = SlowForm(request.POST)
    try:
        _do(act, found, desk, forms=(stop, slow))
    except DomainError as refusal:
        form = slow if act == "slow" else stop
        if form.is_bound:
            form.refuse(refusal)
        return _page(request, desk, found, forms=(stop, slow), status=refusal.status)
    if (stop.is_bound and not stop.is_valid()) or (slow.is_bound and slow.errors):
        return _page(request, desk, found, forms=(stop, slow), status=422)
    messages.success(request, _("Done; it stands in the ledger."))
    return redirect(request.get_full_path())


def _do(
    act: str, found: Thread, desk: Desk, *, forms: tuple[StopForm, SlowForm]
) -> None:
    stop, slow = forms
    now = timezone.now()
    if act == "stop" and stop.is_valid():
        reason = stop.cleaned_data["reason"]
        stop_thread(thread=found, moderator=desk.person, reason=reason, now=now)
    elif act == "resume":
        resume_thread(thread=found, moderator=desk.person, now=now)
    elif act == "slow" and slow.is_valid():
        seconds = slow.cleaned_data["seconds"]
        slow_thread(thread=found, moderator=desk.person, seconds=seconds, now=now)


def _page(
    request: HttpRequest,
    desk: Desk,
    found: Thread,
    *,
    forms: tuple[StopForm, SlowForm],
    status: int = 200,
) -> HttpResponse:
    context = {
        "desk": desk,
        "thread": found,
        "home": home_of(found),
        "stop_form": forms[0],
        "slow_form": forms[1],
        "tabs": desk.tabs("queue"),
        "queue_url": desk.url("queue", thread=found.public_id),
    }
    return render(request, "comments/moderation/thread.html", context, status=status)
