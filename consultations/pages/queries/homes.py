"""Where threads, ballots and audiences of consultations live."""

from collections.abc import Collection
from dataclasses import replace

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.pages.models import (
    ConsultationPage,
    DraftDecisionPage,
    ProjectPage,
)
from consultations.pages.queries.addresses import address_of
from consultations.pages.queries.listing import kind_of
from consultations.pages.queries.sections import section_label
from drafts.queries import SectionPlace, places_of_threads
from foundation.core.homes import Home


def homes_of_project_threads(pks: Collection[int]) -> dict[int, Home]:
    """Answer for the threads of projects (1 query)."""
    rows = ProjectPage.objects.filter(thread_id__in=pks)
    return {row.thread_id: _home(row, "#discussion") for row in rows}


def homes_of_draft_threads(pks: Collection[int]) -> dict[int, Home]:
    """Answer for the threads of whole drafts (1 query)."""
    rows = DraftDecisionPage.objects.filter(draft__thread_id__in=pks)
    return {row.draft.thread_id: _home(row, "#discussion") for row in _with_draft(rows)}


def homes_of_section_threads(pks: Collection[int]) -> dict[int, Home]:
    """Answer for the threads of sections: their draft's page, opened there."""
    places = places_of_threads(pks)
    drafts = {place.draft_id for place in places.values()}
    rows = _with_draft(DraftDecisionPage.objects.filter(draft_id__in=drafts))
    pages = {row.draft_id: row for row in rows}
    return {
        thread_id: _home_of_section(pages[place.draft_id], place)
        for thread_id, place in places.items()
        if place.draft_id in pages
    }


def homes_of_ballots(pks: Collection[int]) -> dict[int, Home]:
    """Answer for the ballots of consultations (1 query)."""
    rows = ConsultationPage.objects.filter(ballot_id__in=pks)
    return {row.ballot_id: _home(row, "#ballot") for row in rows}


def homes_of_audiences(pks: Collection[int]) -> dict[int, Home]:
    """Answer for the audiences of consultations (1 query)."""
    rows = ConsultationPage.objects.filter(audience_id__in=pks)
    return {row.audience_id: _home(row, "") for row in rows}


def _home_of_section(page: DraftDecisionPage, place: SectionPlace) -> Home:
    """Say where a section is read: on the page, or on its own when it is former."""
    part = section_label(place.kind, place.number) if place.kind else ""
    home = _home(page, f"?section={place.section}#section-{place.section}", part=part)
    if not place.is_former:
        return home
    url = reverse("texts:section", args=[page.draft.public_id, place.section])
    return replace(home, url=url)


def _home(page: ConsultationPage, place: str, *, part: str = "") -> Home:
    title = _(", ").join(filter(None, [str(page.heading), part]))
    return Home(
        url=address_of(page) + place,
        title=title,
        kind=kind_of(page) or "consultation",
        language=page.heading.language,
        is_public=page.live,
    )


def _with_draft(rows: QuerySet[DraftDecisionPage]) -> QuerySet[DraftDecisionPage]:
    return rows.select_related("draft")
