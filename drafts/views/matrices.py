"""The response matrix as everyone reads it, as a table file, and each response."""

import csv
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from comments.queries import permalink
from drafts.models import AnsweredInput, Draft, Response
from drafts.queries import (
    MatrixFilters,
    MatrixReading,
    find_response,
    inputs_answered_by,
    matrix_lines,
    read_matrix,
    section_parts,
)
from drafts.queries.addresses import matrix_url, response_url
from drafts.queries.matrix import MatrixRow, SectionPart
from drafts.queries.naming import caption_of, section_name
from drafts.queries.suggestions import author_of
from drafts.states import ResponseKind
from drafts.views.doors import public_draft
from foundation.core.keyset import page_of
from foundation.core.translated import LANGUAGES
from frontend.numerals import number

PAGE = 50
BATCH = 1000
LONGEST_QUOTE = 280
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    """A file that gives back what is written into it."""

    def write(self, line: str) -> str:
        """Give the line back."""
        return line


@require_GET
def matrix(request: HttpRequest, draft: str) -> HttpResponse:
    """Show by section what was said, what was answered, and why."""
    found, home = public_draft(draft)
    asked = _asked(request)
    reading = read_matrix(found, asked, cursor=request.GET.get("cursor"))
    context = {
        "draft": found,
        "home": home,
        "reading": reading,
        "rows": [_row(found, row) for row in reading.rows],
        "shares": shares_of(reading.counts),
        "kinds": _kinds(request, asked, reading),
        "parts": _sections(request, asked, reading),
        "section": asked.section,
        "csv_url": _csv_url(found, request),
        "is_continued": bool(request.GET.get("cursor")),
        "is_narrowed": bool(asked.kinds or asked.section or asked.author),
    }
    return render(request, "drafts/matrix.html", context)


@require_GET
def matrix_file(request: HttpRequest, draft: str) -> StreamingHttpResponse:
    """Stream every answered input as CSV, with the reasons in both languages."""
    found, _home = public_draft(draft)
    lines = _lines(request, found, _asked(request))
    writer = csv.writer(_Echo())
    # Spreadsheets take a file for UTF-8 by the mark at its start.
    written = (str(writer.writerow(line)) for line in lines)
    stream = chain(["\ufeff"], written)
    response = StreamingHttpResponse(stream, content_type="text/csv; charset=utf-8")
    name = f"responses-{found.public_id}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
def response(request: HttpRequest, draft: str, public_id: str) -> HttpResponse:
    """Show one response with every input that it was given to.

    Raises:
        Http404: the draft has no such response.

    """
    found, home = public_draft(draft)
    given = find_response(found, public_id)
    if given is None:
        raise Http404
    page = page_of(
        inputs_answered_by(given),
        order=["-comment__agree_count", "-pk"],
        cursor=request.GET.get("cursor"),
        limit=PAGE,
    )
    context = {
        "draft": found,
        "home": home,
        "response": given,
        "matrix_url": matrix_url(found),
        "count": inputs_answered_by(given).count(),
        "mine": _mine(request, given) if not request.GET.get("cursor") else [],
        "items": [_input(row) for row in page.items],
        "next_cursor": page.next_cursor,
    }
    return render(request, "drafts/response.html", context)


def _asked(request: HttpRequest) -> MatrixFilters:
    mine = request.GET.get("mine") and request.user.is_authenticated
    kind = request.GET.get("kind", "")
    return MatrixFilters(
        kinds=(kind,) if kind in ResponseKind.values else (),
        section=request.GET.get("section", ""),
        author=(request.user.pk or 0) if mine else 0,
    )


def _row(draft: Draft, row: MatrixRow) -> dict[str, Any]:
    caption = caption_of(row.part.heading)
    row.response.draft = draft
    quoted = Truncator(" ".join(row.comment.text.split())).chars(LONGEST_QUOTE)
    return {
        "number": row.part.number,
        "title": caption or section_name(row.part.kind, row.part.number),
        "url": row.url,
        "quote": _("“%(words)s”") % {"words": quoted},
        "quote_url": permalink(row.comment),
        "language": row.comment.language,
        "who": _who(row),
        "response": row.response.kind,
        "reason": row.response.reason,
        "more_url": response_url(row.response),
        "more": _("This response in full"),
    }


def _who(row: MatrixRow) -> str:
    if not row.others:
        return row.author
    sentence = ngettext(
        "%(name)s and %(count)s other input",
        "%(name)s and %(count)s other inputs",
        row.others,
    )
    return sentence % {"name": row.author, "count": number(row.others)}


def shares_of(counts: dict[str, int]) -> dict[str, Any]:
    """Lay counts by kind out for a bar and its figures; kinds never given are left."""
    given = {kind: count for kind, count in counts.items() if count}
    return {
        "parts": [(kind, float(count)) for kind, count in given.items()],
        "items": [
            {"name": ResponseKind(kind).label, "count": count}
            for kind, count in given.items()
        ],
    }


def _kinds(
    request: HttpRequest, asked: MatrixFilters, reading: MatrixReading
) -> list[dict[str, Any]]:
    """Offer the kinds of answers that were given, and the reader's own inputs."""
    labels = {"": _("All responses")}
    labels |= {
        kind: str(ResponseKind(kind).label)
        for kind, count in reading.counts.items()
        if count
    }
    options = [
        {
            "label": label,
            "url": _address(request, kind=kind, mine="", cursor=""),
            "is_current": (kind,) == (asked.kinds or ("",)) and not asked.author,
        }
        for kind, label in labels.items()
    ]
    if request.user.is_authenticated:
        mine = _address(request, mine="1", kind="", cursor="")
        label = _("My inputs")
        options.append({"label": label, "url": mine, "is_current": bool(asked.author)})
    return options


def _sections(
    request: HttpRequest, asked: MatrixFilters, reading: MatrixReading
) -> list[dict[str, Any]]:
    return [
        {
            "value": part.public_id,
            "label": _full_name(part),
            "count": part.count,
            "is_current": part.public_id == asked.section,
            "url": _address(request, section=part.public_id, cursor=""),
        }
        for part in reading.parts
    ]


def _full_name(part: SectionPart) -> str:
    name, caption = section_name(part.kind, part.number), caption_of(part.heading)
    return f"{name}: {caption}" if caption else name


def _address(request: HttpRequest, **changes: str) -> str:
    kept = {name: request.GET.get(name, "") for name in ("kind", "section", "mine")}
    asked = {name: value for name, value in {**kept, **changes}.items() if value}
    return f"?{urlencode(asked)}" if asked else request.path


def _csv_url(draft: Draft, request: HttpRequest) -> str:
    query = {
        name: request.GET[name] for name in ("kind", "section") if request.GET.get(name)
    }
    url = reverse("texts:matrix-file", args=[draft.public_id])
    return f"{url}?{urlencode(query)}" if query else url


def _mine(request: HttpRequest, given: Response) -> list[dict[str, Any]]:
    """List the reader's own inputs among those that got this response."""
    if not request.user.is_authenticated:
        return []
    rows = inputs_answered_by(given).filter(comment__author_id=request.user.pk)
    return [_input(row) for row in rows.order_by("pk")[:PAGE]]


def _input(row: AnsweredInput) -> dict[str, Any]:
    comment = row.comment
    return {
        "text": Truncator(comment.text).chars(LONGEST_QUOTE * 2),
        "language": comment.language,
        "direction": comment.direction,
        "author": author_of(comment),
        "url": permalink(comment),
        "agree_count": comment.agree_count,
        "is_replaced": row.replaced_at is not None,
    }


def _lines(
    request: HttpRequest, draft: Draft, asked: MatrixFilters
) -> Iterator[list[str]]:
    """Yield the head of the table, then a line an input; read in batches."""
    yield [
        "input_id",
        "input_url",
        "section_id",
        "section_kind",
        "section_number",
        "section",
        "said_at",
        "language",
        "stance",
        "text",
        "agree_count",
        "response_id",
        "response_url",
        "response",
        *(f"reason_{code}" for code in LANGUAGES),
        "answered_at",
    ]
    parts = {part.thread_id: part for part in section_parts(draft)}
    for row in matrix_lines(draft, asked).iterator(chunk_size=BATCH):
        part = parts.get(row.comment.thread_id)
        cells = [*_input_cells(request, row, part), *_answer_cells(request, draft, row)]
        yield [_guarded(cell) for cell in cells]


def _input_cells(
    request: HttpRequest, row: AnsweredInput, part: SectionPart | None
) -> list[str]:
    comment = row.comment
    return [
        comment.public_id,
        request.build_absolute_uri(permalink(comment)),
        part.public_id if part else "",
        part.kind if part else "",
        part.number if part else "",
        str(part.heading) if part else "",
        comment.posted_at.isoformat(),
        comment.language,
        comment.stance,
        comment.text,
        str(comment.agree_count),
    ]


def _answer_cells(request: HttpRequest, draft: Draft, row: AnsweredInput) -> list[str]:
    given = row.response
    given.draft = draft
    return [
        given.public_id,
        request.build_absolute_uri(response_url(given)),
        given.kind,
        *(getattr(given, f"reason_{code}") for code in LANGUAGES),
        given.answered_at.isoformat(),
    ]


def _guarded(cell: str) -> str:
    """Keep a spreadsheet from taking what a resident wrote for a formula (OWASP)."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
