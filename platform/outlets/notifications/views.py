"""The inbox, and what comes by mail."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from foundation.accounts.queries import signed_in
from outlets.notifications import queries
from outlets.notifications.forms import MailForm
from outlets.notifications.models import MessageKind
from outlets.notifications.services import (
    choose_mail,
    mark_all_read,
    mark_read,
    stop_mail,
)
from outlets.notifications.services.choosing import read_stop_token

ICONS = {
    MessageKind.REPLY: "reply",
    MessageKind.OFFICIAL: "seal",
    MessageKind.IDEA: "bulb",
    MessageKind.CONSULTATION: "bell",
    MessageKind.OUTCOME: "check",
    MessageKind.MODERATION: "flag",
    MessageKind.WORK: "clock",
}


@login_required
@require_safe
def show_inbox(request: HttpRequest) -> HttpResponse:
    """List what a person was told, newest first."""
    page = queries.inbox(signed_in(request), cursor=request.GET.get("cursor"))
    items: list[dict[str, Any]] = [
        {
            "title": message.subject,
            "text": message.text,
            "url": message.open_url,
            "created_at": message.created_at,
            "is_unread": message.read_at is None,
            "icon": ICONS[MessageKind(message.kind)],
        }
        for message in page.items
    ]
    context = {
        "items": items,
        "next_cursor": page.next_cursor,
        "has_unread": any(item["is_unread"] for item in items),
        "now": timezone.now(),
    }
    return render(request, "notifications/inbox.html", context)


@login_required
@require_safe
def open_message(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note that a message was read, and go where it leads.

    Raises:
        Http404: there is no such message in this person's inbox.

    """
    message = queries.own_message(signed_in(request), public_id)
    if message is None:
        raise Http404
    mark_read(message=message, now=timezone.now())
    return redirect(message.url)


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Note that everything was read."""
    mark_all_read(person=signed_in(request), now=timezone.now())
    return redirect("notifications:inbox")


@login_required
@require_http_methods(["GET", "POST"])
def change_mail(request: HttpRequest) -> HttpResponse:
    """Choose what comes by mail."""
    initial = {"wanted": queries.wanted_mail(signed_in(request))}
    form = MailForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        choose_mail(person=signed_in(request), wanted=form.cleaned_data["wanted"])
        messages.success(request, _("Your choice was saved."))
        return redirect("notifications:mail")
    status = 422 if form.is_bound else 200
    return render(
        request, "notifications/mail_choice.html", {"form": form}, status=status
    )


# Mail programs post here without a session or a token of our pages (RFC 8058); the
# signed link is the proof, and all it can do is to stop one kind of mail.
@csrf_exempt
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one kind of mail; opening the link only asks: mail scanners follow it."""
    if request.method == "POST":
        kind = stop_mail(token=token)
    else:
        kind = read_stop_token(token)[1]
    context = {"kind": kind.label, "is_done": request.method == "POST", "token": token}
    return render(request, "notifications/stop.html", context)
