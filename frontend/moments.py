"""Days, hours and spans as official texts of the region write them.

Gregorian months have the names used in the Gulf (نوفمبر), the Hijri day follows the
Umm al-Qura calendar (package hijridate), and spans agree with their number in all six
Arabic forms.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.dates import MONTHS_ALT, WEEKDAYS
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from hijridate import Gregorian

from frontend.numerals import digits

Moment = date | datetime

_HOURS_ON_A_DIAL = 12
_NOON = 12
_AFTERNOON = 13


def local(value: Moment, zone: tzinfo | str | None = None) -> Moment:
    """The moment in the named zone, else in the current one; plain dates stay."""
    if not isinstance(value, datetime) or timezone.is_naive(value):
        return value
    named = ZoneInfo(zone) if zone and isinstance(zone, str) else zone
    # A template hands on an empty string for an input that was not given.
    return timezone.localtime(value, named or None)


def day(
    value: Moment,
    *,
    zone: tzinfo | str | None = None,
    weekday: bool = False,
    year: bool = True,
) -> str:
    """A Gregorian day in words: «الاثنين ٣٠ نوفمبر ٢٠٢٦», "Monday 30 November 2026"."""
    here = local(value, zone)
    parts = {
        "weekday": WEEKDAYS[here.weekday()],
        "day": here.day,
        "month": MONTHS_ALT[here.month],
        "year": here.year,
    }
    return digits(_day_pattern(weekday=weekday, year=year) % parts)


def _day_pattern(*, weekday: bool, year: bool) -> str:
    patterns = {
        (False, False): _("%(day)s %(month)s"),
        (False, True): _("%(day)s %(month)s %(year)s"),
        (True, False): _("%(weekday)s %(day)s %(month)s"),
        (True, True): _("%(weekday)s %(day)s %(month)s %(year)s"),
    }
    return patterns[weekday, year]


def clock_time(value: datetime, *, zone: tzinfo | str | None = None) -> str:
    """An hour on a twelve-hour dial: «٨:٠١ مساءً», "8:01 pm"."""
    here = local(value, zone)
    if not isinstance(here, datetime):
        return ""
    dial = here.hour % _HOURS_ON_A_DIAL or _HOURS_ON_A_DIAL
    return digits(_part_of_day(here.hour) % {"time": f"{dial}:{here.minute:02d}"})


def _part_of_day(hour: int) -> str:
    if hour < _NOON:
        return pgettext("hour in the morning", "%(time)s am")
    if hour < _AFTERNOON:
        return pgettext("hour at noon", "%(time)s pm")
    return pgettext("hour after noon", "%(time)s pm")


def moment(
    value: datetime,
    *,
    zone: tzinfo | str | None = None,
    weekday: bool = True,
    year: bool = True,
) -> str:
    """A day with its hour: «الاثنين ٣٠ نوفمبر ٢٠٢٦، ٨:٠٠ مساءً»."""
    return _("%(day)s, %(time)s") % {
        "day": day(value, zone=zone, weekday=weekday, year=year),
        "time": clock_time(value, zone=zone),
    }


def hijri(value: Moment, *, zone: tzinfo | str | None = None) -> str:
    """The day in the Umm al-Qura calendar; empty outside 1343 to 1500 AH, its range."""
    here = local(value, zone)
    try:
        there = Gregorian(here.year, here.month, here.day).to_hijri()
    except (OverflowError, ValueError):
        return ""
    parts = {
        "day": there.day,
        "month": _hijri_months()[there.month - 1],
        "year": there.year,
    }
    return digits(_("%(day)s %(month)s %(year)s") % parts)


def _hijri_months() -> tuple[str, ...]:
    return (
        pgettext("hijri month", "Muharram"),
        pgettext("hijri month", "Safar"),
        pgettext("hijri month", "Rabi I"),
        pgettext("hijri month", "Rabi II"),
        pgettext("hijri month", "Jumada I"),
        pgettext("hijri month", "Jumada II"),
        pgettext("hijri month", "Rajab"),
        pgettext("hijri month", "Shaban"),
        pgettext("hijri month", "Ramadan"),
        pgettext("hijri month", "Shawwal"),
        pgettext("hijri month", "Dhu al-Qidah"),
        pgettext("hijri month", "Dhu al-Hijjah"),
    )


def machine(value: Moment) -> str:
    """What stands in ``datetime=``: ISO 8601, moments with their offset."""
    return (
        value.isoformat(timespec="seconds")
        if isinstance(value, datetime)
        else value.isoformat()
    )


def time_until(until: datetime, now: datetime) -> str:
    """How far ahead a moment is: «بعد ٨ أيام», "in 8 days"; "now" once it has come."""
    return _until(*_largest_unit(until - now))


def time_left(until: datetime, now: datetime) -> str:
    """What remains: «بقي ١٣ يومًا», "13 days left"; "closed" once nothing does."""
    return _left(*_largest_unit(until - now))


def time_ago(at: datetime, now: datetime) -> str:
    """How long ago: «قبل ٣ أيام», "3 days ago"; "just now" within a minute."""
    return _ago(*_largest_unit(now - at))


def span_figure(until: datetime, now: datetime) -> tuple[str, str]:
    """What remains as a figure and its noun: ("٤", "أيام"), ("", "يومان").

    Arabic writes one and two as words, so the figure may be empty.
    """
    unit, count = _largest_unit(until - now)
    phrase = _span_pattern(unit, count)
    if "%(count)s" not in phrase:
        return "", phrase
    return digits(count), phrase.replace("%(count)s", "").strip()


def _largest_unit(span: timedelta) -> tuple[str, int]:
    """Whole units left, largest first; a day is counted from 24 hours on."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return "none", 0
    for unit, size in (
        ("year", 525_600),
        ("month", 43_200),
        ("day", 1_440),
        ("hour", 60),
    ):
        # Two of a month or a year at least, so that «بعد ٤٥ يومًا» stays exact.
        least = 2 * size if unit in {"month", "year"} else size
        if minutes >= least:
            return unit, minutes // size
    return "minute", minutes


def _counted(phrase: str, count: int) -> str:
    return phrase % {"count": digits(count)} if "%(count)s" in phrase else phrase


def _until(unit: str, count: int) -> str:
    return _counted(_AHEAD[unit](count), count)


def _left(unit: str, count: int) -> str:
    return _counted(_LEFT[unit](count), count)


def _ago(unit: str, count: int) -> str:
    return _said_ago(unit, count, get_language())


@lru_cache(maxsize=4096)
def _said_ago(unit: str, count: int, _language: str | None) -> str:
    """Say it once a process: a page of comments says it a hundred times."""
    return _counted(_BEHIND[unit](count), count)


def _span_pattern(unit: str, count: int) -> str:
    return _SPAN[unit](count)


# Whole phrases, since Arabic says each of them with another case of the noun.
_Phrases = dict[str, Callable[[int], str]]

_AHEAD: _Phrases = {
    "none": lambda _n: _("now"),
    "minute": lambda n: ngettext("in %(count)s minute", "in %(count)s minutes", n),
    "hour": lambda n: ngettext("in %(count)s hour", "in %(count)s hours", n),
    "day": lambda n: ngettext("in %(count)s day", "in %(count)s days", n),
    "month": lambda n: ngettext("in %(count)s month", "in %(count)s months", n),
    "year": lambda n: ngettext("in %(count)s year", "in %(count)s years", n),
}
_LEFT: _Phrases = {
    "none": lambda _n: _("closed"),
    "minute": lambda n: ngettext("%(count)s minute left", "%(count)s minutes left", n),
    "hour": lambda n: ngettext("%(count)s hour left", "%(count)s hours left", n),
    "day": lambda n: ngettext("%(count)s day left", "%(count)s days left", n),
    "month": lambda n: ngettext("%(count)s month left", "%(count)s months left", n),
    "year": lambda n: ngettext("%(count)s year left", "%(count)s years left", n),
}
_BEHIND: _Phrases = {
    "none": lambda _n: _("just now"),
    "minute": lambda n: ngettext("%(count)s minute ago", "%(count)s minutes ago", n),
    "hour": lambda n: ngettext("%(count)s hour ago", "%(count)s hours ago", n),
    "day": lambda n: ngettext("%(count)s day ago", "%(count)s days ago", n),
    "month": lambda n: ngettext("%(count)s month ago", "%(count)s months ago", n),
    "year": lambda n: ngettext("%(count)s year ago", "%(count)s years ago", n),
}
_SPAN: _Phrases = {
    "none": lambda _n: _("closed"),
    "minute": lambda n: ngettext("%(count)s minute", "%(count)s minutes", n),
    "hour": lambda n: ngettext("%(count)s hour", "%(count)s hours", n),
    "day": lambda n: ngettext("%(count)s day", "%(count)s days", n),
    "month": lambda n: ngettext("%(count)s month", "%(count)s months", n),
    "year": lambda n: ngettext("%(count)s year", "%(count)s years", n),
}
