"""Pages on which threads and comments are read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from comments import queries
from comments.queries import Reader
from comments.views.pieces import comment_or_404, thread_or_404, thread_page


@require_GET
@vary_on_headers("HX-Request")
def thread(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a page of a thread; only the thread itself to htmx."""
    found, home = thread_or_404(public_id)
    reading = queries.read_thread(
        thread=found,
        viewer=request.user,
        order=request.GET.get("order", ""),
        cursor=request.GET.get("cursor"),
        now=timezone.now(),
        here=home.url if home else "",
    )
    if "HX-Request" in request.headers:
        return render(request, "comments/thread.html", {"reading": reading})
    return thread_page(request, reading, home)


@require_GET
def fresh(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the cards of comments that an open page was told of, by their ids."""
    found, _home = thread_or_404(public_id)
    cards = queries.fresh_cards(
        thread=found,
        viewer=request.user,
        public_ids=request.GET.get("ids", "").split(","),
        now=timezone.now(),
    )
    return render(
        request, "comments/fresh.html", {"cards": cards, "now": timezone.now()}
    )


@require_GET
def comment(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open the page of the thread on which a comment stands, at that comment."""
    found, home = comment_or_404(public_id)
    reading = queries.read_thread(
        thread=found.thread,
        viewer=request.user,
        order=request.GET.get("order", ""),
        focus=found,
        replies_cursor=request.GET.get("replies"),
        now=timezone.now(),
    )
    return thread_page(request, reading, home, focus=found)


@require_GET
def history(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what each edit of a comment changed; what is hidden only to its readers."""
    found, home = comment_or_404(public_id)
    reader = Reader(request.user, found.thread, timezone.now())
    can_read = reader.can_read(found)
    context = {
        "comment": found,
        "can_read": can_read,
        "url": queries.permalink(found),
        "changes": queries.changes_of(found) if can_read else [],
        "home": home,
    }
    return render(request, "comments/history_page.html", context)


@require_GET
def alike(request: HttpRequest, public_id: str) -> HttpResponse:
    """List the comments that are one text, each with its author and address."""
    found, home = comment_or_404(public_id)
    if found.folded_under is not None:
        return redirect("comments:alike", found.folded_under.public_id)
    now = timezone.now()
    reading = queries.read_alike(
        first=found, viewer=request.user, now=now, cursor=request.GET.get("cursor")
    )
    context = {"reading": reading, "home": home, "now": now}
    return render(request, "comments/alike_page.html", context)
