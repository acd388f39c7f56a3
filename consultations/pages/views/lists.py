"""Lists of consultations, projects and decisions."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from consultations.pages.queries import listing
from consultations.pages.queries.listing import Card, Filters
from consultations.pages.queries.projects import project_points
from consultations.pages.states import ConsultationStatus, ProjectStatus
from foundation.core.keyset import Page
from foundation.organisations.models import District


@require_safe
def consultation_list(request: HttpRequest) -> HttpResponse:
    """List consultations, narrowed by what the address says."""
    filters = _filters(request)
    page = _page(request, filters)
    context = {
        "title": _title(filters),
        "groups": [_kinds(filters), _statuses(filters), *_places(filters)],
        **_list_context(filters, page),
    }
    return render(request, "pages/consultation_list.html", context)


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """List municipal projects, with their places on a map."""
    filters = _filters(request, kind="project")
    page = _page(request, filters)
    context = {
        "title": _("Municipal projects"),
        "groups": [_project_statuses(filters), *_places(filters)],
        "points": project_points(filters, now=timezone.now()),
        **_list_context(filters, page),
    }
    return render(request, "pages/project_list.html", context)


@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """List what was decided, and the decisions that are owed."""
    now = timezone.now()
    filters = _filters(request, status=ConsultationStatus.DECIDED)
    owed = _filters(request, status=ConsultationStatus.CLOSED)
    page = _page(request, filters)
    context = {
        "title": _("What was decided"),
        "groups": [_kinds(filters), *_places(filters)],
        "owed": listing.list_consultations(owed, now=now, limit=50).items,
        **_list_context(filters, page),
    }
    return render(request, "pages/decision_list.html", context)


@require_safe
@cache_control(public=True, max_age=3600)
def district_outlines(_request: HttpRequest, authority: str) -> JsonResponse:
    """Return the districts of an authority as GeoJSON (RFC 7946)."""
    rows = District.objects.filter(authority__slug=authority).exclude(outline={})
    features = [
        {
            "type": "Feature",
            "geometry": row.outline,
            "properties": {"slug": row.slug, "name": str(row.name)},
        }
        for row in rows
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def _filters(request: HttpRequest, **fixed: str) -> Filters:
    """Read the address; of several values of one name, the last counts."""
    names = ("kind", "authority", "topic", "status", "district", "project_status")
    asked = {name: request.GET.get(name, "")[:100] for name in names}
    return Filters(**{**asked, **fixed})


def _page(request: HttpRequest, filters: Filters) -> Page[Card]:
    return listing.list_consultations(
        filters, now=timezone.now(), cursor=request.GET.get("cursor")
    )


def _list_context(filters: Filters, page: Page[Card]) -> dict[str, Any]:
    return {
        "page_of_cards": page,
        "filters": filters,
        "now": timezone.now(),
        "kept": {},
        "tiles": settings.SAWT_MAP_TILES,
    }


def _title(filters: Filters) -> str:
    titles = {
        "draft": _("Draft decisions"),
        "project": _("Municipal projects"),
        "call": _("Calls for ideas"),
    }
    if filters.kind and filters.kind not in titles:
        raise Http404
    return titles.get(filters.kind, _("Consultations"))


def _kinds(filters: Filters) -> dict[str, Any]:
    options = [(kind, listing.kind_label(kind)) for kind in listing.KINDS]
    return _group(_("Kind"), "kind", options, chosen=filters.kind)


def _statuses(filters: Filters) -> dict[str, Any]:
    options = [(value, str(label)) for value, label in ConsultationStatus.choices]
    return _group(_("Status"), "status", options, chosen=filters.status)


def _project_statuses(filters: Filters) -> dict[str, Any]:
    options = [(value, str(label)) for value, label in ProjectStatus.choices]
    chosen = filters.project_status
    return _group(_("Status of the works"), "project_status", options, chosen=chosen)


def _places(filters: Filters) -> list[dict[str, Any]]:
    found = listing.facets(filters)
    return [
        _group(
            _("Authority"), "authority", found["authority"], chosen=filters.authority
        ),
        _group(_("Topic"), "topic", found["topic"], chosen=filters.topic),
        _group(_("District"), "district", found["district"], chosen=filters.district),
    ]


def _group(
    title: str, name: str, options: list[tuple[str, str]], *, chosen: str
) -> dict[str, Any]:
    return {
        "title": title,
        "name": name,
        "options": [
            {"value": value, "label": label, "is_chosen": value == chosen}
            for value, label in options
        ],
    }
