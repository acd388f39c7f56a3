"""Following and ceasing to follow, from any page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from foundation.accounts.queries import signed_in
from foundation.audiences.models import Audience
from foundation.audiences.queries import is_following
from foundation.audiences.services import follow, unfollow
from foundation.core.homes import home_of
from foundation.core.web import safe_next


@login_required
@require_http_methods(["GET", "POST"])
def change_following(request: HttpRequest, public_id: str) -> HttpResponse:
    """Follow or stop following; opened directly (after signing in) it asks first."""
    audience = get_object_or_404(Audience, public_id=public_id)
    home = home_of(audience)
    back = safe_next(request) or (home.url if home else "/")
    if request.method == "GET":
        following = is_following(signed_in(request), audience)
        context = {
            "audience": audience,
            "home": home,
            "back": back,
            "following": following,
        }
        return render(request, "audiences/follow.html", context)
    if request.POST.get("value") == "unfollow":
        unfollow(audience=audience, person=signed_in(request))
    else:
        follow(audience=audience, person=signed_in(request), now=timezone.now())
    return redirect(back)
