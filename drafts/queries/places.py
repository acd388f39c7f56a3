"""Where the threads of sections stand."""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery

from drafts.models import Draft, Placement, Section, SectionText, Version
from drafts.states import VersionState
from foundation.core.translated import Wording, wording_of


class SectionPlace(NamedTuple):
    """A section as the last published version that has it words it; empty before any.

    `is_former` when a newer version was published in which it stands no more.
    """

    draft_id: int
    section: str
    number: str
    heading: Wording
    kind: str
    is_former: bool = False


def places_of_threads(
    thread_ids: Collection[int], language: str | None = None
) -> dict[int, SectionPlace]:
    """Say by thread which section of which draft it belongs to (3 queries).

    Threads of no section are left out; the thread of a draft as a whole is the draft's
    own `thread`.
    """
    sections = list(Section.objects.filter(thread_id__in=thread_ids))
    newest = _newest_placements([section.pk for section in sections])
    headings = _headings([placement.pk for placement in newest.values()], language)
    places: dict[int, SectionPlace] = {}
    for section in sections:
        placement = newest.get(section.pk)
        places[section.thread_id] = SectionPlace(
            draft_id=section.draft_id,
            section=section.public_id,
            number=placement.number if placement else "",
            heading=headings.get(placement.pk if placement else 0, Wording("", "ar")),
            kind=placement.kind if placement else "",
            is_former=bool(placement and placement.version.number != placement.latest),
        )
    return places


def former_thread_ids_of(version: Version) -> list[int]:
    """List the threads of sections of the draft that do not stand in a version."""
    gone = Section.objects.filter(draft_id=version.draft_id).exclude(
        placements__version=version
    )
    return list(gone.order_by("pk").values_list("thread_id", flat=True))


def thread_ids_of(draft: Draft) -> list[int]:
    """List the threads of a draft and of all its sections, in every version."""
    sections = Section.objects.filter(draft=draft).order_by("pk")
    return [draft.thread_id, *sections.values_list("thread_id", flat=True)]


def _newest_placements(section_ids: Collection[int]) -> dict[int, Any]:
    """Find where each section stood last; `latest` is the newest version's number."""
    newest = Version.objects.filter(
        draft_id=OuterRef("section__draft_id"), state=VersionState.PUBLISHED
    ).order_by("-number")
    placements = (
        Placement.objects.filter(
            section_id__in=section_ids, version__state=VersionState.PUBLISHED
        )
        .select_related("version")
        .annotate(latest=Subquery(newest.values("number")[:1]))
    )
    return {
        placement.section_id: placement
        for placement in placements.order_by("version__number")
    }


def _headings(
    placement_ids: Collection[int], language: str | None
) -> dict[int, Wording]:
    said: dict[int, dict[str, str]] = {}
    for words in SectionText.objects.filter(placement_id__in=placement_ids).defer(
        "text"
    ):
        said.setdefault(words.placement_id, {})[words.language] = words.heading
    return {pk: wording_of(values, language=language) for pk, values in said.items()}
