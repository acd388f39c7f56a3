"""Choosing, of all lines that look like headings, those that head this text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from drafts.splitting.headings import (
    ARTICLE_DEPTH,
    CONTAINERS,
    SECTION_DEPTH,
    Heading,
    Kind,
    Rank,
    is_sentence,
    leads_on,
    read_heading,
)
from drafts.splitting.lines import Line
from drafts.splitting.numbering import leading_integer

_MARKED_SHARE = 4  # marks decide when at least one article heading in four is marked
_LONGEST_QUOTATION = 60  # lines
_OPENING, _CLOSING = "«“", "»”"
_OPENS = re.compile(rf"[\s*\N{{EN DASH}}-]*[{_OPENING}]")
_LONGEST_CAPTION = 120
_LONGEST_JUMP = 10
_WORDS_OF_BARE_HEADING = 4
_ABOVE_PARTS, _BELOW_ARTICLES = 15, ARTICLE_DEPTH + 5
_SHORTEST_CONTENTS = 3
_ENOUGH_FIRST_SECTIONS = 2


def choose_headings(lines: Sequence[Line]) -> list[Heading]:
    """Headings of a text in reading order; none when it has no articles."""
    quoted = _lines_in_quotations(lines)
    found = [
        heading
        for index, line in enumerate(lines)
        if line.text
        and (line.mark or index not in quoted)
        and (heading := read_heading(line, index))
    ]
    found = _trust_marks(_without_wrapped_references(found, lines))
    found = _without_weak(found, lines)
    found = _without_repeats(_without_contents(found, lines), lines)
    found = _without_late_preambles(_name_articles(found, lines))
    if not any(heading.kind is Kind.ARTICLE for heading in found):
        return []
    return _order_sections(_with_unnumbered(found, lines), lines)


def body_between(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether anything stands on the lines from `start` to before `end`."""
    return any(not lines[index].is_blank for index in range(start, end))


def ends_of(headings: Sequence[Heading], lines: Sequence[Line]) -> list[int]:
    """Where each heading's body ends: at the next heading, or with the text."""
    return [*(heading.index for heading in headings[1:]), len(lines)]


def _lines_in_quotations(lines: Sequence[Line]) -> set[int]:
    """Lines inside a quotation that began at the start of an earlier line.

    New wording is quoted whole («المادة الثانية: …»); its articles are not ours. An
    opening mark that nothing closes soon is a slip and hides nothing.
    """
    quoted: set[int] = set()
    start, depth = 0, 0
    for index, line in enumerate(lines):
        if depth == 0 and not _OPENS.match(line.text):
            continue
        start = index if depth == 0 else start
        depth = max(0, depth + _opened(line.text))
        if depth == 0:
            quoted.update(range(start + 1, index + 1))
        elif index - start >= _LONGEST_QUOTATION:
            depth = 0
    return quoted


def _opened(text: str) -> int:
    return sum(map(text.count, _OPENING)) - sum(map(text.count, _CLOSING))


def _without_wrapped_references(
    found: Sequence[Heading], lines: Sequence[Line]
) -> list[Heading]:
    """Drop «المادة الثالثة.» where the line above breaks off with «وفقًا لأحكام»."""
    headings = {heading.index for heading in found}  # «الفصل 2: أحكام» leads nowhere
    return [
        heading
        for heading in found
        if heading.marked
        or heading.index == 0
        or heading.index - 1 in headings
        or not leads_on(lines[heading.index - 1].text)
    ]


def _trust_marks(found: list[Heading]) -> list[Heading]:
    """Where the source marks its headings, a line without a mark is none.

    Bylaws and old wordings quoted inside an article repeat its words unmarked.
    """
    articles = [heading for heading in found if heading.kind is Kind.ARTICLE]
    marked = sum(heading.marked for heading in articles)
    if marked and marked * _MARKED_SHARE >= len(articles) - marked:
        inner = _sections_of_marked_articles(found)
        return [heading for heading in found if heading.marked or heading in inner]
    if any(heading.marked for heading in found if heading.kind in CONTAINERS):
        return [h for h in found if h.marked or h.kind not in CONTAINERS]
    return found


def _sections_of_marked_articles(found: Sequence[Heading]) -> set[Heading]:
    """Unmarked sections that begin anew below marked articles (`Section. 1.`)."""
    sections = {h for h in found if _is_section(h) and not h.marked}
    firsts = sum(
        _is_article(heading) and heading.marked and after in sections
        for heading, after in pairwise(found)
        if after.number == "1"
    )
    return sections if firsts >= _ENOUGH_FIRST_SECTIONS else set()


def _without_weak(found: Iterable[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Keep a weak heading only where it goes on with its kind's numbering."""
    kept: list[Heading] = []
    last: dict[Rank, int] = {}
    for heading in found:
        number = leading_integer(heading.number)
        if heading.weak and not _goes_on(heading, last.get(heading.rank), lines):
            continue
        kept.append(heading)
        if number is not None:
            last[heading.rank] = number
    return kept


def _goes_on(heading: Heading, before: int | None, lines: Sequence[Line]) -> bool:
    """Whether a number is the next, or stands further on with a clear caption."""
    number = leading_integer(heading.number)
    if number is None:
        return False
    if number == (before or 0) + 1:
        return True
    steps = number - before if before is not None else 0
    return 0 <= steps <= _LONGEST_JUMP and _has_clear_caption(heading, lines)


def _has_clear_caption(heading: Heading, lines: Sequence[Line]) -> bool:
    """A short caption, no sentence, on a line that begins something new."""
    text = lines[heading.index].text
    above = lines[heading.index - 1].text if heading.index else ""
    begins = heading.index <= 1 or not above.strip() or is_sentence(above)
    return begins and len(text) <= _LONGEST_CAPTION and not is_sentence(text)


def _without_contents(found: list[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Drop a table of contents: headings without bodies that all come again later."""
    run = 0
    for heading, after in pairwise(found):
        if body_between(lines, heading.index + 1, after.index):
            break
        run += 1
    listed = [(heading.rank, heading.number) for heading in found[:run]]
    later = {(heading.rank, heading.number) for heading in found[run:]}
    if (
        run >= _SHORTEST_CONTENTS
        and len(set(listed)) == run
        and later.issuperset(listed)
    ):
        return found[run:]
    return found


def _without_repeats(found: list[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Drop a body line that says the heading just above again.

    A chapter's title between the two («المادة 2», «الفصل 2», «المادة 2») stays in
    the article, or the article would be cut in two.
    """
    kept: list[Heading] = []
    seen = 0
    for heading, after in zip(found, [*found[1:], None], strict=False):
        above = kept[-1] if kept and not heading.marked else None
        if (
            above is None
            or body_between(lines, seen, heading.index)
            or not (_repeats(above, heading) or _stands_between(above, heading, after))
        ):
            kept.append(heading)
        seen = heading.index + 1
    return kept


def _repeats(above: Heading, heading: Heading) -> bool:
    return (above.rank, above.number) == (heading.rank, heading.number)


def _stands_between(above: Heading, heading: Heading, after: Heading | None) -> bool:
    return (
        above.kind is Kind.ARTICLE
        and heading.kind in CONTAINERS
        and after is not None
        and _repeats(above, after)
    )


def _without_late_preambles(found: Iterable[Heading]) -> list[Heading]:
    """A preamble stands before everything else that is numbered."""
    kept: list[Heading] = []
    for heading in found:
        late = any(other.kind is not Kind.PREAMBLE for other in kept)
        if heading.kind is not Kind.PREAMBLE or not late:
            kept.append(heading)
    return kept


def _name_articles(found: list[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Decide which word heads the articles of this text.

    Tunisian texts number their articles «الفصل» and have no «المادة»; statutes in
    English number sections. The word that carries the text is the article then.
    """
    if any(heading.kind is Kind.ARTICLE for heading in found):
        return found
    for kind in (Kind.SECTION, Kind.CHAPTER):
        ranked = [heading for heading in found if heading.kind is kind]
        if ranked and _carry_text(ranked, found, lines):
            article = Rank(Kind.ARTICLE, ARTICLE_DEPTH)
            return [replace(h, rank=article) if h.kind is kind else h for h in found]
    return found


def _carry_text(
    ranked: Sequence[Heading], found: Sequence[Heading], lines: Sequence[Line]
) -> bool:
    """Whether most of these headings bear their text and no caption."""
    ends = dict(zip((h.index for h in found), ends_of(found, lines), strict=True))
    votes = sum(_bears_text(heading, ends[heading.index], lines) for heading in ranked)
    return votes * 2 > len(ranked)


def _bears_text(heading: Heading, end: int, lines: Sequence[Line]) -> bool:
    has_body = body_between(lines, heading.index + 1, end)
    text = lines[heading.index].text
    if heading.kind is Kind.SECTION and text.strip(" *_")[:1].isascii():
        return has_body or heading.body_at is not None  # statutes caption theirs
    if heading.marked:
        return has_body and len(text.split()) <= _WORDS_OF_BARE_HEADING
    if heading.body_at is None:
        return has_body and not heading.weak
    return not has_body or is_sentence(text) or len(text) > _LONGEST_CAPTION


def _with_unnumbered(found: list[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Add marked headings without a number that stand above the articles.

    A Word document may have «أحكام عامة» as its first heading level and the articles
    as its second; deeper marks stay in the body.
    """
    marks = [lines[h.index].mark for h in found if h.kind is Kind.ARTICLE and h.marked]
    highest = min(marks, default=0)
    known = {heading.index for heading in found}
    first = _first_above(found[0].index, highest, lines)
    added = [
        Heading(index, Rank(Kind.SECTION, line.mark), None, marked=True)
        for index, line in enumerate(lines)
        if first <= index and index not in known and 0 < line.mark < highest
        if not line.is_blank
    ]
    return sorted([*found, *added], key=lambda heading: heading.index)


def _first_above(first: int, highest: int, lines: Sequence[Line]) -> int:
    """The highest of the marked lines right above the first heading, title apart."""
    above = [index for index in range(first) if not lines[index].is_blank]
    for index in reversed(above[1:]):
        if not 0 < lines[index].mark < highest:
            break
        first = index
    return first


def _order_sections(found: list[Heading], lines: Sequence[Line]) -> list[Heading]:
    """Let «القسم» stand above parts, or `Section` below articles, where it does."""
    pairs = _neighbours(found, lines)
    above = sum(_is_section(a) and _is_part_or_chapter(b) for a, b in pairs)
    below = sum(_is_part_or_chapter(a) and _is_section(b) for a, b in pairs)
    inside = sum(_is_article(a) and _is_section(b) for a, b in pairs)
    outside = sum(_is_section(a) and _is_article(b) for a, b in pairs)
    if above <= below and inside <= outside:
        return found
    depth = _ABOVE_PARTS if above > below else _BELOW_ARTICLES
    rank = Rank(Kind.SECTION, depth)
    return [replace(h, rank=rank) if _is_section(h) else h for h in found]


def _neighbours(
    found: Sequence[Heading], lines: Sequence[Line]
) -> list[tuple[Heading, Heading]]:
    """Headings that follow each other with nothing between."""
    return [
        (heading, after)
        for heading, after in pairwise(found)
        if not body_between(lines, heading.index + 1, after.index)
    ]


def _is_section(heading: Heading) -> bool:
    return heading.rank == Rank(Kind.SECTION, SECTION_DEPTH)


def _is_article(heading: Heading) -> bool:
    return heading.kind is Kind.ARTICLE


def _is_part_or_chapter(heading: Heading) -> bool:
    return heading.kind in {Kind.PART, Kind.CHAPTER}
