"""Municipal projects on a map."""

from datetime import datetime
from typing import Any

from consultations.pages.queries.addresses import address_of
from consultations.pages.queries.listing import Filters, filtered

MOST_POINTS = 500


def project_points(filters: Filters, *, now: datetime) -> list[dict[str, Any]]:
    """List the places of the projects that a list shows, at most 500 (1 query)."""
    rows = filtered(filters, now=now).filter(
        projectpage__latitude__isnull=False, projectpage__longitude__isnull=False
    )
    return [
        {
            "latitude": row.projectpage.latitude,
            "longitude": row.projectpage.longitude,
            "label": str(row.heading),
            "url": address_of(row),
            "note": row.projectpage.get_status_display(),
        }
        for row in rows.order_by("-pk")[:MOST_POINTS]
    ]
