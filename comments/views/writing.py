"""Pages on which people write, change and assess comments."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments import permissions, queries, services
from comments.errors import (
    CommentGoneError,
    EditingTimeOverError,
    ParentElsewhereError,
)
from comments.forms import CommentForm, EditForm
from comments.models import Comment, Thread
from comments.queries import ComposerReading, Reader
from comments.views import personal
from comments.views.pieces import (
    after_writing,
    answer,
    at,
    comment_or_404,
    next_page,
    ours,
    referrer,
    thread_or_404,
)
from foundation.accounts.models import Person
from foundation.core.errors import DomainError
from foundation.core.homes import Home

STASH = "half-written-comment"


@require_http_methods(["GET", "POST"])
def post(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a comment or a reply; by GET, offer a form to write it in.

    What a stranger typed waits in the session until they have signed in.
    """
    found, home = thread_or_404(public_id)
    if request.method == "GET":
        parent = _parent(found, request.GET.get("parent", ""))
        return _write(
            request, found, home, parent=parent, typed=_unstash(request, found)
        )
    form = CommentForm(request.POST)
    form.is_valid()
    typed = _typed(form)
    if not request.user.is_authenticated:
        return _through_the_door(request, found, typed)
    if personal.wants_removal(request):
        parent = _find_parent(found, typed["parent"])
        typed["text"] = personal.removed(typed["text"])
        return _write(request, found, home, parent=parent, typed=typed)
    try:
        personal.check(request, typed["text"])
        posted = _post(found, form, author=request.user)
    except DomainError as refusal:
        parent = _find_parent(found, typed["parent"])
        return _write(request, found, home, parent=parent, typed=typed, refusal=refusal)
    request.session.pop(STASH, None)
    _say_posted(request, posted)
    return redirect(after_writing(request, posted))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change the words of one's own comment."""
    found, _home = comment_or_404(public_id)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.method == "GET":
        _refuse_unless_editable(request, found)
        return _edit_page(request, found, typed=None)
    form = EditForm(request.POST)
    form.is_valid()
    if personal.wants_removal(request):
        typed = {**form.cleaned_data, "text": personal.removed(_text(form))}
        return _edit_page(request, found, typed=typed)
    try:
        personal.check(request, _text(form))
        edited = services.edit_comment(
            comment=found,
            person=request.user,
            text=_text(form),
            stance=form.cleaned_data.get("stance") or None,
            edition=request.GET.get("edition", ""),
            now=timezone.now(),
        )
    except DomainError as refusal:
        found.refresh_from_db()
        return _edit_page(request, found, typed=form.cleaned_data, refusal=refusal)
    messages.success(request, _("Your comment was changed."))
    return redirect(after_writing(request, edited))


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then take one's own comment back.

    Raises:
        Http404: it is someone else's, or withdrawn already.

    """
    found, _home = comment_or_404(public_id)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.method == "GET":
        if not permissions.can_withdraw(request.user, found):
            raise Http404
        context = {"comment": found, "cancel_url": queries.permalink(found)}
        return render(request, "comments/withdraw_page.html", context)
    gone = services.withdraw_comment(
        comment=found, person=request.user, now=timezone.now()
    )
    messages.success(request, _("Your comment was withdrawn."))
    return redirect(after_writing(request, gone))


@require_http_methods(["GET", "POST"])
def react(request: HttpRequest, public_id: str) -> HttpResponse:
    """Agree, disagree or take it back; a stranger signs in first."""
    found, _home = comment_or_404(public_id)
    if request.method == "GET":
        return redirect(queries.permalink(found))
    if not request.user.is_authenticated:
        return redirect_to_login(queries.permalink(found))
    services.react(
        comment=found,
        person=request.user,
        value=request.POST.get("value", ""),
        now=timezone.now(),
    )
    # Back to the very page of the thread that was being read.
    return redirect(at(found, next_page(request) or ours(request, referrer(request))))


def _parent(found: Thread, public_id: str) -> Comment | None:
    """Find the comment that is answered.

    Raises:
        ParentElsewhereError: there is none of that name in the thread.

    """
    if not public_id:
        return None
    parent = _find_parent(found, public_id)
    if parent is None:
        raise ParentElsewhereError(field="parent")
    return parent


def _find_parent(found: Thread, public_id: str) -> Comment | None:
    parent = queries.find_comment(public_id) if public_id else None
    return parent if parent and parent.thread_id == found.pk else None


def _refuse_hidden(parent: Comment | None) -> None:
    """Show the words of what is hidden to nobody who answers it.

    Raises:
        CommentGoneError: it is hidden.

    """
    if parent is not None and parent.is_hidden:
        raise CommentGoneError


def _post(found: Thread, form: CommentForm, *, author: Person) -> Comment:
    said = form.cleaned_data
    return services.post_comment(
        thread=found,
        author=author,
        text=said.get("text", ""),
        parent=_parent(found, said.get("parent", "")),
        stance=said.get("stance", ""),
        submission_key=said.get("submission_key", ""),
        as_authority=found.authority if said.get("official") else None,
        now=timezone.now(),
    )


def _say_posted(request: HttpRequest, posted: Comment) -> None:
    """Say that everyone can read it, or that a moderator has to look first."""
    posted.refresh_from_db(fields=["hidden_at"])
    if not posted.is_hidden:
        messages.success(request, _("Your comment is published."))
        return
    held = _("Your comment is kept, and waits until a moderator has looked at it.")
    messages.warning(request, held)


def _text(form: EditForm) -> str:
    return str(form.cleaned_data.get("text", ""))


def _typed(form: CommentForm) -> dict[str, Any]:
    """Return what was typed, to be given back when it cannot be taken."""
    said = form.cleaned_data
    return {
        "text": said.get("text", ""),
        "stance": said.get("stance", ""),
        "parent": said.get("parent", ""),
        "official": bool(said.get("official")),
    }


def _write(
    request: HttpRequest,
    found: Thread,
    home: Home | None,
    *,
    parent: Comment | None,
    typed: dict[str, Any],
    refusal: DomainError | None = None,
) -> HttpResponse:
    """Show a form by itself, with the comment that it answers."""
    _refuse_hidden(parent)
    reader = Reader(request.user, found, timezone.now())
    if refusal is None and not (reader.can_reply if parent else reader.can_write):
        refusal = permissions.why_not_comment(request.user, found, now=reader.now)
    here = next_page(request)
    composer = queries.composer(reader, parent=parent, here=here)
    composer = replace(
        composer,
        text=typed.get("text", ""),
        stance=typed.get("stance", ""),
        official=typed.get("official", False),
        error=str(refusal) if refusal else "",
        findings=personal.findings_of(refusal, typed.get("text", "")),
        cancel_url=here or (queries.permalink(parent) if parent else ""),
    )
    context = {"composer": composer, "parent": parent, "home": home, "thread": found}
    return answer(request, "comments/write_page.html", context, refusal=refusal)


def _through_the_door(
    request: HttpRequest, found: Thread, typed: dict[str, Any]
) -> HttpResponse:
    """Keep what a stranger typed and lead them to sign in, then back to the form."""
    request.session[STASH] = {"thread": found.public_id, **typed}
    back = {"parent": typed["parent"], "next": next_page(request)}
    query = urlencode({name: value for name, value in back.items() if value})
    path = reverse("comments:post", args=[found.public_id])
    return redirect_to_login(f"{path}?{query}" if query else path)


def _unstash(request: HttpRequest, found: Thread) -> dict[str, Any]:
    """Return what was typed before signing in; it is kept until it is posted."""
    kept = request.session.get(STASH) or {}
    return kept if kept.get("thread") == found.public_id else {}


def _refuse_unless_editable(request: HttpRequest, found: Comment) -> None:
    now = timezone.now()
    if not permissions.can_withdraw(request.user, found):
        raise Http404
    refusal = permissions.why_not_comment(request.user, found.thread, now=now)
    if refusal is not None:
        raise refusal
    if not permissions.can_edit(request.user, found, now=now):
        raise EditingTimeOverError


def _edit_page(
    request: HttpRequest,
    found: Comment,
    *,
    typed: dict[str, Any] | None,
    refusal: DomainError | None = None,
) -> HttpResponse:
    """Show the form of an edit; after a refusal beside what the comment says now."""
    here = next_page(request)
    query = {"edition": found.edition, **({"next": here} if here else {})}
    said = typed or {"text": found.text, "stance": found.stance}
    composer = ComposerReading(
        id="edit",
        action=f"{reverse('comments:edit', args=[found.public_id])}?{urlencode(query)}",
        submission_key="",
        title=_("Edit your comment"),
        submit=_("Save the change"),
        text=said.get("text", ""),
        stance=said.get("stance") or found.stance,
        error=str(refusal) if refusal else "",
        findings=personal.findings_of(refusal, said.get("text", "")),
        cancel_url=queries.permalink(found),
    )
    is_stale = refusal is not None and not composer.findings
    context = {"composer": composer, "comment": found, "refusal": is_stale}
    return answer(request, "comments/edit_page.html", context, refusal=refusal)
