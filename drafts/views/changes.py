"""What changed between two versions, laid out as the components take it."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from comments.models import Thread
from drafts.documents import Part
from drafts.models import Version
from drafts.queries import ComparedPair, Comparison, redlines_of, sides_of
from drafts.queries.changing import LABELS, TONES, version_url
from drafts.queries.naming import section_name
from foundation.core.homes import homes_of
from frontend.moments import day
from frontend.nouns import counted
from frontend.numerals import number


def version_label(version: Version) -> str:
    """Name a version by its number and the day of its publication."""
    named = {"number": number(version.number)}
    if version.published_at is None:
        return _("Version %(number)s") % named
    zone = version.draft.authority.time_zone
    named["day"] = day(version.published_at, zone=zone)
    return _("Version %(number)s, %(day)s") % named


def version_links(
    versions: Sequence[Version], current: Version | None, here: str
) -> list[dict[str, Any]]:
    """Lay the published versions out for the switch; `here` reads the newest."""
    newest = max((version.number for version in versions), default=0)
    return [
        {
            "label": _("Version %(number)s") % {"number": number(version.number)},
            "url": here if version.number == newest else version_url(version),
            "is_current": version == current,
        }
        for version in sorted(versions, key=lambda version: version.number)
    ]


def pair_rows(
    comparison: Comparison, pairs: Sequence[ComparedPair], *, in_columns: bool
) -> list[dict[str, Any]]:
    """Lay pairs out for the component `compare`, with the way to their discussions."""
    told = sides_of(pairs) if in_columns else redlines_of(pairs)
    links = _thread_links(comparison, pairs)
    return [
        {
            "anchor": f"change-{pair.key}",
            "url": f"#change-{pair.key}",
            "title": pair.part.heading(pair.language) or name_of(pair),
            "name": name_of(pair),
            "change": LABELS[pair.change],
            "tone": TONES.get(pair.change, "plain"),
            "note": was_note(comparison, pair),
            "why": _same_words(pair),
            "language": pair.language,
            "parts": [] if in_columns or _same_words(pair) else found,
            "rows": found if in_columns and not _same_words(pair) else [],
            "links": links[pair.key],
            "pair": pair,
        }
        for pair, found in zip(pairs, told, strict=True)
    ]


def name_of(pair: ComparedPair) -> str:
    """Name a pair by kind and number."""
    return section_name(pair.part.kind, pair.part.number)


def was_note(comparison: Comparison, pair: ComparedPair) -> str:
    """Say what the sections were called, or what they are called now, if otherwise."""
    old = [section_name(part.kind, part.number) for part in pair.old]
    new = [section_name(part.kind, part.number) for part in pair.new]
    if not old or not new or old == new:
        return ""
    before = {"number": number(comparison.old.number), "names": _(", ").join(old)}
    if len(new) == 1:
        return _("In version %(number)s: %(names)s") % before
    named = {"old": _(", ").join(old), "new": _(", ").join(new)}
    return _("%(old)s became: %(new)s") % named


def _same_words(pair: ComparedPair) -> str:
    if pair.has_other_words or not pair.is_changed:
        return ""
    return _("The words stayed as they were.")


def _thread_links(
    comparison: Comparison, pairs: Sequence[ComparedPair]
) -> dict[str, list[dict[str, str]]]:
    """Find the discussions of every section of the pairs, in a constant number."""
    threads = comparison.threads
    keys = {part.key for pair in pairs for part in (*pair.old, *pair.new)}
    homes = homes_of(Thread, [threads[key].pk for key in keys if key in threads])
    links: dict[str, list[dict[str, str]]] = {}
    for pair in pairs:
        parts = {part.key: part for part in (*pair.old, *pair.new)}
        links[pair.key] = [
            {
                "url": homes[threads[key].pk].url,
                "label": _("%(section)s: %(comments)s")
                % {
                    "section": _name_in(comparison, pair, part),
                    "comments": counted(threads[key].comment_count, "comments"),
                },
            }
            for key, part in parts.items()
            if key in threads and threads[key].pk in homes
        ]
    return links


def _name_in(comparison: Comparison, pair: ComparedPair, part: Part) -> str:
    """Name a section; one that stands no more by the version in which it did."""
    name = section_name(part.kind, part.number)
    if part.key in {each.key for each in pair.new}:
        return name
    named = {"section": name, "number": number(comparison.old.number)}
    return _("%(section)s of version %(number)s") % named
