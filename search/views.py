"""The page of search results."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from foundation.core.translated import active_language
from search.engines.base import Order
from search.models import Kind, Status
from search.queries import Asked, Facet, Hit, Results, search
from search.queries.facets import STATUS_LABELS

LONGEST_QUERY = 400


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as the component takes it."""

    hit: Hit
    kind: str
    kind_tone: str
    place: str
    title: SafeString
    highlight: SafeString


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show one page of what answers; any text is a question."""
    asked = read_query(request.GET)
    found = search(asked, now=timezone.now(), language=active_language())
    context = {
        "asked": asked,
        "found": found,
        "hits": [_shown(hit) for hit in found.hits],
        "chips": _chips(found.facets, request.GET),
        "orders": _orders(asked, request.GET),
        "kept": {"q": asked.text, "order": request.GET.get("order", "")},
        "literal": literal(asked, found),
        "is_searched": bool(asked.text.strip()),
    }
    return render(request, "search/results.html", context)


def read_query(query: QueryDict) -> Asked:
    """Read the parameters of an address; what is not known is not asked for."""
    order = query.get("order", "")
    return Asked(
        text=query.get("q", "").replace("\x00", "")[:LONGEST_QUERY],
        kinds=frozenset(query.getlist("kind")) & set(Kind.values),
        authorities=frozenset(query.getlist("authority")),
        topics=frozenset(query.getlist("topic")),
        statuses=frozenset(query.getlist("status")) & STATUS_LABELS.keys(),
        districts=frozenset(query.getlist("district")),
        languages=frozenset(query.getlist("language")),
        order=Order(order) if order in {o.value for o in Order} else Order.RELEVANCE,
        cursor=query.get("cursor"),
    )


def literal(asked: Asked, found: Results) -> str:
    """Give the query that looks for the words as they were typed; empty when it is."""
    text = asked.text.strip().replace('"', "")
    has_marks = any(mark in asked.text for mark in '"«»“”-')
    return "" if has_marks or not found.words else f'"{text}"'


def _shown(hit: Hit) -> Shown:
    is_open = hit.status == Status.OPEN
    return Shown(
        hit=hit,
        kind=_kind(hit),
        kind_tone="open" if is_open and hit.kind != Kind.COMMENT else "",
        place=_list(hit.place),
        # Marked by search.analysis.marking, which escapes whatever people wrote.
        title=mark_safe(hit.title.html),  # noqa: S308
        highlight=mark_safe(hit.highlight.html),  # noqa: S308
    )


def _kind(hit: Hit) -> str:
    """Name what was found, and where it stands if it stands anywhere."""
    kind = str(ONE_OF_KIND[Kind(hit.kind)]())
    status = str(STATUS_LABELS.get(hit.status, "")) if hit.kind != Kind.COMMENT else ""
    if not status:
        return kind
    return _("%(kind)s, %(status)s") % {"kind": kind, "status": _in_sentence(status)}


def _list(names: Sequence[str]) -> str:
    """Join names as the reader's language does, each in its own direction."""
    comma = pgettext("between items of a list", ", ")
    return comma.join(f"\u2068{name}\u2069" for name in names)


def _in_sentence(label: str) -> str:
    return label[:1].lower() + label[1:]


ONE_OF_KIND = {
    Kind.DRAFT: lambda: _("Draft decision"),
    Kind.SECTION: lambda: _("Article"),
    Kind.PROJECT: lambda: _("Municipal project"),
    Kind.IDEA: lambda: _("Idea"),
    Kind.COMMENT: lambda: _("Comment"),
    Kind.PAGE: lambda: _("Page"),
}


def _chips(facets: list[Facet], query: QueryDict) -> list[dict[str, object]]:
    """Offer to take each chosen value away again."""
    return [
        {
            "label": option.label,
            "url": _without(query, facet.name, option.value),
            "is_removable": True,
        }
        for facet in facets
        for option in facet.options
        if option.is_chosen
    ]


def _without(query: QueryDict, name: str, value: str) -> str:
    changed = query.copy()
    changed.pop("cursor", None)
    changed.setlist(name, [kept for kept in query.getlist(name) if kept != value])
    return f"?{changed.urlencode()}"


def _orders(asked: Asked, query: QueryDict) -> list[dict[str, object]]:
    labels = {Order.RELEVANCE: _("Closest"), Order.NEWEST: _("Newest")}
    orders = []
    for order, label in labels.items():
        changed = query.copy()
        changed.pop("cursor", None)
        changed["order"] = order.value
        orders.append(
            {
                "label": label,
                "url": f"?{changed.urlencode()}",
                "is_current": asked.order is order,
            }
        )
    return orders
