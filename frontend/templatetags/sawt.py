"""The tags that pages and components place: ``{% load sawt %}``."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from decimal import Decimal
from urllib.parse import urlsplit

from django import template
from django.forms.boundfield import BoundField, BoundWidget
from django.http import HttpRequest, QueryDict
from django.middleware.csrf import get_token
from django.template.context import Context
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import get_language, get_language_info

from frontend import icons, menu, moments, nouns, numerals, redlines, shapes, slots

register = template.Library()

register.filter("number", numerals.number)
register.filter("percent", numerals.percent)
register.filter("digits", numerals.digits)
register.filter("section_number", numerals.section_number)
register.filter("redline", redlines.marked)


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """A line drawing, hidden from screen readers: the word beside it says the same."""
    drawing, is_directional = icons.drawing(name)
    modifiers = " icon--directional" if is_directional else ""
    modifiers += f" icon--{size}" if size else ""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        "{}</svg>",
        modifiers,
        drawing,
    )


@register.simple_tag(takes_context=True)
def slot(context: Context, name: str, subject: object = None) -> SafeString:
    """What upper apps put into this place; nothing when none does."""
    return slots.render(name, context, subject)


@register.simple_tag(takes_context=True)
def menu_lines(context: Context, place: menu.Place) -> list[menu.Line]:
    """The lines of a menu: main, search, account, about, data or help."""
    return menu.lines(place, _request(context))


@register.simple_tag
def counted(count: int | None, noun: str) -> str:
    """A count and its noun in agreement: ``{% counted 128 "comments" %}``."""
    return nouns.counted(count or 0, noun)


@register.simple_tag
def noun_forms(noun: str) -> str:
    """Every form of a counted noun, for a script: ``{% noun_forms "votes" as f %}``."""
    return nouns.forms(noun)


@register.simple_tag
def day(
    value: date | datetime | None,
    *,
    zone: tzinfo | str | None = None,
    weekday: bool = False,
    year: bool = True,
) -> SafeString | str:
    """A day in a ``<time>``: ``{% day update.published_at weekday=True %}``."""
    if value is None:
        return ""
    return _time(value, moments.day(value, zone=zone, weekday=weekday, year=year))


@register.simple_tag
def moment(
    value: datetime | None,
    *,
    zone: tzinfo | str | None = None,
    weekday: bool = True,
    year: bool = True,
) -> SafeString | str:
    """A day and its hour in a ``<time>``: ``{% moment phase.closes_at %}``."""
    if value is None:
        return ""
    return _time(value, moments.moment(value, zone=zone, weekday=weekday, year=year))


@register.simple_tag
def clock_time(value: datetime, *, zone: tzinfo | str | None = None) -> SafeString:
    """The hour alone in a ``<time>``."""
    return _time(value, moments.clock_time(value, zone=zone))


@register.simple_tag
def hijri(value: date | datetime | None, *, zone: tzinfo | str | None = None) -> str:
    """The same day in the Umm al-Qura calendar, as plain words."""
    return "" if value is None else moments.hijri(value, zone=zone)


@register.simple_tag
def time_until(until: datetime, now: datetime) -> SafeString:
    """How far ahead: ``{% time_until phase.closes_at now %}`` says «بعد ٨ أيام»."""
    return _time(until, moments.time_until(until, now))


@register.simple_tag
def time_left(until: datetime, now: datetime) -> SafeString:
    """What remains: ``{% time_left ballot.closes_at now %}`` says «بقي ١٣ يومًا»."""
    return _time(until, moments.time_left(until, now))


@register.simple_tag
def time_ago(at: datetime, now: datetime) -> SafeString:
    """How long ago: ``{% time_ago comment.created_at now %}`` says «قبل ٣ أيام»."""
    return _time(at, moments.time_ago(at, now))


@register.simple_tag
def span_figure(until: datetime, now: datetime) -> tuple[str, str]:
    """What remains as figure and noun, for the countdown: ``as left``, ``left.0``."""
    return moments.span_figure(until, now)


@register.simple_tag
def spent_percent(opens_at: datetime, closes_at: datetime, now: datetime) -> float:
    """How much of a phase has passed, from 0 to 100."""
    whole = (closes_at - opens_at).total_seconds()
    if whole <= 0:
        return 100.0
    return min(max((now - opens_at).total_seconds() / whole * 100, 0.0), 100.0)


@register.simple_tag
def shares(**values: float | Decimal | None) -> list[tuple[str, float]]:
    """Shares by kind, as ordered: ``{% shares for=26 against=9 as parts %}``."""
    return [(kind, float(value or 0)) for kind, value in values.items()]


@register.simple_tag
def share_of(
    percent: float | Decimal | None, kind: str = "spent"
) -> list[tuple[str, float]]:
    """One share of a hundred and what is left of it, for a bar."""
    value = min(max(float(percent or 0), 0.0), 100.0)
    return [(kind, value), ("rest", 100.0 - value)]


@register.simple_tag
def bar_segments(parts: list[tuple[str, float]]) -> list[shapes.Segment]:
    """Where the parts of a bar stand."""
    return shapes.bar_segments(parts)


_INPUT_CLASSES = {
    "checkbox": "choice__input",
    "select": "field__input field__input--select",
    "textarea": "field__input field__input--text",
    "file": "field__file",
    "clearablefile": "field__file",
}
# Addresses and passwords are Latin; everything else follows what is typed (field.css).
_LATIN = {"email", "password", "url"}


@register.simple_tag
def field_input(field: BoundField) -> SafeString:
    """The control of a bound field with our class."""
    kind = field.widget_type
    attributes: dict[str, str | bool] = {
        "class": _INPUT_CLASSES.get(kind, "field__input")
    }
    given = field.field.widget.attrs
    if kind in _LATIN:
        attributes["dir"] = "ltr"
    if extra := given.get("class"):
        attributes["class"] = f"{attributes['class']} {extra}"
    return field.as_widget(attrs=attributes)


@register.simple_tag
def field_option(option: BoundWidget) -> SafeString:
    """One radio or checkbox of a group, without Django's own label around it."""
    data = {**option.data, "wrap_label": False}
    data["attrs"] = {**option.data["attrs"], "class": "choice__input"}
    return SafeString(option.renderer.render(data["template_name"], {"widget": data}))


@register.simple_tag(takes_context=True)
def csrf_input(context: Context) -> SafeString:
    """The hidden token of a form; unlike ``csrf_token`` it works inside ``only``."""
    request = _request(context)
    if request is None:
        return SafeString("")
    # One token for all forms of a page: masking each anew costs a tenth of a thread.
    token = request.META.get("SAWT_FORM_TOKEN") or get_token(request)
    request.META["SAWT_FORM_TOKEN"] = token
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token
    )


@register.simple_tag(takes_context=True)
def query_string(context: Context, **changes: object) -> str:
    """This address's query with some keys replaced; None removes a key.

    The cursor of a list goes too unless it is named, since it belongs to the old list.
    """
    query = _query(context)
    query.pop("cursor", None)
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None and value != "":
            query.setlist(key, _as_list(value))
    return "?" + query.urlencode()


@register.simple_tag(takes_context=True)
def query_toggle(context: Context, key: str, value: object) -> str:
    """This address's query with one value of a key added, or removed if it is there."""
    query = _query(context)
    query.pop("cursor", None)
    chosen = [str(item) for item in query.getlist(key)]
    wanted = str(value)
    kept = [item for item in chosen if item != wanted]
    query.setlist(key, kept if wanted in chosen else [*kept, wanted])
    return "?" + query.urlencode()


@register.simple_tag
def home_url() -> str:
    """The home page in the reader's language."""
    return f"/{get_language()}/"


@register.simple_tag(takes_context=True)
def language_url(context: Context, language: str) -> str:
    """The address of this same page in another language."""
    request = _request(context)
    if request is None:
        return f"/{language}/"
    here = request.get_full_path()
    there = translate_url(here, language)
    return _swap_prefix(here, language) if there == here else there


def _swap_prefix(here: str, language: str) -> str:
    """For addresses that no view answers: keep the path behind the language."""
    parts = urlsplit(here)
    segments = parts.path.split("/")
    if len(segments) > 1 and segments[1] == (get_language() or ""):
        segments[1] = language
        path = "/".join(segments)
        return f"{path}?{parts.query}" if parts.query else path
    return f"/{language}/"


@register.filter
def own_language_name(code: str) -> str:
    """A language in its own name: «العربية», "English"; the code when unknown."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


@register.filter
def language_name_here(code: str) -> str:
    """A language in the reader's language: «الإنجليزية»; the code when unknown."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


@register.filter
def direction_of(code: str) -> str:
    """``rtl`` or ``ltr`` for a language code; ``auto`` when unknown."""
    try:
        return "rtl" if get_language_info(code)["bidi"] else "ltr"
    except KeyError:
        return "auto"


@register.filter
def element_id(value: object) -> str:
    """A value that may stand in an ``id`` or a fragment."""
    return slugify(str(value), allow_unicode=True)


@register.filter
def attribute(value: object, name: str) -> object:
    """A key of a mapping whose name is only known in the page; empty when absent."""
    return value.get(name, "") if isinstance(value, Mapping) else ""


def _time(value: date | datetime, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', moments.machine(value), words)


def _request(context: Context) -> HttpRequest | None:
    return getattr(context, "request", None)


def _query(context: Context) -> QueryDict:
    request = _request(context)
    return request.GET.copy() if request else QueryDict(mutable=True)


def _as_list(value: object) -> list[str]:
    items = value if isinstance(value, list | tuple) else [value]
    return [str(item) for item in items]
