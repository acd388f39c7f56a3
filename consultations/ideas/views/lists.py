"""Lists of ideas, and of the answers that are owed."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from consultations.ideas import queries
from consultations.ideas.queries import IdeaFilters
from consultations.ideas.states import IdeaState
from consultations.ideas.views.pieces import card_of, debt_state
from frontend.moments import day
from frontend.nouns import counted
from frontend.numerals import number

LISTED = {
    "newest": gettext_lazy("Newest"),
    "supported": gettext_lazy("Most supported"),
    "discussed": gettext_lazy("Most discussed"),
    "due": gettext_lazy("Answer due soonest"),
}
FACETS = ("state", "authority", "district", "topic")


@require_GET
def idea_list(request: HttpRequest) -> HttpResponse:
    """List ideas, narrowed and ordered as the address says."""
    now = timezone.now()
    wanted = filters_of(request.GET)
    order = request.GET.get("order", "newest")
    page = queries.list_ideas(
        filters=wanted, order=order, cursor=request.GET.get("cursor")
    )
    context = {
        "cards": [card_of(idea, now=now) for idea in page.items],
        "next_cursor": page.next_cursor,
        "is_later": "cursor" in request.GET,
        "is_narrowed": any(request.GET.getlist(name) for name in (*FACETS, "call")),
        "groups": _facets(wanted),
        "propose_url": _propose_url(wanted),
        "orders": _orders(request.GET, order),
        "kept": {"order": request.GET.get("order", ""), "call": wanted.call},
        "wanted": wanted,
    }
    return render(request, "ideas/list.html", context)


@require_GET
def debts(request: HttpRequest) -> HttpResponse:
    """Show to whom answers are owed, how late, and by which authority."""
    now = timezone.now()
    authority = request.GET.get("authority", "")
    page = queries.list_debts(authority=authority, cursor=request.GET.get("cursor"))
    by_authority = queries.debts_by_authority(now=now)
    context = {
        "crumbs": [{"label": _("Ideas"), "url": reverse("ideas:list")}],
        "authorities": [_link(debt) for debt in by_authority],
        "debts": [
            {
                "title": idea.title,
                "url": idea.get_absolute_url(),
                "note": str(idea.authority.name),
                "state": debt_state(idea, now=now),
                "tone": "late" if idea.is_overdue(now=now) else "soon",
            }
            for idea in page.items
        ],
        "heads": _heads(),
        "rows": [_row(debt) for debt in by_authority],
        "next_cursor": page.next_cursor,
    }
    return render(request, "ideas/debts.html", context)


def filters_of(query: QueryDict) -> IdeaFilters:
    """Read from an address what a list is narrowed to."""
    return IdeaFilters(
        authority=tuple(query.getlist("authority")),
        topic=tuple(query.getlist("topic")),
        district=tuple(query.getlist("district")),
        state=tuple(query.getlist("state")),
        call=query.get("call", ""),
        owed=query.get("owed") == "1",
    )


def _facets(wanted: IdeaFilters) -> list[dict[str, Any]]:
    """List what can be narrowed by; districts once one authority is chosen."""
    authorities = [(a.slug, str(a.name)) for a in queries.authorities_with_ideas()]
    topics = [(topic.slug, topic.name) for topic in queries.topics_in_use()]
    return [
        _group("state", _("State"), list(IdeaState.choices), chosen=wanted.state),
        _group("authority", _("Authority"), authorities, chosen=wanted.authority),
        _group("district", _("District"), _districts(wanted), chosen=wanted.district),
        _group("topic", _("Topic"), topics, chosen=wanted.topic),
    ]


def _districts(wanted: IdeaFilters) -> list[tuple[str, str]]:
    if len(wanted.authority) != 1:
        return []
    rows = queries.districts_with_ideas(wanted.authority[0])
    return [(district.slug, str(district.name)) for district in rows]


def _group(
    name: str, title: str, options: list[Any], *, chosen: str | tuple[str, ...]
) -> dict[str, Any]:
    listed = [
        {"value": value, "label": label, "is_chosen": value in chosen}
        for value, label in options
    ]
    return {"name": name, "title": title, "options": listed}


def _orders(query: QueryDict, order: str) -> list[dict[str, Any]]:
    links = []
    for name, label in LISTED.items():
        wanted = query.copy()
        wanted.pop("cursor", None)
        wanted["order"] = name
        url = f"?{wanted.urlencode()}"
        links.append({"label": label, "url": url, "is_current": name == order})
    return links


def _heads() -> list[str]:
    return [_("Authority"), _("Owed"), _("Of these late"), _("Oldest day")]


def _propose_url(wanted: IdeaFilters) -> str:
    """Lead to the form, filled in with the one authority or the call of the list."""
    known = {"call": wanted.call}
    if len(wanted.authority) == 1:
        known["authority"] = wanted.authority[0]
    query = urlencode({name: value for name, value in known.items() if value})
    return f"{reverse('ideas:propose')}{'?' if query else ''}{query}"


def _link(debt: queries.AuthorityDebt) -> dict[str, str]:
    return {
        "label": str(debt.authority.name),
        "url": f"{reverse('ideas:debts')}?authority={debt.authority.slug}",
        "note": counted(debt.owed_count, "ideas"),
    }


def _row(debt: queries.AuthorityDebt) -> dict[str, Any]:
    authority = debt.authority
    oldest = day(debt.oldest_due_at, zone=authority.time_zone)
    return {
        "name": str(authority.name),
        "cells": [number(debt.owed_count), number(debt.overdue_count), oldest],
        "is_first": debt.overdue_count > 0,
    }
