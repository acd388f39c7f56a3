"""What the views of threads share: finding, answering, and where to go next."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from comments import queries
from comments.errors import TooManyCommentsError
from comments.models import Comment, Thread
from comments.queries import ThreadReading
from foundation.core.errors import DomainError
from foundation.core.homes import Home, home_of


def thread_or_404(public_id: str) -> tuple[Thread, Home | None]:
    """Find a thread whose page visitors may see.

    Raises:
        Http404: there is none.

    """
    found = queries.find_thread(public_id)
    if found is None:
        raise Http404
    return found, _visible_home(found)


def comment_or_404(public_id: str) -> tuple[Comment, Home | None]:
    """Find a comment of a thread whose page visitors may see.

    Raises:
        Http404: there is none.

    """
    found = queries.find_comment(public_id)
    if found is None:
        raise Http404
    return found, _visible_home(found.thread)


def _visible_home(found: Thread) -> Home | None:
    home = home_of(found)
    if home is not None and not home.is_public:
        raise Http404
    return home


def thread_page(
    request: HttpRequest,
    reading: ThreadReading,
    home: Home | None,
    *,
    focus: Comment | None = None,
) -> HttpResponse:
    """Show a thread on a page of its own."""
    context = {"reading": reading, "home": home, "focus": focus}
    return render(request, "comments/thread_page.html", context)


def answer(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    refusal: DomainError | None,
) -> HttpResponse:
    """Render with the status of the refusal, and say when to try again if it knows."""
    status = refusal.status if refusal else 200
    response = render(request, template, context, status=status)
    if isinstance(refusal, TooManyCommentsError):
        response["Retry-After"] = str(refusal.retry_after_seconds)
    return response


def after_writing(request: HttpRequest, written: Comment) -> str:
    """Return where to go to see what was written; a folded one is in no list."""
    if written.folded_under_id is not None:
        return queries.permalink(written)
    return at(written, next_page(request))


def at(written: Comment, page: str) -> str:
    """Return where to go: to the comment on `page`, or in its thread without one."""
    if not page:
        return queries.permalink(written)
    return f"{page.partition('#')[0]}#{queries.anchor_of(written)}"


def next_page(request: HttpRequest) -> str:
    """Return the address to come back to, if it is one of ours."""
    return ours(request, request.POST.get("next") or request.GET.get("next") or "")


def referrer(request: HttpRequest) -> str:
    """Return the address of the page that a form was sent from."""
    return request.headers.get("Referer", "")


def ours(request: HttpRequest, url: str) -> str:
    """Return the address if it is one of this site, otherwise nothing."""
    is_ours = url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return url if url and is_ours else ""
