"""The queue: what waits, one by one or all at once, and the way back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from comments import queries
from comments.forms import DecisionForm
from comments.models import Rule, Waiting
from comments.queries import moderation
from comments.queries.moderation import QueueFilter, QueueReading
from comments.queries.trust import TRUST_NAMES
from comments.services.moderating import (
    HIDE,
    Decision,
    Outcome,
    decide,
    make_decision,
)
from comments.services.undoing import undo
from comments.tasks import decide_on_matching
from comments.views.moderation.pieces import Desk, at_the_desk
from foundation.core.errors import DomainError
from foundation.core.homes import home_of
from foundation.core.web import safe_next
from frontend.numerals import number

FILTERS = ("kind", "rule", "thread", "age")
MOST_AT_ONCE = 200
"""So many comments are settled while the moderator waits; more, by the worker."""
NAMES_OF_AGES = {
    "day": gettext_lazy("Older than a day"),
    "3days": gettext_lazy("Older than three days"),
    "week": gettext_lazy("Older than a week"),
}


@require_http_methods(["GET", "POST"])
@at_the_desk
def queue(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what waits for a decision; take decisions on what was chosen."""
    if request.method == "GET":
        return _page(request, desk, DecisionForm())
    form = DecisionForm(request.POST)
    act, chosen = _chosen(request)
    if not form.is_valid():
        return _page(request, desk, form, status=422)
    try:
        decision = make_decision(act=act, **form.cleaned_data)
        if request.POST.get("all"):
            return _decide_on_all(request, desk, decision)
        outcome = _decide(desk, chosen, decision)
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(request, desk, form, status=refusal.status)
    _say(request, act, outcome)
    return redirect(_here(request, desk))


@require_http_methods(["GET", "POST"])
@at_the_desk
def comment(request: HttpRequest, desk: Desk, public_id: str) -> HttpResponse:
    """Show one comment with everything around it, and decide on it.

    Raises:
        Http404: the person does not moderate where it stands.

    """
    found = queries.find_comment(public_id)
    if found is None or found.thread.authority_id not in _keys(desk):
        raise Http404
    desk = replace(desk, authority=found.thread.authority)
    form = DecisionForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        act = request.POST.get("act", "")
        try:
            decision = make_decision(
                act=act, as_reported=hasattr(found, "waiting"), **form.cleaned_data
            )
            outcome = _decide(desk, [public_id], decision, only_waiting=False)
        except DomainError as refusal:
            form.refuse(refusal)
            status = refusal.status
        else:
            _say(request, act, outcome)
            return redirect(safe_next(request) or request.get_full_path())
    now = timezone.now()
    item = moderation.read_item(comment=found, viewer=desk.person, now=now)
    context = {
        "desk": desk,
        "item": item,
        "form": form,
        "now": now,
        "tabs": desk.tabs("queue"),
        "trust": _trust_names(),
        "last": moderation.last_batch(desk.person, now=now),
    }
    return render(request, "comments/moderation/comment.html", context, status=status)


@require_POST
@at_the_desk
def take_back(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Undo what the moderator did last."""
    batch = request.POST.get("batch", "")
    outcome = undo(batch=batch, moderator=desk.person, now=timezone.now())
    sentence = ngettext(
        "%(count)s comment stands where it stood before.",
        "%(count)s comments stand where they stood before.",
        outcome.done,
    )
    messages.success(request, sentence % {"count": number(outcome.done)})
    return redirect(safe_next(request) or desk.url("queue"))


def _page(
    request: HttpRequest, desk: Desk, form: DecisionForm, *, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    asked = _asked(request.GET, desk, until=None)
    cursor = request.GET.get("cursor")
    reading = moderation.read_queue(
        asked=asked, viewer=desk.person, cursor=cursor, now=now
    )
    chosen = request.POST.getlist("comment")
    for item in reading.items:
        item.is_chosen = item.comment.public_id in chosen
    context = {
        "desk": desk,
        "reading": reading,
        "choices": desk.choices("queue"),
        "form": form,
        "now": now,
        "until": now.isoformat(),
        "chooses_all": bool(request.POST.get("all")),
        "action": request.get_full_path(),
        "tabs": desk.tabs("queue", reading.appeal_count),
        "kinds": _kinds(desk, asked, reading),
        "groups": _groups(asked),
        "kept": {"kind": asked.kind, "thread": asked.thread, "authority": desk.slug},
        "is_narrowed": any(getattr(asked, name) for name in FILTERS),
        "thread_title": _thread_title(asked, reading),
        "trust": _trust_names(),
        "progress": _progress(request),
    }
    return render(request, "comments/moderation/queue.html", context, status=status)


def _asked(
    query: Mapping[str, str], desk: Desk, *, until: datetime | None
) -> QueueFilter:
    named = {name: query.get(name, "")[:20] for name in FILTERS}
    return QueueFilter(authority=desk.authority, until=until, **named)


def _chosen(request: HttpRequest) -> tuple[str, list[str]]:
    """Read the act and its comments: one by its own button, or those with a tick."""
    act, _colon, public_id = request.POST.get("one", "").partition(":")
    if public_id:
        return act, [public_id]
    return request.POST.get("act", ""), request.POST.getlist("comment")


def _decide(
    desk: Desk, public_ids: list[str], decision: Decision, *, only_waiting: bool = True
) -> Outcome:
    return decide(
        pks=moderation.comment_keys(public_ids, desk.authority),
        decision=decision,
        authority=desk.authority,
        moderator=desk.person,
        now=timezone.now(),
        only_waiting=only_waiting,
    )


def _decide_on_all(
    request: HttpRequest, desk: Desk, decision: Decision
) -> HttpResponse:
    """Settle everything that the filter found when the page was drawn."""
    now = timezone.now()
    until = parse_datetime(request.POST.get("until", "")) or now
    asked = _asked(request.GET, desk, until=min(until, now))
    total = asked.rows(now).count()
    arguments: dict[str, Any] = {
        "filters": {name: getattr(asked, name) for name in FILTERS},
        "authority_id": desk.authority.pk if desk.authority else None,
        "until": (asked.until or now).isoformat(),
        "decision": {
            "act": decision.act,
            "rule": decision.rule,
            "words": decision.words,
            "batch": decision.batch,
        },
        "moderator_id": desk.person.pk,
    }
    if total > MOST_AT_ONCE:
        decide_on_matching.enqueue(**arguments)
        return redirect(_here(request, desk, doing=decision.batch, of=str(total)))
    outcome = decide_on_matching.call(**arguments)
    _say(request, decision.act, Outcome(decision.batch, *outcome))
    return redirect(_here(request, desk))


def _here(request: HttpRequest, desk: Desk, **more: str) -> str:
    """Return to the start of the same list: what was settled has left it."""
    kept = {name: request.GET.get(name, "") for name in FILTERS}
    return desk.url("queue", **kept, **more)


def _say(request: HttpRequest, act: str, outcome: Outcome) -> None:
    if outcome.done:
        sentence = ngettext(
            "%(count)s comment stands; its reports are settled.",
            "%(count)s comments stand; their reports are settled.",
            outcome.done,
        )
        if act == HIDE:
            sentence = ngettext(
                "%(count)s comment is hidden, and its author is told.",
                "%(count)s comments are hidden, and their authors are told.",
                outcome.done,
            )
        messages.success(request, sentence % {"count": number(outcome.done)})
    if outcome.skipped:
        sentence = ngettext(
            "%(count)s comment was left alone: it is settled already, or your own.",
            "%(count)s comments were left alone: settled already, or your own.",
            outcome.skipped,
        )
        messages.warning(request, sentence % {"count": number(outcome.skipped)})
    if not outcome.done and not outcome.skipped:
        messages.warning(request, _("Choose the comments first."))


def _kinds(
    desk: Desk, asked: QueueFilter, reading: QueueReading
) -> list[dict[str, Any]]:
    narrowed = {n: getattr(asked, n) for n in FILTERS if n != "kind"}
    options = [("", _("Everything that waits"), sum(reading.counts.values()))]
    options += [(k, str(Waiting(k).label), reading.counts.get(k, 0)) for k in Waiting]
    return [
        {
            "label": f"{label} ({number(count)})",
            "url": desk.url("queue", kind=kind, **narrowed),
            "is_current": kind == asked.kind,
        }
        for kind, label, count in options
    ]


def _groups(asked: QueueFilter) -> list[dict[str, Any]]:
    """List what the queue can be narrowed by; one of each group."""
    return [
        {
            "name": "rule",
            "title": _("Rule"),
            "options": [("", _("Every rule")), *Rule.choices],
            "chosen": asked.rule,
        },
        {
            "name": "age",
            "title": _("Waiting since"),
            "options": [("", _("Any time")), *NAMES_OF_AGES.items()],
            "chosen": asked.age,
        },
    ]


def _thread_title(asked: QueueFilter, reading: QueueReading) -> str:
    """Name the discussion to which the queue is narrowed, if it is."""
    if not asked.thread:
        return ""
    if reading.items and reading.items[0].home:
        return reading.items[0].home.title
    found = queries.find_thread(asked.thread)
    home = home_of(found) if found else None
    return home.title if home else asked.thread


def _progress(request: HttpRequest) -> dict[str, Any] | None:
    """Tell how far a long decision has come, after one was given to the worker."""
    batch, of = request.GET.get("doing", "")[:12], request.GET.get("of", "")
    if not batch or not of.isdigit() or len(of) > 9:  # noqa: PLR2004 - digits
        return None
    done = moderation.acts_of_batch(batch).count()
    return {"done": done, "of": int(of), "is_over": done >= int(of)}


def _trust_names() -> dict[str, str]:
    return {str(int(level)): str(name) for level, name in TRUST_NAMES.items()}


def _keys(desk: Desk) -> set[int | None]:
    keys: set[int | None] = {authority.pk for authority in desk.authorities}
    return keys | {None} if desk.person.is_superuser else keys
