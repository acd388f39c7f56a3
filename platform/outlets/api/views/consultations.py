"""Consultations, projects, drafts and their sections."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from consultations.pages.models import ConsultationPage
from consultations.pages.queries import listing
from consultations.pages.queries.listing import Card, Filters
from consultations.pages.queries.phases import read_phases
from drafts.queries import read_version
from foundation.core.keyset import Page
from outlets.api.schemas import (
    ConsultationOut,
    DraftOut,
    Listing,
    Name,
    PhaseOut,
    ProjectOut,
    SectionOut,
    draft_row,
)
from outlets.api.views.asking import comment_rule, found, person_of
from outlets.api.views.paging import Paging

router = Router(tags=["consultations"])


class ConsultationPaging(Paging):
    """A page of consultations, narrowed by kind, authority, topic and status."""

    kind: Name = ""
    authority: Name = ""
    topic: Name = ""
    status: Name = ""


class ProjectPaging(Paging):
    """A page of projects, narrowed by authority and status of the works."""

    authority: Name = ""
    status: Name = ""


@router.get("/consultations", response=Listing[ConsultationOut])
def consultations(
    request: HttpRequest, asked: Query[ConsultationPaging]
) -> Listing[ConsultationOut]:
    """List consultations of every kind, newest first."""
    filters = Filters(
        kind=asked.kind,
        authority=asked.authority,
        topic=asked.topic,
        status=asked.status,
    )
    page = _cards(asked, filters)
    items = [ConsultationOut.of(card, request) for card in page.items]
    return Listing(items=items, next=page.next_cursor)


@router.get("/consultations/{consultation_id}", response=ConsultationOut)
def consultation(request: HttpRequest, consultation_id: str) -> ConsultationOut:
    """Show one consultation with its phases."""
    card = _card(public_id=consultation_id)
    shown = ConsultationOut.of(card, request)
    phases = read_phases(card.page.phases.all(), now=timezone.now())
    shown.phases = [PhaseOut.of(phase) for phase in phases]
    return shown


@router.get("/projects", response=Listing[ProjectOut])
def projects(request: HttpRequest, asked: Query[ProjectPaging]) -> Listing[ProjectOut]:
    """List municipal projects, newest first."""
    filters = Filters(
        kind="project", authority=asked.authority, project_status=asked.status
    )
    page = _cards(asked, filters)
    rule = comment_rule(person_of(request), now=timezone.now())
    items = [ProjectOut.of(card, request, can_comment=rule) for card in page.items]
    return Listing(items=items, next=page.next_cursor)


@router.get("/projects/{project_id}", response=ProjectOut)
def project(request: HttpRequest, project_id: str) -> ProjectOut:
    """Show one municipal project."""
    card = _card(public_id=project_id, projectpage__isnull=False)
    rule = comment_rule(person_of(request), now=timezone.now())
    return ProjectOut.of(card, request, can_comment=rule)


@router.get("/drafts", response=Listing[DraftOut])
def drafts(
    request: HttpRequest, paging: Query[Paging], authority: str = ""
) -> Listing[DraftOut]:
    """List draft decisions, newest first."""
    page = _cards(paging, Filters(kind="draft", authority=authority))
    rule = comment_rule(person_of(request), now=timezone.now())
    items = [DraftOut.of(card, request, can_comment=rule) for card in page.items]
    return Listing(items=items, next=page.next_cursor)


@router.get("/drafts/{draft_id}", response=DraftOut)
def draft(request: HttpRequest, draft_id: str) -> DraftOut:
    """Show one draft decision."""
    card = _draft_card(draft_id)
    rule = comment_rule(person_of(request), now=timezone.now())
    return DraftOut.of(card, request, can_comment=rule)


@router.get("/drafts/{draft_id}/sections", response=Listing[SectionOut])
def sections(request: HttpRequest, draft_id: str) -> Listing[SectionOut]:
    """List every section of the published text, in reading order, all at once."""
    card = _draft_card(draft_id)
    page = draft_row(card)
    rule = comment_rule(person_of(request), now=timezone.now())
    url = request.build_absolute_uri(card.url)
    items = [
        SectionOut.of(row, draft=draft_id, page_url=url, can_comment=rule)
        for row in (read_version(page.version) if page.version else [])
    ]
    return Listing(items=items, count=len(items))


def _cards(paging: Paging, filters: Filters) -> Page[Card]:
    return listing.list_consultations(
        filters, now=timezone.now(), cursor=paging.cursor, limit=paging.limit
    )


def _draft_card(public_id: str) -> Card:
    return _card(draftdecisionpage__draft__public_id=public_id)


def _card(**condition: object) -> Card:
    rows = listing.live_consultations()
    page: ConsultationPage = found(rows.filter(**condition).first())
    return listing.cards_of([page], now=timezone.now())[0]
