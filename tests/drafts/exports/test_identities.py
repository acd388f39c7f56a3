"""A text that was exported, edited elsewhere and brought back keeps its sections."""

from dataclasses import replace

import pytest
from django.utils import timezone

from drafts.documents import Part
from drafts.exports.akoma import akoma_of
from drafts.exports.gathering import describe, gather_sections
from drafts.models import Version
from drafts.queries import outline_of
from drafts.services import finish_import, start_import, write_version
from drafts.splitting import SplitText
from foundation.organisations.models import Role
from tests.drafts.exports.making import read_again
from tests.factories.drafts import DraftFactory, VersionFactory
from tests.factories.organisations import member_of

pytestmark = pytest.mark.django_db


def taken_out(version: Version) -> SplitText:
    text = describe(version, "ar")
    sections = gather_sections(version, "ar")
    return read_again(akoma_of(replace(text, sections=sections)))


def reversed_articles(text: SplitText) -> SplitText:
    """Every article renumbered, reworded and in another order."""
    articles = [
        replace(s, number="7", heading="مادة أخرى", text=f"كلام جديد {place}")
        for place, s in enumerate(text.sections)
        if s.kind == "article"
    ]
    others = [s for s in text.sections if s.kind != "article"]
    return replace(text, sections=[*others, *reversed(articles)])


def articles(parts: list[Part]) -> list[str]:
    return [part.key for part in parts if part.kind == "article"]


def test_sections_keep_their_identity_whatever_was_done_to_them() -> None:
    version = VersionFactory(published=True)
    text = reversed_articles(taken_out(version))
    changed = write_version(
        draft=version.draft, texts=[text], actor=None, now=timezone.now()
    )
    assert changed.number == 2
    assert articles(outline_of(changed)) == articles(outline_of(version))[::-1]


def test_the_same_holds_by_way_of_a_proposed_split() -> None:
    version = VersionFactory(published=True)
    editor = member_of(version.draft.authority, Role.EDITOR)
    attempt = start_import(
        authority=version.draft.authority,
        text=reversed_articles(taken_out(version)),
        draft=version.draft,
        actor=editor,
        now=timezone.now(),
    )
    changed = finish_import(attempt=attempt, actor=editor, now=timezone.now())
    assert articles(outline_of(changed)) == articles(outline_of(version))[::-1]


def test_identities_of_another_draft_have_no_say() -> None:
    text = taken_out(VersionFactory(published=True))
    version = write_version(
        draft=DraftFactory(), texts=[text], actor=None, now=timezone.now()
    )
    named = {section.identity for section in text.sections}
    assert not named & {part.key for part in outline_of(version)}


def test_an_identity_that_is_named_twice_counts_once() -> None:
    version = VersionFactory(published=True)
    text = taken_out(version)
    twice = replace(text, sections=[*text.sections, text.sections[-1]])
    changed = write_version(
        draft=version.draft, texts=[twice], actor=None, now=timezone.now()
    )
    keys = [part.key for part in outline_of(changed)]
    assert len(keys) == len(set(keys)) == len(twice.sections)
