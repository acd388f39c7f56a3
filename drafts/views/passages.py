"""Passages of a text: choosing one, commenting on it, reading what was said there."""

import secrets
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from comments.models import Thread
from comments.permissions import why_not_comment
from comments.queries import fresh_cards, permalink
from drafts.comparing.quoting import TextQuote
from drafts.comparing.sentences import Span, sentences_of
from drafts.errors import PassageNotFoundError
from drafts.forms import ChosenPassageForm, PassageForm
from drafts.models import Draft, Passage, Section, Version
from drafts.permissions import can_edit_draft
from drafts.queries import (
    CurrentWords,
    latest_published,
    table_of_contents,
    words_of_section,
)
from drafts.queries.addresses import (
    passage_url,
    quote_url,
    sentences_url,
    suggestions_url,
    tray_url,
)
from drafts.queries.marks import passage_card
from drafts.queries.naming import section_name
from drafts.queries.passages import (
    PassageReading,
    comments_on,
    passages_in,
    read_passage,
)
from drafts.services import (
    Chosen,
    FoundWords,
    Said,
    comment_on_passage,
    find_words,
    place_passage,
)
from drafts.views.doors import public_draft, public_section
from foundation.accounts.queries import signed_in
from foundation.core.errors import DomainError
from foundation.core.homes import Home, homes_of
from foundation.core.translated import LANGUAGES, RTL_LANGUAGES, active_language

STASH = "half-written-passage"


@require_GET
def sentences(request: HttpRequest, draft: str, section: str) -> HttpResponse:
    """Show a section sentence by sentence, each with the way to comment on it.

    Raises:
        Http404: the section has no words in the version that everyone reads.

    """
    found, home = public_section(draft, section)
    current = _words_in(found, request.GET.get("language", ""))
    if current is None:
        raise Http404
    said = passages_in(current.version, section_id=found.pk)
    takes = why_not_comment(request.user, found.thread, now=timezone.now()) is None
    context = {
        "home": home,
        "title": section_name(current.kind, current.number),
        "current": current,
        "sentences": _sentences(found, current, said),
        "passages": [passage_card(reading) for reading in said],
        "takes": takes or not request.user.is_authenticated,
        "suggestions_url": suggestions_url(found),
    }
    return render(request, "drafts/sentences.html", context)


@require_http_methods(["GET", "POST"])
def quote(request: HttpRequest, draft: str, section: str) -> HttpResponse:
    """Comment on a passage; which one is named in the address.

    What a stranger typed waits in the session until they have signed in.

    Raises:
        PassageNotFoundError: the words do not stand in the section.
        PassageUnreadableError: the section has no words that everyone can read.

    """
    found, home = public_section(draft, section)
    chosen = _chosen(found, request)
    words = find_words(section=found, chosen=chosen)
    if request.method == "GET":
        return _write(request, found, home, words=words, typed=_unstash(request))
    form = PassageForm(request.POST)
    form.is_valid()
    typed = form.cleaned_data
    if not request.user.is_authenticated:
        request.session[STASH] = {"path": request.get_full_path(), **typed}
        return redirect_to_login(request.get_full_path())
    said = Said(
        author=request.user,
        text=typed.get("text", ""),
        stance=typed.get("stance", ""),
        submission_key=typed.get("submission_key", ""),
    )
    try:
        link = comment_on_passage(
            section=found, chosen=chosen, said=said, now=timezone.now()
        )
    except DomainError as refusal:
        return _write(request, found, home, words=words, typed=typed, refusal=refusal)
    request.session.pop(STASH, None)
    messages.success(request, _("Your comment is published."))
    return redirect(permalink(link.comment))


@require_GET
def passage(request: HttpRequest, draft: str, public_id: str) -> HttpResponse:
    """Show a passage, what became of its words, and the comments on it.

    Raises:
        Http404: there is none.

    """
    text, _home = public_draft(draft)
    reading, version = _reading(text, public_id)
    section, home = public_section(draft, reading.home)
    now = timezone.now()
    names = list(comments_on(reading.passage).values_list("public_id", flat=True))
    cards = fresh_cards(
        thread=section.thread, viewer=request.user, public_ids=names, now=now
    )
    context = {
        "home": home,
        "version": version,
        "reading": reading,
        "card": passage_card(reading, with_link=False),
        "stands_in": _place_of(reading, version),
        "cards": [card.comment for card in cards],
        "count": len(names),
        "write_url": _again(section, reading),
        "place_url": reverse("texts:place", args=[draft, public_id])
        if can_edit_draft(request.user, text)
        else "",
        "now": now,
    }
    return render(request, "drafts/passage.html", context)


@require_GET
def tray(request: HttpRequest, draft: str) -> HttpResponse:
    """Show what has no place in the newest version; nothing said is ever dropped.

    Raises:
        Http404: nothing was published yet.

    """
    found, home = public_draft(draft)
    version = latest_published(found)
    if version is None:
        raise Http404
    context = {
        "home": home,
        "draft": found,
        "version": version,
        "passages": [passage_card(row) for row in passages_in(version, lost=True)],
    }
    return render(request, "drafts/tray.html", context)


@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, draft: str, public_id: str) -> HttpResponse:
    """Let an editor place a passage: first the section, then the sentence.

    Raises:
        Http404: the person does not write the text, or there is no such passage.

    """
    text, _home = public_draft(draft)
    if not can_edit_draft(request.user, text):
        raise Http404
    reading, version = _reading(text, public_id)
    asked = request.POST.get("section") or request.GET.get("section", "")
    section = Section.objects.filter(draft=text, public_id=asked).first()
    if section is None:
        return _place_page(request, reading, version)
    words = words_of_section(section, reading.passage.language, version=version)
    if words is None:
        return _place_page(request, reading, version)
    if request.method == "GET":
        return _place_page(request, reading, version, section=section, words=words)
    try:
        place_passage(
            passage=reading.passage,
            version=version,
            section=section,
            span=_span_of(request.POST.get("place", "")),
            actor=signed_in(request),
            now=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{request.path}?{urlencode({'section': asked})}")
    messages.success(request, _("The passage stands where you placed it."))
    return redirect(passage_url(reading.passage))


def _words_in(section: Section, asked: str) -> CurrentWords | None:
    """Read the section in the language asked for, else in one that it has."""
    wanted = asked if asked in LANGUAGES else active_language()
    for language in dict.fromkeys((wanted, *LANGUAGES)):
        words = words_of_section(section, language)
        if words is not None:
            return words
    return None


def _sentences(
    section: Section, current: CurrentWords, said: list[PassageReading]
) -> list[dict[str, Any]]:
    """Lay the sentences out, each with how much was said on any of its words."""
    marks = [
        (row.start, row.end, row.comment_count)
        for row in said
        if row.passage.language == current.language
    ]
    named = {"language": current.language, "version": current.version.number}
    return [
        {
            "words": current.text[start:end],
            "url": f"{quote_url(section)}?"
            + urlencode({**named, "start": start, "end": end}),
            "count": sum(n for first, last, n in marks if first < end and start < last),
        }
        for start, end in sentences_of(current.text, current.language)
    ]


def _chosen(section: Section, request: HttpRequest) -> Chosen:
    """Read which passage an address names.

    Raises:
        PassageNotFoundError: it names none.

    """
    form = ChosenPassageForm(request.GET)
    if not form.is_valid():
        raise PassageNotFoundError
    said = form.cleaned_data
    versions = Version.objects.filter(draft_id=section.draft_id)
    language = said["language"] or active_language()
    version = versions.filter(number=said["version"]).first()
    if said["start"] is not None and said["end"] is not None:
        span = Span(said["start"], said["end"])
        return Chosen(language, span=span, version=version)
    named = TextQuote(said["exact"], said["prefix"], said["suffix"])
    return Chosen(language, quote=named, version=version)


def _unstash(request: HttpRequest) -> dict[str, Any]:
    """Return what was typed here before signing in; it is kept until it is posted."""
    kept = request.session.get(STASH) or {}
    return kept if kept.get("path") == request.get_full_path() else {}


def _write(
    request: HttpRequest,
    section: Section,
    home: Home,
    *,
    words: FoundWords,
    typed: dict[str, Any],
    refusal: DomainError | None = None,
) -> HttpResponse:
    """Show the form below the words that it is about."""
    language = request.GET.get("language") or active_language()
    if refusal is None and request.user.is_authenticated:
        refusal = why_not_comment(request.user, section.thread, now=timezone.now())
    context = {
        "home": home,
        "words": words,
        "language": language,
        "direction": "rtl" if language in RTL_LANGUAGES else "ltr",
        "action": request.get_full_path(),
        "text": typed.get("text", ""),
        "stance": typed.get("stance", ""),
        "submission_key": typed.get("submission_key") or secrets.token_urlsafe(16),
        "error": str(refusal) if refusal else "",
        "is_stranger": not request.user.is_authenticated,
        "cancel_url": sentences_url(section.draft.public_id, section.public_id),
    }
    status = refusal.status if refusal and request.method == "POST" else 200
    return render(request, "drafts/quote.html", context, status=status)


def _reading(draft: Draft, public_id: str) -> tuple[PassageReading, Version]:
    """Read a passage of a draft in the newest version.

    Raises:
        Http404: there is none, or nothing was published.

    """
    get_object_or_404(Passage, public_id=public_id, section__draft=draft)
    version = latest_published(draft)
    reading = read_passage(public_id, version) if version else None
    if reading is None or version is None:
        raise Http404
    version.draft = draft
    return reading, version


def _place_of(reading: PassageReading, version: Version) -> dict[str, str]:
    """Name the section that a passage stands in now, when that is another one."""
    if not reading.is_elsewhere:
        return {}
    rows = [r for r in table_of_contents(version) if r.public_id == reading.section]
    homes = homes_of(Thread, [row.thread.pk for row in rows])
    return next(
        (
            {
                "label": section_name(row.kind, row.number),
                "url": homes[row.thread.pk].url,
            }
            for row in rows
            if row.thread.pk in homes
        ),
        {},
    )


def _again(section: Section, reading: PassageReading) -> str:
    """Give the address where the same words are commented on; none for lost ones."""
    if reading.is_lost or reading.is_elsewhere:
        return ""
    named = {
        "language": reading.passage.language,
        "start": reading.start,
        "end": reading.end,
    }
    return f"{quote_url(section)}?{urlencode(named)}"


def _place_page(
    request: HttpRequest,
    reading: PassageReading,
    version: Version,
    *,
    section: Section | None = None,
    words: CurrentWords | None = None,
) -> HttpResponse:
    _draft, home = public_draft(version.draft.public_id)
    spans = sentences_of(words.text, words.language) if words else []
    context = {
        "home": home,
        "card": passage_card(reading),
        "sections": [
            {
                "key": row.public_id,
                "label": f"{section_name(row.kind, row.number)} {row.heading}".strip(),
                "is_chosen": section is not None and row.public_id == section.public_id,
            }
            for row in table_of_contents(version, reading.passage.language)
        ],
        "section": section.public_id if section else "",
        "words": words,
        "choices": [
            {"value": f"{start}-{end}", "label": words.text[start:end]}
            for start, end in spans
            if words
        ],
        "tray_url": tray_url(version.draft),
    }
    return render(request, "drafts/place.html", context)


def _span_of(said: str) -> Span:
    """Read where an editor placed a passage.

    Raises:
        PassageNotFoundError: nothing was chosen.

    """
    start, _dash, end = said.partition("-")
    if not start.isdecimal() or not end.isdecimal():
        raise PassageNotFoundError(field="place")
    return Span(int(start), int(end))
