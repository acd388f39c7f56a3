"""Other words for a section: writing them, looking at the change, reading them all."""

import secrets
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from comments.permissions import why_not_comment
from comments.queries import Reader, permalink
from drafts.errors import SectionGoneError
from drafts.forms import WordingForm
from drafts.models import Section, Suggestion, Version
from drafts.queries import (
    CurrentWords,
    SuggestionReading,
    read_suggestions,
    suggestions_of,
    words_of_section,
)
from drafts.queries.addresses import suggest_url, suggestions_url
from drafts.queries.naming import section_name
from drafts.services import Wording, checked_wording, suggest_wording
from drafts.views.doors import public_section
from foundation.core.errors import DomainError
from foundation.core.homes import Home
from foundation.core.keyset import page_of
from foundation.core.redline import redline
from foundation.core.translated import LANGUAGES, NAMES, active_language
from frontend.nouns import counted

STASH = "half-written-wording"
PAGE = 20


@dataclass(frozen=True, slots=True)
class _Place:
    """The section that is worded otherwise, where it stands and what it says."""

    section: Section
    home: Home
    current: CurrentWords


ORDERS = {
    "supported": ["-comment__agree_count", "-pk"],
    "newest": ["-pk"],
}


@require_http_methods(["GET", "POST"])
def suggest(request: HttpRequest, draft: str, section: str) -> HttpResponse:
    """Word a section otherwise; the change is shown before it is sent.

    What a stranger typed waits in the session until they have signed in.

    Raises:
        SectionGoneError: the section has no words in the version that everyone reads.

    """
    found, home = public_section(draft, section)
    asked = request.POST.get("language") or request.GET.get("language") or ""
    current = _words_in(found, asked)
    if current is None:
        raise SectionGoneError
    place = _Place(found, home, current)
    if request.method == "GET":
        return _offer(request, place)
    form = WordingForm(request.POST)
    form.is_valid()
    typed = form.cleaned_data
    wording = _wording(found, typed, current)
    try:
        if typed.get("act") != "send":
            checked_wording(section=found, wording=wording)
            return _form_page(request, place, typed, previewed=True)
        if not request.user.is_authenticated:
            checked_wording(section=found, wording=wording)
            return _through_the_door(request, found, typed)
        posted = suggest_wording(
            section=found,
            wording=wording,
            reason=typed.get("reason", ""),
            author=request.user,
            submission_key=typed.get("submission_key", ""),
            now=timezone.now(),
        )
    except DomainError as refusal:
        return _form_page(request, place, typed, refusal=refusal)
    request.session.pop(STASH, None)
    messages.success(request, _("Your wording is published."))
    return redirect(permalink(posted.comment))


@require_GET
def suggestions(request: HttpRequest, draft: str, section: str) -> HttpResponse:
    """Show what was suggested for a section, the most supported first."""
    found, home = public_section(draft, section)
    order = request.GET.get("order", "")
    order = order if order in ORDERS else "supported"
    page = page_of(
        suggestions_of(found),
        order=ORDERS[order],
        cursor=request.GET.get("cursor"),
        limit=PAGE,
    )
    current = _words_in(found, "")
    may_write = why_not_comment(request.user, found.thread, now=timezone.now()) is None
    is_stranger = not request.user.is_authenticated
    context = {
        "home": home,
        "title": section_title(current, home),
        "heading": current.heading if current else "",
        "orders": _orders(order),
        "items": _items(request, found, read_suggestions(page.items)),
        "next_cursor": page.next_cursor,
        "is_continued": bool(request.GET.get("cursor")),
        "suggest_url": suggest_url(found)
        if current and (may_write or is_stranger)
        else "",
    }
    return render(request, "drafts/suggestions.html", context)


def section_title(current: CurrentWords | None, home: Home) -> str:
    """Name a section as it stands now; as its page does where it stands no more."""
    return section_name(current.kind, current.number) if current else home.title


def _offer(request: HttpRequest, place: _Place) -> HttpResponse:
    """Show the form as it begins, or as it was left before signing in."""
    kept = request.session.get(STASH) or {}
    section = place.section
    if kept.get("section") != section.public_id:
        return _form_page(request, place, {})
    current = _words_in(section, kept.get("language", "")) or place.current
    place = replace(place, current=current)
    try:
        checked_wording(section=section, wording=_wording(section, kept, current))
    except DomainError as refusal:
        return _form_page(request, place, kept, refusal=refusal)
    return _form_page(request, place, kept, previewed=True)


def _words_in(section: Section, asked: str) -> CurrentWords | None:
    """Read the section in the language asked for, else in one that it has."""
    wanted = asked if asked in LANGUAGES else active_language()
    for language in (wanted, *LANGUAGES):
        words = words_of_section(section, language)
        if words is not None:
            return words
    return None


def _wording(section: Section, typed: dict[str, Any], current: CurrentWords) -> Wording:
    versions = Version.objects.filter(draft_id=section.draft_id)
    upon = versions.filter(public_id=typed.get("version", "")).first()
    return Wording(
        version=upon or current.version,
        language=current.language,
        text=typed.get("text", ""),
    )


def _through_the_door(
    request: HttpRequest, section: Section, typed: dict[str, Any]
) -> HttpResponse:
    """Keep what a stranger typed and lead them to sign in, then back to the form."""
    request.session[STASH] = {"section": section.public_id, **typed}
    return redirect_to_login(suggest_url(section))


def _form_page(
    request: HttpRequest,
    place: _Place,
    typed: dict[str, Any],
    *,
    previewed: bool = False,
    refusal: DomainError | None = None,
) -> HttpResponse:
    """Show the form with what was typed, and what it changes once that is asked."""
    section, current = place.section, place.current
    text = typed.get("text", current.text)
    closed = why_not_comment(request.user, section.thread, now=timezone.now())
    is_closed = closed is not None and request.user.is_authenticated
    context = {
        "home": place.home,
        "section": section,
        "title": section_name(current.kind, current.number),
        "current": current,
        "text": text,
        "reason": typed.get("reason", ""),
        "runs": redline(current.text, text.replace("\r\n", "\n"))
        if previewed or refusal
        else [],
        "is_previewed": previewed,
        "refusal": refusal or (closed if is_closed else None),
        "faulty": refusal.field if refusal else "",
        "is_closed": is_closed and not typed,
        "hidden": {
            "version": current.version.public_id,
            "language": current.language,
            "submission_key": typed.get("submission_key") or secrets.token_urlsafe(16),
        },
        "keep": f"{section.public_id} {current.version.public_id} {current.language}",
        "action": suggest_url(section),
        "others": _other_languages(section, current),
        "suggestions_url": suggestions_url(section),
    }
    status = refusal.status if refusal else 200
    return render(request, "drafts/suggest.html", context, status=status)


def _other_languages(section: Section, current: CurrentWords) -> list[dict[str, Any]]:
    """Offer the languages in which the section has words."""
    spoken = [
        code
        for code in LANGUAGES
        if code == current.language or words_of_section(section, code)
    ]
    if len(spoken) == 1:
        return []
    return [
        {
            "label": NAMES[code],
            "url": f"{suggest_url(section)}?language={code}",
            "is_current": code == current.language,
        }
        for code in spoken
    ]


def _orders(current: str) -> list[dict[str, Any]]:
    labels = {"supported": _("Most supported"), "newest": _("Newest")}
    return [
        {"label": label, "url": f"?order={name}", "is_current": name == current}
        for name, label in labels.items()
    ]


def _items(
    request: HttpRequest, section: Section, readings: list[SuggestionReading]
) -> list[dict[str, Any]]:
    """Lay suggestions out with what the reader thinks of them."""
    reader = Reader(request.user, section.thread, timezone.now())
    own = reader.reactions([reading.comment for reading in readings])
    return [
        {
            "reading": reading,
            "anchor": f"suggestion-{reading.comment.public_id}",
            "url": permalink(reading.comment),
            "link": _discussion_of(reading),
            "reactions": {
                "url": _react_url(request, reader, reading.suggestion),
                "agree_count": reading.comment.agree_count,
                "disagree_count": reading.comment.disagree_count,
                "own": own.get(reading.comment.pk, ""),
                "about": reading.author,
            },
        }
        for reading in readings
    ]


def _discussion_of(reading: SuggestionReading) -> str:
    replies = reading.comment.reply_count
    if not replies:
        return _("Discuss it")
    return _("Discussion: %(replies)s") % {"replies": counted(replies, "replies")}


def _react_url(request: HttpRequest, reader: Reader, suggestion: Suggestion) -> str:
    if not reader.can_write or suggestion.comment.author_id == request.user.pk:
        return ""
    return reverse("comments:react", args=[suggestion.comment.public_id])
