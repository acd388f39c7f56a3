"""What the people who write drafts ask."""

from collections import defaultdict

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce

from drafts.documents import Outline, Part, Words
from drafts.models import Draft, ImportAttempt, Placement, SectionText, Version
from drafts.states import VersionState
from foundation.accounts.models import Person
from foundation.core.translated import LANGUAGES
from foundation.organisations.models import Authority, Membership, Role


def outline_of(version: Version) -> Outline:
    """List the parts of a version with all their words, in order (2 queries)."""
    words: dict[int, dict[str, Words]] = defaultdict(dict)
    for said in SectionText.objects.filter(placement__version=version):
        words[said.placement_id][said.language] = Words(
            said.heading, said.text, said.summary
        )
    placements = Placement.objects.filter(version=version).select_related("section")
    return [
        Part(
            kind=placement.kind,
            number=placement.number,
            level=placement.level,
            words=words[placement.pk],
            key=placement.section.public_id,
        )
        for placement in placements.order_by("position")
    ]


def outline_of_import(attempt: ImportAttempt) -> Outline:
    """List the parts of a proposed split with the corrections made so far."""
    return [Part.from_json(value) for value in attempt.outline]


def unpublished_version(draft: Draft) -> Version | None:
    """Find the one version that is being written or waits for approval."""
    return draft.versions.exclude(state=VersionState.PUBLISHED).first()


def draft_titled(authority: Authority, title: str) -> Draft | None:
    """Find the authority's oldest draft with this title in any language."""
    named = Q(*[(f"title_{code}", title) for code in LANGUAGES], _connector=Q.OR)
    return Draft.objects.filter(named, authority=authority).order_by("pk").first()


def authorities_to_edit_for(person: Person) -> QuerySet[Authority]:
    """List the authorities whose drafts the person may write."""
    roles = Membership.objects.filter(
        person_id=person.pk, role__in=(Role.EDITOR, Role.APPROVER)
    )
    return Authority.objects.filter(pk__in=roles.values("authority_id"))


def drafts_of(person: Person) -> QuerySet[Draft]:
    """List the drafts that the person may write, the last changed first.

    Each has `changed_at`, `version_count` and `published_count`.
    """
    published = Q(versions__state=VersionState.PUBLISHED)
    return (
        Draft.objects.filter(authority__in=authorities_to_edit_for(person))
        .select_related("authority")
        .annotate(
            changed_at=Coalesce(Max("versions__changed_at"), "created_at"),
            version_count=Count("versions"),
            published_count=Count("versions", filter=published),
        )
        .order_by("-changed_at", "-pk")
    )


def open_attempts_of(person: Person) -> QuerySet[ImportAttempt]:
    """List the imports that wait for correction, the last touched first."""
    return (
        ImportAttempt.objects.filter(
            authority__in=authorities_to_edit_for(person), finished_at=None
        )
        .select_related("authority", "draft")
        .defer("outline")
        .order_by("-changed_at", "-pk")
    )
