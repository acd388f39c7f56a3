"""Small parts that several public pages show, in the shapes their components take."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from consultations.pages.models import ConsultationPage, ProjectPage, UpdatePage
from consultations.pages.queries.addresses import address_of
from consultations.pages.queries.phases import next_close
from consultations.pages.queries.reading import ConsultationReading, ProjectReading
from foundation.core.translated import Wording
from frontend.moments import day, hijri, time_until
from frontend.nouns import counted
from frontend.numerals import number

LISTS = {
    "draft": ("pages:consultations", "?kind=draft"),
    "project": ("pages:projects", ""),
    "call": ("pages:consultations", "?kind=call"),
}


def crumbs(page: ConsultationPage, kind: str) -> list[dict[str, str]]:
    """Say where a consultation hangs: its authority, and the list of its kind."""
    labels = {
        "draft": _("Draft decisions"),
        "project": _("Municipal projects"),
        "call": _("Calls for ideas"),
    }
    name, query = LISTS.get(kind, LISTS["draft"])
    authority = reverse("pages:consultations") + f"?authority={page.authority.slug}"
    return [
        {"label": page.authority.name, "url": authority},
        {"label": labels.get(kind, ""), "url": reverse(name) + query},
    ]


def brief(
    reading: ConsultationReading, possible: str, until: str
) -> list[dict[str, Any]]:
    """Answer in order: until when, what can I do, who took part, what became of it."""
    figures = reading.card.figures
    return [
        _closing(reading),
        {"term": _("In your hands now"), "detail": possible, "note": until},
        {
            "term": _("Took part so far"),
            "detail": figures[0] if figures else _("Nobody yet"),
            "note": _(", ").join(figures[1:]),
        },
        _outcome(reading),
    ]


def news(pages: Iterable[UpdatePage]) -> list[dict[str, Any]]:
    """Lay out news with their text expanded from the editor's form."""
    return [
        {
            "title": page.heading,
            "published_at": page.first_published_at,
            "html": rich(page.body),
            "language": page.body.language,
            "direction": page.body.direction,
            "anchor": f"update-{page.public_id}",
            "url": address_of(page),
        }
        for page in pages
    ]


def rich(text: Wording) -> str:
    """Turn the editor's form of a rich text into HTML."""
    return str(expand_db_html(str(text)))


def map_point(page: ProjectPage) -> dict[str, Any] | None:
    """Return the place of a project for the map; None when it has none."""
    if page.latitude is None or page.longitude is None:
        return None
    return {
        "latitude": page.latitude,
        "longitude": page.longitude,
        "label": str(page.heading),
        "url": address_of(page),
        "note": "",
    }


def milestones(reading: ProjectReading) -> list[dict[str, Any]]:
    """Lay out the stages of a project."""
    return [
        {
            "name": milestone.name,
            "share_percent": milestone.done_percent,
            "due_on": milestone.due_on,
            "done_on": milestone.done_on,
        }
        for milestone in reading.milestones
    ]


def facts(page: ProjectPage) -> list[dict[str, Any]]:
    """Say how the works stand, what they cost, and when; only what is set."""
    cost = f"{number(page.cost)} {page.currency}" if page.cost is not None else ""
    rows = [
        (_("Status of the works"), page.get_status_display()),
        (_("Cost"), cost),
        (_("Starts"), day(page.starts_on) if page.starts_on else ""),
        (_("Ends"), day(page.ends_on) if page.ends_on else ""),
        (_("Place"), str(page.place)),
        (_("District"), str(page.district.name) if page.district else ""),
    ]
    return [{"term": term, "detail": detail} for term, detail in rows if detail]


def _closing(reading: ConsultationReading) -> dict[str, Any]:
    closing = next_close(reading.phases)
    if closing is None or closing.closes_at is None:
        return {"term": _("Status"), "detail": reading.card.status_label, "note": ""}
    zone = reading.page.authority.time_zone
    return {
        "term": _("Closes"),
        "detail": time_until(closing.closes_at, reading.now),
        "note": day(closing.closes_at, zone=zone, weekday=True),
        "second_note": hijri(closing.closes_at, zone=zone),
    }


def _outcome(reading: ConsultationReading) -> dict[str, Any]:
    page, card = reading.page, reading.card
    term = _("What became of it")
    if page.outcome_kind:
        detail = page.get_outcome_kind_display()
        url = f"{card.url}#outcome"
        return {"term": term, "detail": detail, "note": _("The decision"), "url": url}
    if card.status == "closed":
        due = page.decision_due_at
        note = _("Promised for %(day)s") % {"day": day(due)} if due else ""
        return {"term": term, "detail": _("A decision is owed"), "note": note}
    if reading.updates:
        detail = counted(len(reading.updates), "updates")
        return {"term": term, "detail": detail, "url": f"{card.url}#updates"}
    return {"term": term, "detail": _("Still open"), "note": ""}
