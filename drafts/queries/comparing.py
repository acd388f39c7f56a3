"""Two versions of a draft side by side: what became of each part, in which words."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TypeVar

from django.core.cache import cache

from comments.models import Thread
from drafts.documents import Course, Group, Outline, Part, Tie, Wording, groups_of
from drafts.models import Section, Succession, Version
from drafts.queries.editing import outline_of
from drafts.splitting.headings import caption_of
from drafts.states import SectionChange, SectionKind
from foundation.core.redline import Row, Run, redline, side_by_side, words_in
from foundation.core.translated import LANGUAGES, active_language

T = TypeVar("T")
KEPT_SECONDS = 30 * 24 * 3600
_DOUBTFUL = 0.5  # of the words of both; with fewer in common a pair is worth a look
_SHORT = 3  # words; who says so little says it elsewhere as well

_Rows = dict[int, list[Succession]]


@dataclass(frozen=True, slots=True)
class ComparedPair:
    """Parts of the older version beside what they became; one side may be empty.

    `old_words` and `new_words` are what both say in `language`, the reader's where both
    speak it. `runs` and `rows` are filled for what is shown.
    """

    change: SectionChange
    old: tuple[Part, ...]
    new: tuple[Part, ...]
    language: str
    old_words: str
    new_words: str
    is_corrected: bool = False

    @property
    def part(self) -> Part:
        """Name the pair by what it is now; what is removed, by what it was."""
        return (self.new or self.old)[0]

    @property
    def key(self) -> str:
        """Name the pair in a page and in a form."""
        return self.part.key

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to see."""
        return self.change != SectionChange.UNCHANGED

    @property
    def is_article(self) -> bool:
        """Whether it is counted among the articles."""
        return self.part.kind == SectionKind.ARTICLE

    @property
    def weight(self) -> int:
        """Count the articles that the word stands for: of a merger, all that merged."""
        return max(1, len(self.old))

    @property
    def has_other_words(self) -> bool:
        """Whether the words differ, and not only their place or number."""
        return self.old_words != self.new_words


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every part of two versions, in the order of the newer one."""

    old: Version
    new: Version
    pairs: list[ComparedPair]
    threads: Mapping[str, Thread] = field(default_factory=dict)

    @property
    def changed(self) -> list[ComparedPair]:
        """List what is not as it was."""
        return [pair for pair in self.pairs if pair.is_changed]

    @property
    def counts(self) -> Counter[SectionChange]:
        """Count articles by what became of them."""
        return _counted(pair for pair in self.pairs if pair.is_article)

    @property
    def other_counts(self) -> Counter[SectionChange]:
        """Count what is no article (preambles, chapters, annexes) likewise."""
        return _counted(pair for pair in self.pairs if not pair.is_article)

    @property
    def article_count(self) -> int:
        """Count the articles of the newer version."""
        return sum(
            part.kind == SectionKind.ARTICLE for p in self.pairs for part in p.new
        )


def compare_versions(
    old: Version, new: Version, language: str | None = None
) -> Comparison:
    """Compare any two versions of one draft (7 queries, whatever their length).

    What became of the sections is followed from version to version between the two.
    """
    before, after = outline_of(old), outline_of(new)
    rows = _rows_between(old, new)
    course = Course(before, after, frozenset(_ties(rows, before, after)))
    told = _told(rows) if len(rows) == 1 else {}
    pairs = list(_pairs(course, told, language or active_language()))
    keys = {part.key for pair in pairs for part in (*pair.old, *pair.new)}
    sections = Section.objects.filter(draft_id=new.draft_id).select_related("thread")
    threads = {s.public_id: s.thread for s in sections if s.public_id in keys}
    return Comparison(old, new, pairs, threads)


def redlines_of(pairs: Sequence[ComparedPair]) -> list[list[Run]]:
    """Tell the difference of each pair in the line; what was told before is kept."""
    return _told_once("line", redline, pairs)


def sides_of(pairs: Sequence[ComparedPair]) -> list[list[Row]]:
    """Tell the difference of each pair side by side; what was told before is kept."""
    return _told_once("sides", side_by_side, pairs)


def is_doubtful(pair: ComparedPair, runs: Sequence[Run]) -> bool:
    """Whether two sections are paired that have few words in common."""
    if not pair.old or not pair.new or not pair.has_other_words:
        return False
    same = sum(words_in(run.text) for run in runs if run.kind == "same")
    words = min(words_in(pair.old_words), words_in(pair.new_words))
    return same < _DOUBTFUL * words


def doubles_in(outline: Sequence[Part]) -> set[str]:
    """Find the parts whose very words another part of the same text has as well."""
    said: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for part in outline:
        text = tuple(part.says(code).text for code in LANGUAGES)
        if words_in(" ".join(text)) > _SHORT:
            said[text].append(part.key)
    return {key for keys in said.values() if len(keys) > 1 for key in keys}


def _rows_between(old: Version, new: Version) -> list[list[Succession]]:
    """List the rows of every version after `old` up to `new`, version by version."""
    versions = Version.objects.filter(
        draft_id=old.draft_id, number__gt=old.number, number__lte=new.number
    )
    rows: _Rows = {version.pk: [] for version in versions.order_by("number")}
    successions = Succession.objects.filter(version_id__in=rows)
    for row in successions.select_related("old", "new").order_by("pk"):
        rows[row.version_id].append(row)
    return list(rows.values())


def _ties(
    chain: Sequence[Sequence[Succession]], before: Outline, after: Outline
) -> Iterator[Tie]:
    at = {part.key: j for j, part in enumerate(after)}
    for i, part in enumerate(before):
        heirs = {part.key}
        for rows in chain:
            heirs = _heirs(heirs, rows)
        yield from (Tie(i, at[key]) for key in heirs if key in at)


def _heirs(keys: set[str], rows: Sequence[Succession]) -> set[str]:
    """Follow sections one version on; a version without rows changed no identity."""
    if not rows:
        return keys
    return {
        row.new.public_id
        for row in rows
        if row.old and row.new and row.old.public_id in keys
    }


def _told(
    chain: Sequence[Sequence[Succession]],
) -> dict[tuple[str, str], Succession]:
    """What was stored, and approved, of each old and new section."""
    return {
        (
            row.old.public_id if row.old else "",
            row.new.public_id if row.new else "",
        ): row
        for rows in chain
        for row in rows
    }


def _pairs(
    course: Course, told: Mapping[tuple[str, str], Succession], language: str
) -> Iterator[ComparedPair]:
    words = Wording(course)
    for group in _in_order(course):
        old = tuple(course.old[i] for i in group.old)
        new = tuple(course.new[j] for j in group.new)
        row = told.get((old[0].key if old else "", new[0].key if new else ""))
        spoken = _language(old, new, language)
        headed = _heads_differ(old, new, spoken)
        yield ComparedPair(
            change=SectionChange(row.change) if row else words.of_group(group),
            old=old,
            new=new,
            language=spoken,
            old_words=_words(old, spoken, headed=headed),
            new_words=_words(new, spoken, headed=headed),
            is_corrected=bool(row and row.is_corrected),
        )


def _in_order(course: Course) -> list[Group]:
    """Sort by the newer text; what was removed follows what stood before it."""
    groups = groups_of(course.ties)
    old = {i for group in groups for i in group.old}
    new = {j for group in groups for j in group.new}
    groups += [Group((i,), ()) for i in range(len(course.old)) if i not in old]
    groups.sort(key=lambda group: group.old)
    groups += [Group((), (j,)) for j in range(len(course.new)) if j not in new]
    placed: list[tuple[int, int, Group]] = []
    last = -1
    for at, group in enumerate(groups):
        last = group.new[0] if group.new else last
        placed.append((last, 0 if group.new else at + 1, group))
    return [group for *_place, group in sorted(placed)]


def _language(old: Sequence[Part], new: Sequence[Part], wanted: str) -> str:
    """Choose the reader's language if all speak it, else one that more of them do."""
    codes = [wanted, *(code for code in LANGUAGES if code != wanted)]
    parts = [*old, *new]
    return max(codes, key=lambda code: sum(any(p.says(code)[:2]) for p in parts))


def _heads_differ(old: Sequence[Part], new: Sequence[Part], language: str) -> bool:
    """Whether headings belong to what is compared: several, or another caption."""
    if not old or not new:
        return not any(part.says(language).text for part in (*old, *new))
    if len(old) + len(new) > 2:  # noqa: PLR2004 — one on each side
        return True
    captions = {caption_of(part.says(language).heading) for part in (*old, *new)}
    return len(captions) > 1


def _words(parts: Sequence[Part], language: str, *, headed: bool) -> str:
    said = [part.says(language) for part in parts]
    lines = [(words.heading if headed else "", words.text) for words in said]
    return "\n".join(line for pair in lines for line in pair if line)


def _counted(pairs: Iterable[ComparedPair]) -> Counter[SectionChange]:
    counts: Counter[SectionChange] = Counter()
    for pair in pairs:
        counts[pair.change] += pair.weight
    return counts


def _told_once(
    form: str, tell: Callable[[str, str], list[T]], pairs: Sequence[ComparedPair]
) -> list[list[T]]:
    """Compare words that were not compared before; they are known by their hash."""
    names = [_name(form, pair) for pair in pairs]
    known: dict[str, list[T]] = cache.get_many(names)
    fresh = {
        name: tell(pair.old_words, pair.new_words)
        for name, pair in zip(names, pairs, strict=True)
        if name not in known
    }
    cache.set_many(fresh, KEPT_SECONDS)
    known |= fresh
    return [known[name] for name in names]


def _name(form: str, pair: ComparedPair) -> str:
    said = f"{pair.old_words}\0{pair.new_words}"
    return f"redline:1:{form}:{sha256(said.encode()).hexdigest()}"
