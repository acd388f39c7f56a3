"""The public ledger of moderation, as a page and as a file."""

import csv
from collections.abc import Iterator
from datetime import UTC
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments.models import Act, Rule
from comments.queries import ledger as questions
from comments.queries.ledger import LedgerFilter, LedgerLine
from foundation.organisations.errors import UnknownAuthorityError
from foundation.organisations.models import Authority
from foundation.organisations.queries import authority_by_slug

NAMES = ("act", "rule", "by", "appeal", "period")
COLUMNS = (
    "happened_at",
    "authority",
    "act",
    "rule",
    "by",
    "role",
    "discussion",
    "discussion_url",
    "appeal",
    "reason",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Line:
    """What a csv writer writes to: it hands each line on."""

    def write(self, line: str) -> str:
        return line


@require_safe
def ledger(request: HttpRequest, slug: str = "") -> HttpResponse:
    """List every act of moderation without a name, newest first."""
    asked = _asked(request, slug or request.GET.get("authority", ""))
    cursor = request.GET.get("cursor")
    now = timezone.now()
    reading = questions.read_ledger(asked=asked, cursor=cursor, now=now)
    context = {
        "reading": reading,
        "authority": asked.authority,
        "groups": _groups(asked),
        "rules": [
            {"name": label, "count": count} for _rule, label, count in reading.by_rule
        ],
        "ledger_url": reverse("moderation:ledger"),
        "is_narrowed": any(getattr(asked, name) for name in NAMES),
        "is_later": bool(cursor),
        "file_url": _file_url(asked),
        "now": now,
    }
    return render(request, "comments/moderation/ledger.html", context)


@require_safe
def ledger_file(request: HttpRequest) -> StreamingHttpResponse:
    """Give the ledger as CSV, line by line, so that its length costs no memory."""
    asked = _asked(request, request.GET.get("authority", ""))
    response = StreamingHttpResponse(
        _lines(asked, request), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="moderation-ledger.csv"'
    return response


def _asked(request: HttpRequest, slug: str) -> LedgerFilter:
    try:
        authority = authority_by_slug(slug) if slug else None
    except UnknownAuthorityError as error:
        raise Http404 from error
    named = {name: request.GET.get(name, "")[:20] for name in NAMES}
    return LedgerFilter(authority=authority, **named)


def _lines(asked: LedgerFilter, request: HttpRequest) -> Iterator[str]:
    writer = csv.writer(_Line())
    # Spreadsheets take a file for UTF-8 by this mark.
    yield "\ufeff" + writer.writerow(COLUMNS)
    for line in questions.every_line(asked, now=timezone.now()):
        yield writer.writerow([_plain(cell) for cell in _cells(line, request)])


def _cells(line: LedgerLine, request: HttpRequest) -> list[str]:
    act, home = line.act, line.home
    return [
        line.happened_at.astimezone(UTC).isoformat(timespec="seconds"),
        act.authority.slug if act.authority else "",
        act.act,
        act.rule,
        act.trigger or "moderator",
        act.role,
        home.title if home else "",
        request.build_absolute_uri(home.url) if home else "",
        line.appeal,
        line.words,
    ]


def _plain(cell: str) -> str:
    """Keep spreadsheets from taking somebody's words for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _file_url(asked: LedgerFilter) -> str:
    slug = asked.authority.slug if asked.authority else ""
    named = {name: getattr(asked, name) for name in NAMES}
    query = {k: v for k, v in {"authority": slug, **named}.items() if v}
    path = reverse("moderation:ledger_file")
    return f"{path}?{urlencode(query)}" if query else path


def _groups(asked: LedgerFilter) -> list[dict[str, Any]]:
    bys = [
        ("moderator", _("A moderator")),
        ("reports", _("Sawt, after reports")),
        ("blocklist", _("Sawt, for a word")),
    ]
    states = [
        ("waiting", _("Waits for an answer")),
        ("upheld", _("Upheld")),
        ("rejected", _("Rejected")),
    ]
    acts = [(act.value, act.label) for act in Act]
    periods = [("month", _("The last 30 days")), ("year", _("The last year"))]
    return [
        *_authorities(asked),
        _group(
            "act", _("Act of moderation"), [("", _("Everything")), *acts], asked=asked
        ),
        _group("rule", _("Rule"), [("", _("Every rule")), *Rule.choices], asked=asked),
        _group("by", _("By whom"), [("", _("Everyone")), *bys], asked=asked),
        _group(
            "appeal", _("Appeal"), [("", _("With or without")), *states], asked=asked
        ),
        _group("period", _("When"), [("", _("Any time")), *periods], asked=asked),
    ]


def _group(
    name: str, title: str, options: list[tuple[str, Any]], *, asked: LedgerFilter
) -> dict[str, Any]:
    chosen = getattr(asked, name)
    return {"name": name, "title": title, "options": options, "chosen": chosen}


def _authorities(asked: LedgerFilter) -> list[dict[str, Any]]:
    """List the authorities to choose from, where there are several."""
    known = [(row.slug, str(row.name)) for row in Authority.objects.order_by("pk")]
    if len(known) < 2:  # noqa: PLR2004 - nothing to choose
        return []
    return [
        {
            "name": "authority",
            "title": _("Authority"),
            "options": [("", _("All authorities")), *known],
            "chosen": asked.authority.slug if asked.authority else "",
        }
    ]
