"""What views of every app need of a request."""

from collections.abc import Callable

from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def safe_next(request: HttpRequest) -> str:
    """Return the address to go back to that a form or link named `next`, if it is ours.

    Empty when there is none, or when it leads elsewhere.
    """
    url = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if is_ours else ""


def kept_notice(session_key: str) -> Callable[[Context, object], SafeString]:
    """Make what fills the slot `sign-in-notice` while a session keeps typed words."""

    def show(context: Context, _subject: object) -> SafeString:
        request = context.get("request")
        if request is None or session_key not in request.session:
            return SafeString("")
        values = {
            "tone": "good",
            "title": _("What you wrote is kept"),
            "text": _("It will be waiting for you when you have signed in."),
        }
        return render_to_string("components/notice/notice.html", values)

    return show
