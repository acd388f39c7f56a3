"""From lines and their headings to sections."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from drafts.splitting.choosing import body_between, choose_headings, ends_of
from drafts.splitting.headings import ARTICLE_DEPTH, Heading, is_sentence
from drafts.splitting.language import guess_language
from drafts.splitting.letters import fold
from drafts.splitting.lines import Line, MarkedText, SplitSection, lines_of

_LONGEST_TITLE = 400
_LONGEST_CAPTION = 120
_LONGEST_TITLE_LIKE = 40
_SLACK = 3  # the colon or dash after the number may be outside the bold type
_LEADS_TO_MORE = ",;:؛،"
_NEVER_ENDS_A_TITLE = _LEADS_TO_MORE + "."


@dataclass(frozen=True, slots=True)
class SplitText:
    """A text cut into sections, in reading order."""

    title: str
    language: str
    sections: list[SplitSection]

    def as_json(self) -> dict[str, object]:
        """The document that the command prints; identities are for drafts alone."""
        document = asdict(self)
        for section in document["sections"]:
            del section["identity"]
        return document


def split(
    text: str | MarkedText, *, language: str | None = None, title: str | None = None
) -> SplitText:
    """Cut a text at its headings; nothing of it is lost but white space and marks.

    `title` overrides the one in the text, which then stays where it stands unless it
    says the same.
    """
    source = MarkedText(lines_of(text)) if isinstance(text, str) else text
    if source.sections:
        return _as_marked(source, language=language, title=title)
    lines = source.lines
    headings = choose_headings(lines)
    first = headings[0].index if headings else len(lines)
    start, found_title = _read_title(lines, first, title)
    return SplitText(
        title=title or found_title or source.title or "",
        language=_language(source, language),
        sections=_sections(lines, headings, start),
    )


def _as_marked(
    source: MarkedText, *, language: str | None, title: str | None
) -> SplitText:
    """Take the sections that the file names itself."""
    return SplitText(
        title=title or source.title or "",
        language=_language(source, language),
        sections=list(source.sections),
    )


def _language(source: MarkedText, given: str | None) -> str:
    said = given or source.language
    return said or guess_language(line.text for line in source.lines)


def _read_title(
    lines: Sequence[Line], first: int, given: str | None
) -> tuple[int, str | None]:
    """Read the title off the first line that says anything: (the line after, title)."""
    for index in range(first):
        if lines[index].is_blank:
            continue
        text = _clean(lines[index].text)
        if given is not None and fold(given).split() != fold(text).split():
            return 0, None
        alone = first < len(lines) and not body_between(lines, index + 1, first)
        if given is not None or _may_be_title(lines, index, alone=alone):
            return index + 1, text
        return 0, None
    return 0, None


def _may_be_title(lines: Sequence[Line], index: int, *, alone: bool) -> bool:
    """Whether a line reads as a title; one alone above the articles may end in «.»."""
    text = lines[index].text.strip()
    if lines[index].mark:
        return True
    if alone and len(text) <= _LONGEST_CAPTION:
        return text[-1] not in _LEADS_TO_MORE
    return (
        len(text) <= _LONGEST_TITLE
        and text[-1] not in _NEVER_ENDS_A_TITLE
        and body_between(lines, index + 1, len(lines))
    )


def _sections(
    lines: Sequence[Line], headings: Sequence[Heading], start: int
) -> list[SplitSection]:
    if not headings:
        text = _body(lines, start, len(lines))
        return [SplitSection("section", None, "", 1, text)] if text else []
    sections = [
        _section(lines, heading, end=end, level=level)
        for heading, end, level in zip(
            _with_bodies_settled(headings, lines),
            ends_of(headings, lines),
            _levels(headings),
            strict=True,
        )
    ]
    before = _body(lines, start, headings[0].index)
    if before:
        sections.insert(0, SplitSection("preamble", None, "", 1, before))
    return sections


def _section(
    lines: Sequence[Line], heading: Heading, *, end: int, level: int
) -> SplitSection:
    line = lines[heading.index].text
    cut = len(line) if heading.body_at is None else heading.body_at
    body = _body(lines, heading.index + 1, end)
    return SplitSection(
        kind=heading.kind.value,
        number=heading.number,
        heading=_clean(line[:cut]),
        level=level,
        text="\n".join(part for part in (line[cut:].strip(), body) if part),
    )


def _body(lines: Sequence[Line], start: int, end: int) -> str:
    """The lines between, trimmed, with never more than one empty line together."""
    kept: list[str] = []
    for line in lines[start:end]:
        text = line.text.strip()
        if text or (kept and kept[-1]):
            kept.append(text)
    return "\n".join(kept).strip()


def _clean(text: str) -> str:
    """A heading or title without Markdown's marks."""
    return text.replace("**", "").strip().strip("#*_>").strip()


def _levels(headings: Sequence[Heading]) -> list[int]:
    """Levels from 1: each section one below the nearest open one that outranks it."""
    levels: list[int] = []
    open_depths: list[int] = []
    for heading in headings:
        while open_depths and open_depths[-1] >= heading.rank.depth:
            open_depths.pop()
        levels.append(len(open_depths) + 1)
        open_depths.append(heading.rank.depth)
    return levels


def _with_bodies_settled(
    headings: Sequence[Heading], lines: Sequence[Line]
) -> list[Heading]:
    """Decide for the whole text whether heading lines carry captions or bodies."""
    ends = ends_of(headings, lines)
    votes = [
        _votes_for_body(heading, end, lines)
        for heading, end in zip(headings, ends, strict=True)
        if _may_carry_body(heading)
    ]
    mostly = sum(votes) * 2 > len(votes)
    return [
        _settle(heading, end, lines, mostly=mostly)
        for heading, end in zip(headings, ends, strict=True)
    ]


def _may_carry_body(heading: Heading) -> bool:
    return heading.rank.depth >= ARTICLE_DEPTH and heading.body_at is not None


def _votes_for_body(heading: Heading, end: int, lines: Sequence[Line]) -> bool:
    before, rest = _cut(heading, lines)
    if not body_between(lines, heading.index + 1, end) or is_sentence(rest):
        return True
    # After a colon may stand a caption; after a full stop only a short one does.
    longest = _LONGEST_TITLE_LIKE if before.endswith(".") else _LONGEST_CAPTION
    return len(rest) > longest


def _cut(heading: Heading, lines: Sequence[Line]) -> tuple[str, str]:
    text = lines[heading.index].text
    return text[: heading.body_at].rstrip(), text[heading.body_at or 0 :].strip()


def _carries_body(
    heading: Heading, end: int, lines: Sequence[Line], *, mostly: bool
) -> bool:
    if not _may_carry_body(heading):
        return False
    if mostly:
        return True
    _, rest = _cut(heading, lines)
    return len(rest) > _LONGEST_CAPTION * 2 or (
        is_sentence(rest) and not body_between(lines, heading.index + 1, end)
    )


def _after_bold(heading: Heading, line: Line) -> Heading | None:
    """The heading cut where its bold type ends, if it ends after the number."""
    if heading.body_at is None or not line.strong:
        return None
    if line.strong + _SLACK < heading.body_at or line.strong >= len(line.text.rstrip()):
        return None
    return replace(heading, body_at=line.strong)


def _settle(
    heading: Heading, end: int, lines: Sequence[Line], *, mostly: bool
) -> Heading:
    bold = _after_bold(heading, lines[heading.index])
    if bold:
        return bold
    if _carries_body(heading, end, lines, mostly=mostly):
        return heading
    return replace(heading, body_at=None)
