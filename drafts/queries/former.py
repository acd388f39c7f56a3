"""What changed in a version for its sections, and where former sections went."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from django.db.models import F

from comments.models import Thread
from drafts.models import Placement, Section, Succession, Version
from drafts.queries.naming import section_name
from drafts.queries.successions import version_before
from drafts.states import SectionChange, VersionState


@dataclass(frozen=True, slots=True)
class SectionNews:
    """What became a section of a version, and what it was called before."""

    change: SectionChange
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormerSection:
    """A section that was published and stands in a version no more.

    `name` is its last one, in version `last_number`; it ended in version `ended_in`.
    `heirs` are the public ids of the sections of the version read that it went into.
    """

    public_id: str
    name: str
    last_number: int
    ended_in: int
    change: SectionChange
    heirs: tuple[str, ...]
    thread: Thread

    @property
    def comment_count(self) -> int:
        """Count the comments that hang on it still."""
        return self.thread.comment_count


def news_of_sections(version: Version) -> dict[str, SectionNews]:
    """Say by public id what each section was before (3 queries; 1 in a first version).

    Of several words for one section the first stored is taken.
    """
    before = version_before(version)
    if before is None:
        return {}
    names = _names(Placement.objects.filter(version=before))
    news: dict[str, SectionNews] = {}
    rows = Succession.objects.filter(version=version, new__isnull=False)
    for old, key, change in rows.order_by("pk").values_list(
        "old_id", "new__public_id", "change"
    ):
        known = news.get(key, SectionNews(SectionChange(change)))
        was = (*known.was, names[old]) if old in names else known.was
        news[key] = SectionNews(known.change, was)
    return news


def former_sections(version: Version) -> list[FormerSection]:
    """List the sections that stood in earlier versions and do not here (4 queries).

    In the order in which they stood last.
    """
    sections = Section.objects.filter(
        draft_id=version.draft_id, placements__version__state=VersionState.PUBLISHED
    ).exclude(placements__version=version)
    gone = {s.pk: s for s in sections.select_related("thread").distinct()}
    if not gone:
        return []
    rows, last = _moves_until(version), _last_places(gone, version)
    standing = set(
        Placement.objects.filter(version=version).values_list(
            "section__public_id", flat=True
        )
    )
    former = [
        _former(gone[place.section_id], place, rows)
        for place in sorted(last.values(), key=lambda p: (p.version.number, p.position))
    ]
    return [
        replace(row, heirs=tuple(key for key in row.heirs if key in standing))
        for row in former
    ]


def _names(placements: Iterable[Placement]) -> dict[int, str]:
    return {p.section_id: section_name(p.kind, p.number) for p in placements}


def _moves_until(version: Version) -> dict[int, list[Succession]]:
    """List by version number what did not stay itself, the oldest version first."""
    rows = Succession.objects.filter(
        version__draft_id=version.draft_id,
        version__number__lte=version.number,
        old__isnull=False,
    ).exclude(old=F("new"))
    found: dict[int, list[Succession]] = defaultdict(list)
    for row in rows.select_related("version", "new").order_by("version__number", "pk"):
        found[row.version.number].append(row)
    return found


def _last_places(
    section_ids: Collection[int], version: Version
) -> dict[int, Placement]:
    places = Placement.objects.filter(
        section_id__in=section_ids,
        version__number__lt=version.number,
        version__state=VersionState.PUBLISHED,
    ).select_related("version")
    return {place.section_id: place for place in places.order_by("version__number")}


def _former(
    section: Section, place: Placement, rows: dict[int, list[Succession]]
) -> FormerSection:
    """Follow a section from where it stood last; who stands now is known later."""
    heirs = {section.pk: section.public_id}
    change, ended = SectionChange.REMOVED, place.version.number + 1
    for number in sorted(n for n in rows if n > place.version.number):
        for row in [row for row in rows[number] if row.old_id in heirs]:
            if row.old_id == section.pk:
                change, ended = SectionChange(row.change), number
            if row.new is not None:
                heirs[row.new.pk] = row.new.public_id
    return FormerSection(
        public_id=section.public_id,
        name=section_name(place.kind, place.number),
        last_number=place.version.number,
        ended_in=ended,
        change=change,
        heirs=tuple(heirs.values()),
        thread=section.thread,
    )
