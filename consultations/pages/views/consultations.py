"""The pages of consultations."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from consultations.ideas.queries import IdeaFilters, list_ideas
from consultations.pages.models import (
    DraftDecisionPage,
    IdeaCallPage,
    ProjectPage,
    UpdatePage,
)
from consultations.pages.queries import reading as read
from consultations.pages.queries.addresses import address_of
from consultations.pages.queries.phases import next_close, what_is_possible
from consultations.pages.queries.reading import (
    Asked,
    ConsultationReading,
    DraftReading,
    Reader,
)
from consultations.pages.views.pieces import (
    brief,
    crumbs,
    facts,
    map_point,
    milestones,
    news,
    rich,
)
from drafts.queries.changing import version_url
from drafts.queries.files import download_links
from foundation.media.queries import cover_of
from frontend.numerals import number


def show_draft(request: HttpRequest, page: DraftDecisionPage) -> HttpResponse:
    """Show a draft decision: its text, and the discussion of what was asked for."""
    reading = read.read_draft(page, _reader(request))
    asked = request.GET.get("section", "")
    if asked in reading.what_changed.former_ids:
        return redirect("texts:section", page.draft.public_id, asked)
    if reading.version and reading.version.number < _newest_number(reading):
        return redirect(version_url(reading.version))
    if reading.open_section:
        reading.open_section.aside = _discussion(request, reading)
    context = {
        **_common(request, reading),
        "versions": _versions(reading),
        "downloads": _downloads(reading),
    }
    return render(request, "pages/draft.html", context)


def show_project(request: HttpRequest, page: ProjectPage) -> HttpResponse:
    """Show a municipal project."""
    reading = read.read_project(page, _reader(request))
    point = map_point(page)
    context = {
        **_common(request, reading),
        "points": [point] if point else [],
        "milestones": milestones(reading),
        "facts": facts(page),
        "districts_url": reverse("pages:districts", args=[page.authority.slug]),
    }
    return render(request, "pages/project.html", context)


def show_call(request: HttpRequest, page: IdeaCallPage) -> HttpResponse:
    """Show a call for ideas with those that are supported most."""
    reading = read.read_call(page, _reader(request))
    wanted = IdeaFilters(call=page.call.public_id)
    context = {
        **_common(request, reading),
        "is_open": page.call.is_open(now=timezone.now()),
        "ideas": list_ideas(filters=wanted, order="supported", limit=10).items,
    }
    return render(request, "pages/call.html", context)


def show_update(request: HttpRequest, page: UpdatePage) -> HttpResponse:
    """Show one piece of news of a consultation."""
    consultation = page.get_parent().specific
    context = {
        "page": page,
        "consultation": consultation,
        "consultation_url": address_of(consultation),
        "body": news([page])[0],
    }
    return render(request, "pages/update.html", context)


def _reader(request: HttpRequest) -> Reader:
    asked = Asked(
        section=request.GET.get("section", ""),
        version=request.GET.get("version", ""),
        order=request.GET.get("order", "newest"),
        cursor=request.GET.get("cursor"),
    )
    return Reader(person=request.user, now=timezone.now(), asked=asked)


def _common(request: HttpRequest, reading: ConsultationReading) -> dict[str, Any]:
    page = reading.page
    zone = page.authority.time_zone
    possible, until = what_is_possible(reading.phases, zone=zone)
    return {
        "page": page,
        "reading": reading,
        "now": timezone.now(),
        "zone": zone,
        "here": address_of(page),
        "crumbs": crumbs(page, reading.card.kind),
        "brief": brief(reading, possible, until),
        "closes": next_close(reading.phases),
        "news": news(reading.updates),
        "cover": cover_of(page.cover),
        "body_html": rich(page.body) if page.body else "",
        "outcome_html": rich(page.outcome) if page.outcome else "",
        "tiles": settings.SAWT_MAP_TILES,
        "follow_url": reverse("audiences:follow", args=[page.audience.public_id]),
        "topics": list(page.topics.all()),
        "is_preview": getattr(request, "is_preview", False),
    }


def _discussion(request: HttpRequest, reading: DraftReading) -> SafeString:
    """Render the discussion that stands beside the open section."""
    return render_to_string(
        "comments/thread.html", {"reading": reading.thread, "level": 4}, request
    )


def _downloads(reading: DraftReading) -> list[dict[str, str]]:
    """List the files of the version that is read."""
    if reading.version is None:
        return []
    sections = [card.section for card in reading.sections]
    return download_links(reading.version, sections)


def _versions(reading: DraftReading) -> list[dict[str, Any]]:
    """List the published versions for the switch above the text, the oldest first."""
    here = address_of(reading.page)
    newest = _newest_number(reading)
    return [
        {
            "label": _("Version %(number)s") % {"number": number(version.number)},
            "url": here if version.number == newest else version_url(version),
            "is_current": version == reading.version,
        }
        for version in reversed(reading.versions)
    ]


def _newest_number(reading: DraftReading) -> int:
    return max((version.number for version in reading.versions), default=0)
