"""Reading draft texts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.models import Thread
from drafts.models import Section
from drafts.permissions import (
    can_correct_import,
    can_edit_draft,
    can_import_for,
    can_read_version,
)
from drafts.queries import (
    api_sections,
    authorities_to_edit_for,
    draft_titled,
    drafts_of,
    latest_published,
    open_attempts_of,
    outline_of,
    places_of_threads,
    read_version,
    sections_for_search,
    table_of_contents,
    thread_ids_of,
    unpublished_version,
    versions_of,
)
from drafts.services import (
    open_working_version,
    publish_version,
    seal_version,
    start_import,
    store_outline,
    write_version,
)
from drafts.splitting import SplitSection, SplitText
from foundation.organisations.models import Role
from tests.factories.drafts import (
    DraftFactory,
    VersionFactory,
    arabic_text,
    english_text,
)
from tests.factories.organisations import AuthorityFactory, member_of

pytestmark = pytest.mark.django_db

WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ابتةىؤأإء ًٌّـ٠١٢٣،؛«»abc <>&\"'|-()\n"),
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]),
    ),
    max_size=60,
)
LINE = WORDS.map(lambda words: " ".join(words.split("\n")).strip())
SECTIONS = st.lists(
    st.builds(
        SplitSection,
        kind=st.sampled_from(["preamble", "part", "article", "annex", "note"]),
        number=st.one_of(st.none(), st.sampled_from(["1", "2", "4 bis", "1326-1"])),
        heading=LINE,
        level=st.integers(1, 4),
        text=WORDS.map(str.strip),
    ).filter(lambda section: bool(section.heading or section.text)),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(sections=SECTIONS)
def test_what_is_written_is_read(sections: list[SplitSection], now: datetime) -> None:
    version = write_version(
        draft=DraftFactory(),
        texts=[SplitText("T", "ar", sections)],
        actor=None,
        now=now,
    )
    assert [
        SplitSection(s.kind, s.number or None, str(s.heading), s.level, str(s.text))
        for s in read_version(version, "ar")
    ] == sections


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=SECTIONS, second=SECTIONS)
def test_no_word_is_lost_when_two_languages_meet(
    first: list[SplitSection], second: list[SplitSection], now: datetime
) -> None:
    texts = [SplitText("T", "ar", first), SplitText("T", "en", second)]
    version = write_version(draft=DraftFactory(), texts=texts, actor=None, now=now)
    outline = outline_of(version)
    for language, sections in (("ar", first), ("en", second)):
        said = [part.says(language) for part in outline]
        kept = sorted((w.heading, w.text) for w in said if any(w))
        assert kept == sorted((s.heading, s.text) for s in sections)
    # The first language gives the order.
    assert [p.says("ar").text for p in outline if any(p.says("ar"))] == [
        s.text for s in first
    ]


@pytest.mark.parametrize("count", [3, 120])
def test_a_version_is_read_in_two_queries(
    count: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    version = VersionFactory(texts=[arabic_text(count), english_text(count)])
    with django_assert_num_queries(2):
        sections = read_version(version, "en")
        assert len(sections) == count + 2
        assert all(s.thread.comment_count == s.comment_count == 0 for s in sections)
        assert all(s.html is not None for s in sections)
    with django_assert_num_queries(2):
        assert [s.heading for s in table_of_contents(version, "en")] == [
            s.heading for s in sections
        ]
    with django_assert_num_queries(2):
        assert len(sections_for_search(version)) == count + 2
    with django_assert_num_queries(2):
        assert len(api_sections(version, "ar")) == count + 2
    with django_assert_num_queries(2):
        assert len(outline_of(version)) == count + 2


def test_a_section_falls_back_to_the_other_language_visibly() -> None:
    section = read_version(VersionFactory(), "en")[2]
    assert (section.is_fallback, section.language, section.direction) == (
        True,
        "ar",
        "rtl",
    )
    assert section.text == "نص المادة رقم 1."
    assert section.kind_label == "مادة"
    assert [block.kind for block in section.blocks] == ["paragraph"]


def test_a_section_keeps_its_anchor_over_languages_and_versions(now: datetime) -> None:
    first = VersionFactory(published=True)
    copy = open_working_version(draft=first.draft, actor=None, now=now)
    anchors = [s.anchor for s in read_version(first, "ar")]
    assert anchors == [s.anchor for s in read_version(copy, "en")]
    assert len(set(anchors)) == len(anchors)


def test_contents_have_no_texts_and_load_none_later(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    contents = table_of_contents(VersionFactory(), "ar")
    with django_assert_num_queries(0):
        assert {str(entry.text) for entry in contents} == {""}


def test_programs_get_each_section_with_its_thread() -> None:
    version = VersionFactory(count=1)
    sections = api_sections(version, "en")
    assert sections[0]["number"] is None
    article = sections[2]
    thread = Thread.objects.get(public_id=article["thread"])
    assert article == {
        "id": Section.objects.get(thread=thread).public_id,
        "number": "1",
        "kind": "article",
        "level": 2,
        "heading": "المادة (1)",
        "text": "نص المادة رقم 1.",
        "summary": None,
        "language": "ar",
        "thread": thread.public_id,
    }


def test_the_index_gets_every_wording() -> None:
    version = VersionFactory(texts=[arabic_text(1), english_text(1)])
    article = sections_for_search(version)[2]
    assert article.headings == {"ar": "المادة (1)", "en": "Article 1"}
    assert article.texts["en"] == "Words of article 1."


def test_readers_get_the_newest_published_version(now: datetime) -> None:
    first = VersionFactory(published=True)
    draft = first.draft
    assert latest_published(draft) == first
    assert unpublished_version(draft) is None
    second = open_working_version(draft=draft, actor=None, now=now)
    assert latest_published(draft) == first
    assert unpublished_version(draft) == second
    publish_version(version=seal_version(version=second, now=now), now=now)
    assert latest_published(draft) == second
    assert list(versions_of(draft)) == [second, first]
    third = open_working_version(draft=draft, actor=None, now=now)
    assert list(versions_of(draft, only_published=True)) == [second, first]
    assert third.number == 3


def test_threads_find_their_sections(
    now: datetime, django_assert_num_queries: Callable[..., Any]
) -> None:
    version = VersionFactory(published=True, texts=[arabic_text(2), english_text(2)])
    working = VersionFactory()
    sections = [*read_version(version), *read_version(working)]
    wanted = [s.thread.pk for s in sections]
    with django_assert_num_queries(3):
        places = places_of_threads([*wanted, version.draft.thread_id], "en")
    article = places[sections[2].thread.pk]
    assert article.draft_id == version.draft_id
    assert article.section == sections[2].public_id
    assert (article.number, article.heading, article.kind) == (
        "1",
        "Article 1",
        "article",
    )
    unread = places[read_version(working)[2].thread.pk]
    assert (unread.draft_id, unread.number, unread.heading) == (
        working.draft_id,
        "",
        "",
    )
    assert version.draft.thread_id not in places


def test_a_place_is_told_as_the_newest_published_version_has_it(now: datetime) -> None:
    first = VersionFactory(published=True)
    copy = open_working_version(draft=first.draft, actor=None, now=now)
    outline = outline_of(copy)
    outline[2] = replace(outline[2], number="1 bis")
    store_outline(version=copy, outline=outline, actor=None, now=now)
    thread = read_version(first)[2].thread.pk
    assert places_of_threads([thread])[thread].number == "1"
    publish_version(version=seal_version(version=copy, now=now), now=now)
    assert places_of_threads([thread])[thread].number == "1 bis"


def test_all_threads_of_a_draft_are_listed() -> None:
    version = VersionFactory(count=2)
    threads = thread_ids_of(version.draft)
    assert threads[0] == version.draft.thread_id
    assert set(threads[1:]) == {s.thread.pk for s in read_version(version)}


def test_a_draft_is_found_by_its_title_in_either_language() -> None:
    draft = DraftFactory(title_ar="لائحة", title_en="Bylaw")
    DraftFactory(title_ar="لائحة")
    assert draft_titled(draft.authority, "لائحة") == draft
    assert draft_titled(draft.authority, "Bylaw") == draft
    assert draft_titled(draft.authority, "Other") is None


def test_people_see_the_drafts_they_may_write(now: datetime) -> None:
    version = VersionFactory()
    authority = version.draft.authority
    approver = member_of(authority, Role.APPROVER)
    officer = member_of(authority, Role.OFFICER)
    attempt = start_import(
        authority=authority, text=arabic_text(1), actor=approver, now=now
    )
    assert list(drafts_of(approver)) == [version.draft]
    assert list(authorities_to_edit_for(approver)) == [authority]
    assert list(open_attempts_of(approver)) == [attempt]
    assert not drafts_of(officer).exists()
    assert not open_attempts_of(officer).exists()


def test_who_may_do_what(now: datetime) -> None:
    working = VersionFactory()
    published = VersionFactory(published=True)
    authority = working.draft.authority
    editor = member_of(authority, Role.EDITOR)
    stranger = member_of(AuthorityFactory(), Role.EDITOR)
    attempt = start_import(
        authority=authority, text=arabic_text(1), actor=editor, now=now
    )
    for person, may in ((editor, True), (stranger, False), (AnonymousUser(), False)):
        assert can_edit_draft(person, working.draft) is may
        assert can_read_version(person, working) is may
        assert can_import_for(person, authority) is may
        assert can_correct_import(person, attempt) is may
        assert can_read_version(person, published)
