"""Wording that was suggested, beside the words that it would change."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Q, QuerySet

from comments.models import Comment
from drafts.models import Placement, Response, Section, SectionText, Suggestion, Version
from drafts.queries.answers import standing_answers
from drafts.states import VersionState
from foundation.core.redline import Run, redline
from foundation.core.translated import RTL_LANGUAGES, Wording, wording_of

KEPT_AROUND = 120  # letters of unchanged words shown before and after a change


@dataclass(frozen=True, slots=True)
class CurrentWords:
    """What a section says in one version and one language, and where it stands."""

    version: Version
    number: str
    kind: str
    heading: Wording
    text: str
    language: str

    @property
    def direction(self) -> str:
        """Say `rtl` or `ltr`, as the language is written."""
        return "rtl" if self.language in RTL_LANGUAGES else "ltr"


@dataclass(frozen=True, slots=True)
class SuggestionReading:
    """A suggestion, the words it was written upon, and what was answered to it."""

    suggestion: Suggestion
    base: str
    response: Response | None = None

    @property
    def comment(self) -> Comment:
        """Return the comment that explains it."""
        return self.suggestion.comment

    @property
    def author(self) -> str:
        """Name who suggested it, as the thread does."""
        return author_of(self.comment)

    @property
    def runs(self) -> list[Run]:
        """Tell what it changes, word by word."""
        return list(_redline(self.base, self.suggestion.text))

    @property
    def short_runs(self) -> list[Run]:
        """Tell what it changes, with long stretches that stay left out."""
        return shortened(self.runs)


def author_of(comment: Comment) -> str:
    """Name the author of a comment as it is shown."""
    author = comment.author
    return author.display_name if author else comment.author_name


def words_of_section(
    section: Section, language: str, *, version: Version | None = None
) -> CurrentWords | None:
    """Read a section in the newest published version, or in `version` (2 queries).

    None where it does not stand, or says nothing in that language.
    """
    placements = Placement.objects.filter(section=section).select_related("version")
    if version is None:
        newest = placements.filter(version__state=VersionState.PUBLISHED)
        placement = newest.order_by("-version__number").first()
        if placement is None or _is_behind(placement):
            return None
    else:
        placement = placements.filter(version=version).first()
    if placement is None:
        return None
    said = {row.language: row for row in placement.texts.all()}
    if language not in said or not said[language].text:
        return None
    headings = {code: row.heading for code, row in said.items()}
    return CurrentWords(
        version=placement.version,
        number=placement.number,
        kind=placement.kind,
        heading=wording_of(headings, language=language),
        text=said[language].text,
        language=language,
    )


def suggestions_of(section: Section) -> QuerySet[Suggestion]:
    """List what was suggested for a section and can be read."""
    rows = Suggestion.objects.filter(
        section=section, comment__withdrawn_at=None, comment__hidden_at=None
    )
    return rows.select_related("comment__author", "section__draft")


def suggestions_of_comments(comment_ids: Collection[int]) -> QuerySet[Suggestion]:
    """Find the suggestions that these comments explain."""
    rows = Suggestion.objects.filter(comment_id__in=comment_ids)
    return rows.select_related("comment__author", "section__draft")


def read_suggestions(suggestions: Iterable[Suggestion]) -> list[SuggestionReading]:
    """Set suggestions beside the words they were written upon (2 queries)."""
    rows = list(suggestions)
    if not rows:
        return []
    bases = _bases(rows)
    answers = standing_answers([row.comment_id for row in rows])
    return [
        SuggestionReading(
            suggestion=row,
            base=bases.get((row.version_id, row.section_id, row.language), ""),
            response=answers[row.comment_id].response
            if row.comment_id in answers
            else None,
        )
        for row in rows
    ]


def shortened(runs: Iterable[Run]) -> list[Run]:
    """Leave out of a redline what stays and is far from any change."""
    listed = list(runs)
    last = len(listed) - 1
    return [
        _cut(run, after_change=at > 0, before_change=at < last)
        if run.kind == "same"
        else run
        for at, run in enumerate(listed)
    ]


def _is_behind(placement: Placement) -> bool:
    """Whether a newer published version stands without the section."""
    newer = placement.version.draft.versions.filter(
        state=VersionState.PUBLISHED, number__gt=placement.version.number
    )
    return newer.exists()


def _bases(rows: Collection[Suggestion]) -> dict[tuple[int, int, str], str]:
    wanted = Q()
    for version_id, section_id in {(row.version_id, row.section_id) for row in rows}:
        wanted |= Q(placement__version_id=version_id, placement__section_id=section_id)
    said = SectionText.objects.filter(wanted).values_list(
        "placement__version_id", "placement__section_id", "language", "text"
    )
    return {(version, section, code): text for version, section, code, text in said}


# The same two texts always differ alike, so nothing stale is ever kept.
@lru_cache(maxsize=2000)
def _redline(old: str, new: str) -> tuple[Run, ...]:
    return tuple(redline(old, new))


def _cut(run: Run, *, after_change: bool, before_change: bool) -> Run:
    text = run.text
    if len(text) <= 3 * KEPT_AROUND:
        return run
    head = text[:KEPT_AROUND].rpartition(" ")[0] if after_change else ""
    tail = text[-KEPT_AROUND:].partition(" ")[2] if before_change else ""
    return Run("same", f"{head} … {tail}".strip(" ") if head or tail else text)
