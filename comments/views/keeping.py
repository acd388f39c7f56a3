"""Pages on which a thread is put in order: what stands first, what stands alone."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import queries, services
from comments.queries import Reader
from comments.views.pieces import comment_or_404
from foundation.core.errors import DomainError


@require_http_methods(["GET", "POST"])
def pin(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then let a comment stand before all others, or no longer.

    Raises:
        Http404: the person may not choose what stands first.

    """
    found, _home = comment_or_404(public_id)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not Reader(request.user, found.thread, timezone.now()).can_pin:
        raise Http404
    place = queries.permalink(found)
    if request.method == "GET":
        context = {"comment": found, "cancel_url": place}
        return render(request, "comments/pin_page.html", context)
    change = services.unpin_comment if found.pinned_at else services.pin_comment
    try:
        change(comment=found, person=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(place)


@require_http_methods(["GET", "POST"])
def detach(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then list one's own comment by itself again.

    Raises:
        Http404: it is someone else's, or folded under none.

    """
    found, _home = comment_or_404(public_id)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not queries.can_detach(request.user, found):
        raise Http404
    place = queries.permalink(found)
    if request.method == "GET":
        context = {"comment": found, "cancel_url": place}
        return render(request, "comments/detach_page.html", context)
    services.detach_comment(comment=found, person=request.user)
    messages.success(request, _("Your comment stands by itself now."))
    return redirect(place)
