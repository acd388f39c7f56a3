"""The outcome of a draft: the decision, the text, what changed because of whom."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from comments.queries import permalink
from drafts.models import Version
from drafts.queries.addresses import matrix_url, response_url
from drafts.queries.changing import changes_url, version_url
from drafts.queries.naming import caption_of, section_name
from drafts.queries.outcomes import (
    ChangedSection,
    Influence,
    OutcomeReading,
    read_outcome,
)
from drafts.views.doors import public_draft
from drafts.views.matrices import LONGEST_QUOTE, shares_of
from frontend.numerals import number


@require_GET
def outcome(request: HttpRequest, draft: str) -> HttpResponse:
    """Show what was decided, the final text, and what changed because of whom."""
    found, home = public_draft(draft)
    reading = read_outcome(found, cursor=request.GET.get("cursor"))
    context = {
        "draft": found,
        "home": home,
        "reading": reading,
        "shares": shares_of(reading.counts),
        "sections": [_section(section) for section in reading.sections],
        "links": _links(reading),
        "matrix_url": matrix_url(found),
        "is_continued": bool(request.GET.get("cursor")),
    }
    return render(request, "drafts/outcome.html", context)


def _links(reading: OutcomeReading) -> list[dict[str, str]]:
    """Lead to the final text, its file, and all that changed on the way."""
    final, first = reading.final, reading.first
    if final is None or first is None:
        return []
    final.draft = first.draft = reading.draft
    links = [
        {"label": _("The text in its last version"), "url": version_url(final)},
        {"label": _("As PDF"), "url": _file_url(final)},
    ]
    if reading.has_changed:
        label = _("Every change since the first version")
        links.append({"label": label, "url": changes_url(first, final)})
    return links


def _file_url(version: Version) -> str:
    names = {
        "draft": version.draft.public_id,
        "number": version.number,
        "ending": "pdf",
    }
    return reverse("texts:file", kwargs=names)


def _section(section: ChangedSection) -> dict[str, Any]:
    part = section.part
    return {
        "anchor": f"section-{part.public_id}",
        "title": section_name(part.kind, part.number),
        "caption": caption_of(part.heading),
        "url": section.url,
        "runs": section.runs,
        "language": section.language,
        "is_gone": section.is_gone,
        "influences": [_influence(influence) for influence in section.influences],
    }


def _influence(influence: Influence) -> dict[str, Any]:
    comment, response = influence.row.comment, influence.row.response
    words = Truncator(" ".join(comment.text.split())).chars(LONGEST_QUOTE)
    return {
        "quote": _("“%(words)s”") % {"words": words},
        "quote_url": permalink(comment),
        "language": comment.language,
        "who": _who(influence),
        "kind": response.kind,
        "reason": response.reason,
        "url": response_url(response),
    }


def _who(influence: Influence) -> str:
    names = _(", ").join(influence.names)
    if not influence.others:
        return names
    sentence = ngettext(
        "%(names)s and %(count)s other input",
        "%(names)s and %(count)s other inputs",
        influence.others,
    )
    return sentence % {"names": names, "count": number(influence.others)}
