"""Hits: entries as a reader sees them, with the words that were found marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from foundation.core.translated import LANGUAGES, Wording, wording_of
from frontend.numerals import section_number
from search.analysis.marking import Excerpt, mark, snippet
from search.analysis.questions import Question
from search.engines.base import Found, Request
from search.models import Entry, Kind, standing

ENGINE_COLUMNS = (
    *("title_terms", "heading_terms", "text_terms", "exact_terms", "root_terms"),
    *("term_hashes", "term_weights", "length"),
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found; a comment bears the title of what it was said on.

    `place` is where it stands: the draft of a section, the authority. `draft` and
    `number` are set for drafts, sections and what is said on them.
    """

    kind: str
    id: str
    url: str
    title: Excerpt
    title_language: str
    highlight: Excerpt
    language: str
    place: list[Wording]
    status: str
    draft: str
    number: str
    published_at: datetime


def hits_of(found: Sequence[Found], request: Request, language: str) -> list[Hit]:
    """Describe what was found, in the order it was found, in one query."""
    rows = (
        Entry.objects.filter(pk__in=[one.entry_id for one in found])
        .select_related("authority", "parent__parent")
        .annotate(standing=standing(request.now))
        .defer(*_deferred())
    )
    entries = {entry.pk: entry for entry in rows}
    return [
        _hit(entries[one.entry_id], request.question, language)
        for one in found
        if one.entry_id in entries
    ]


def _deferred() -> Iterable[str]:
    for path in ("", "parent__", "parent__parent__"):
        yield from (path + column for column in ENGINE_COLUMNS)


def _hit(entry: Entry, question: Question, language: str) -> Hit:
    title = _title(entry, language)
    spoken, highlight = _highlight(entry, question, language)
    is_comment = entry.kind == Kind.COMMENT
    return Hit(
        kind=entry.kind,
        id=entry.object_id,
        url=entry.urls.get(language) or next(iter(entry.urls.values()), ""),
        title=mark(title, Question() if is_comment else question),
        title_language=title.language,
        highlight=highlight,
        language=spoken,
        place=_place(entry, language),
        status=str(getattr(entry, "standing", "")),
        draft=entry.draft_id,
        number=entry.number,
        published_at=entry.published_at,
    )


def _title(entry: Entry, language: str) -> Wording:
    """Give the title, or the number of a section that has no heading."""
    if entry.kind == Kind.COMMENT and entry.parent:
        return _title(entry.parent, language)
    titles = {
        code: str(wording["title"])
        for code, wording in entry.wordings.items()
        if wording.get("title")
    }
    title = wording_of(titles, language=language)
    if title or not titles:
        return title or Wording(_untitled(entry), language)
    code, other = next(iter(titles.items()))
    return Wording(other, code, is_fallback=True)


def _untitled(entry: Entry) -> str:
    if entry.number:
        return _("Section %(number)s") % {"number": section_number(entry.number)}
    return _("Preamble") if entry.kind == Kind.SECTION else _("Untitled")


def _place(entry: Entry, language: str) -> list[Wording]:
    """Tell where a hit stands: in which draft, of which authority."""
    above = entry.parent
    if entry.kind == Kind.COMMENT and above:
        above = above.parent
    place = [_title(above, language)] if above else []
    if entry.authority:
        names = {code: getattr(entry.authority, f"name_{code}") for code in LANGUAGES}
        place.append(wording_of(names, language=language))
    return place


def _highlight(entry: Entry, question: Question, language: str) -> tuple[str, Excerpt]:
    """Choose the excerpt: where most is marked, the reader's language first."""
    codes = sorted(entry.wordings, key=lambda code: code != language)
    excerpts = [
        (code, snippet(text, question))
        for part in _parts(entry)
        for code in codes
        if (text := str(entry.wordings[code].get(part) or ""))
    ]
    best = max(excerpts, key=lambda found: found[1].marks > 0, default=None)
    return best or (language, Excerpt(()))


def _parts(entry: Entry) -> tuple[str, ...]:
    """Name the parts that an excerpt may be of; a section's heading is its draft's."""
    return ("text",) if entry.kind == Kind.SECTION else ("text", "heading")
