"""Writing, sealing and publishing draft texts."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from comments.models import Thread
from drafts.documents import Part, Words
from drafts.errors import (
    DraftInUseError,
    EmptyVersionError,
    ImportFinishedError,
    TextTooLargeError,
    UnknownPartError,
    UntitledDraftError,
    VersionNotSealedError,
    VersionPublishedError,
    VersionSealedError,
    WordsChangedError,
)
from drafts.events import VersionPublished
from drafts.models import (
    Draft,
    Placement,
    Section,
    SectionText,
    Version,
)
from drafts.queries import outline_of
from drafts.services import (
    correct_import,
    create_draft,
    delete_draft,
    drop_import,
    finish_import,
    open_working_version,
    publish_version,
    rename_draft,
    seal_version,
    start_import,
    store_outline,
    unseal_version,
    write_language,
    write_version,
)
from drafts.splitting import SplitSection, SplitText
from drafts.states import VersionState
from foundation.audit.models import AuditEntry
from foundation.core import events
from foundation.core.text import NulInTextError
from foundation.organisations.models import Role
from tests.factories.drafts import (
    DraftFactory,
    VersionFactory,
    arabic_text,
    english_text,
)
from tests.factories.organisations import AuthorityFactory, member_of

pytestmark = pytest.mark.django_db


def test_a_draft_gets_its_thread_and_stays_shut(now: datetime) -> None:
    authority = AuthorityFactory()
    editor = member_of(authority, Role.EDITOR)
    draft = create_draft(
        authority=authority, title_ar=" لائحة ", created_by=editor, now=now
    )
    assert draft.title_ar == "لائحة"
    assert not draft.thread.is_open(now=now)
    entry = AuditEntry.objects.get(action="draft.created")
    assert (entry.actor, entry.authority) == (editor.public_id, authority.slug)
    assert entry.target == f"draft:{draft.public_id}"


def test_a_draft_needs_a_title(now: datetime) -> None:
    with pytest.raises(UntitledDraftError):
        create_draft(
            authority=AuthorityFactory(), title_ar=" ", created_by=None, now=now
        )


def test_a_draft_is_renamed_once(now: datetime) -> None:
    draft = DraftFactory(title_ar="أ", title_en="A")
    for _again in range(2):
        rename_draft(draft=draft, title_ar="ب", title_en="A", actor=None, now=now)
    draft.refresh_from_db()
    assert draft.title_ar == "ب"
    assert AuditEntry.objects.filter(action="draft.renamed").count() == 1


def test_every_section_gets_a_thread_of_its_own(now: datetime) -> None:
    version = write_version(
        draft=DraftFactory(), texts=[arabic_text(4)], actor=None, now=now
    )
    sections = Section.objects.filter(draft=version.draft)
    assert sections.count() == 6
    threads = set(sections.values_list("thread_id", flat=True))
    assert len(threads) == 6
    assert not Thread.objects.filter(pk__in=threads, is_enabled=True).exists()
    assert version.state == VersionState.WORKING


def test_writing_a_long_text_takes_no_more_queries_than_batches(now: datetime) -> None:
    counts = []
    for length in (5, 500):
        draft = DraftFactory()
        text = arabic_text(length)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            write_version(draft=draft, texts=[text], actor=None, now=now)
        counts.append(len(queries))
    # Threads are made 500 at a time, and SQLite takes at most 999 values a statement.
    most = counts[0] + (24 if connection.vendor == "sqlite" else 1)
    assert counts[1] <= most


def test_both_languages_stand_side_by_side(now: datetime) -> None:
    version = write_version(
        draft=DraftFactory(),
        texts=[arabic_text(3), english_text(3)],
        actor=None,
        now=now,
    )
    outline = outline_of(version)
    assert len(outline) == 5
    assert all(set(part.words) == {"ar", "en"} for part in outline)
    assert outline[3].says("en") == Words("Article 2", "Words of article 2.")


def test_a_missing_article_in_one_language_shifts_nothing(now: datetime) -> None:
    english = english_text(3)
    del english.sections[3]
    version = write_version(
        draft=DraftFactory(), texts=[arabic_text(3), english], actor=None, now=now
    )
    said = {part.number: part.says("en").heading for part in outline_of(version)[2:]}
    assert said == {"1": "Article 1", "2": "", "3": "Article 3"}


def test_what_meets_nothing_in_the_other_language_is_kept(now: datetime) -> None:
    english = english_text(2)
    english.sections.append(SplitSection("annex", "1", "Annex 1", 1, "A map."))
    version = VersionFactory(count=2)
    write_language(version=version, text=english, actor=None, now=now)
    last = outline_of(version)[-1]
    assert (last.kind, last.words) == ("annex", {"en": Words("Annex 1", "A map.")})


def test_writing_a_language_again_replaces_only_that_language(now: datetime) -> None:
    version = VersionFactory(texts=[arabic_text(2), english_text(2)])
    before = outline_of(version)
    other = SplitText(
        "T", "en", [replace(s, text="New.") for s in english_text(2).sections]
    )
    write_language(version=version, text=other, actor=None, now=now)
    after = outline_of(version)
    assert [p.says("ar") for p in after] == [p.says("ar") for p in before]
    assert {p.says("en").text for p in after} == {"New."}
    assert [p.key for p in after] == [p.key for p in before]


def test_sections_keep_their_identity_when_a_working_text_is_imported_again(
    now: datetime,
) -> None:
    version = VersionFactory(count=3)
    keys = {part.number: part.key for part in outline_of(version)}
    longer = write_version(
        draft=version.draft, texts=[arabic_text(5)], actor=None, now=now
    )
    assert longer == version
    again = {part.number: part.key for part in outline_of(longer)}
    assert {number: again[number] for number in keys} == keys


def test_a_section_that_stands_nowhere_is_forgotten_with_its_thread(
    now: datetime,
) -> None:
    version = VersionFactory(count=3)
    threads = Thread.objects.count()
    write_version(draft=version.draft, texts=[arabic_text(1)], actor=None, now=now)
    assert Section.objects.filter(draft=version.draft).count() == 3
    assert Thread.objects.count() == threads - 2


def test_only_what_differs_is_written(now: datetime) -> None:
    version = VersionFactory(count=3)
    rows = dict(Placement.objects.values_list("position", "pk"))
    outline = outline_of(version)
    outline[4] = replace(outline[4], words={"ar": Words("المادة (3)", "نص آخر.")})
    store_outline(version=version, outline=outline, actor=None, now=now)
    after = dict(Placement.objects.values_list("position", "pk"))
    assert [at for at in rows if rows[at] != after[at]] == [4]
    assert outline_of(version) == outline


def test_storing_the_same_again_changes_nothing(now: datetime) -> None:
    version = VersionFactory()
    entries = AuditEntry.objects.count()
    store_outline(version=version, outline=outline_of(version), actor=None, now=now)
    version.refresh_from_db()
    assert version.changed_at != now
    assert AuditEntry.objects.count() == entries


def test_parts_change_places_with_their_identity(now: datetime) -> None:
    version = VersionFactory(count=4)
    outline = outline_of(version)
    turned = list(reversed(outline))
    store_outline(version=version, outline=turned, actor=None, now=now)
    assert outline_of(version) == turned


def test_a_writer_is_remembered(now: datetime) -> None:
    version = VersionFactory()
    editor = member_of(version.draft.authority, Role.EDITOR)
    outline = outline_of(version)[:-1]
    store_outline(version=version, outline=outline, actor=editor, now=now)
    version.refresh_from_db()
    assert (version.changed_by, version.changed_at) == (editor, now)


@pytest.mark.parametrize(
    ("part", "error"),
    [
        (Part("article", words={"ar": Words("ع" * 1001, "")}), TextTooLargeError),
        (Part("article", number="1" * 41, words={"ar": Words("م")}), TextTooLargeError),
        (Part("article", words={"ar": Words("م", "a\x00b")}), NulInTextError),
        (Part("article", key="nowhere", words={"ar": Words("م")}), UnknownPartError),
    ],
)
def test_what_cannot_be_stored_leaves_the_text_alone(
    part: Part, error: type[Exception], now: datetime
) -> None:
    version = VersionFactory()
    before = outline_of(version)
    with pytest.raises(error):
        store_outline(version=version, outline=[*before, part], actor=None, now=now)
    assert outline_of(version) == before


def test_one_identity_cannot_stand_twice(now: datetime) -> None:
    version = VersionFactory()
    outline = outline_of(version)
    with pytest.raises(UnknownPartError):
        store_outline(
            version=version, outline=[*outline, outline[0]], actor=None, now=now
        )


def test_a_section_of_another_draft_is_unknown(now: datetime) -> None:
    foreign = outline_of(VersionFactory())[0]
    version = VersionFactory()
    with pytest.raises(UnknownPartError):
        store_outline(version=version, outline=[foreign], actor=None, now=now)


def test_an_empty_text_is_refused(now: datetime) -> None:
    draft = DraftFactory()
    empty = SplitText("", "ar", [SplitSection("article", "1", " ", 1, "\n")])
    for texts in ([], [empty]):
        with pytest.raises(EmptyVersionError):
            write_version(draft=draft, texts=texts, actor=None, now=now)
    assert not draft.versions.exists()


def test_sealing_hashes_every_word_and_place(now: datetime) -> None:
    draft = DraftFactory()
    version = write_version(draft=draft, texts=[arabic_text()], actor=None, now=now)
    hashes = set()
    outline = outline_of(version)
    changed = replace(outline[2], words={"ar": Words("المادة (1)", "غير ذلك.")})
    for wanted in (outline, [*outline[:2], changed, *outline[3:]], outline[::-1]):
        store_outline(version=version, outline=wanted, actor=None, now=now)
        hashes.add(seal_version(version=version, now=now).content_hash)
        unseal_version(version=version, now=now)
    assert len(hashes) == 3
    assert all(len(digest) == 64 for digest in hashes)


def test_the_same_words_have_the_same_hash(now: datetime) -> None:
    version = VersionFactory()
    first = seal_version(version=version, now=now).content_hash
    unseal_version(version=version, now=now)
    assert seal_version(version=version, now=now).content_hash == first


def test_a_sealed_text_cannot_be_written(now: datetime) -> None:
    version = VersionFactory(sealed=True)
    outline = outline_of(version)[:-1]
    with pytest.raises(VersionSealedError):
        store_outline(version=version, outline=outline, actor=None, now=now)
    with pytest.raises(VersionSealedError):
        write_version(draft=version.draft, texts=[arabic_text(1)], actor=None, now=now)
    unseal_version(version=version, now=now)
    store_outline(version=version, outline=outline, actor=None, now=now)
    assert outline_of(version) == outline


def test_a_version_without_words_cannot_be_sealed(now: datetime) -> None:
    version = open_working_version(draft=DraftFactory(), actor=None, now=now)
    with pytest.raises(EmptyVersionError):
        seal_version(version=version, now=now)


def test_only_a_sealed_version_is_published(now: datetime) -> None:
    version = VersionFactory()
    with pytest.raises(VersionNotSealedError):
        publish_version(version=version, now=now)
    seal_version(version=version, now=now)
    published = publish_version(version=version, now=now)
    assert (published.state, published.published_at) == (VersionState.PUBLISHED, now)


def test_publication_is_announced_in_its_transaction(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[VersionPublished] = []
    listeners = [*events._within[VersionPublished], heard.append]
    monkeypatch.setitem(events._within, VersionPublished, listeners)
    version = VersionFactory(sealed=True)
    for _again in range(2):
        publish_version(version=version, now=now)
    assert heard == [VersionPublished(version_id=version.pk, draft_id=version.draft_id)]


def test_words_that_changed_under_the_seal_are_not_published(now: datetime) -> None:
    version = VersionFactory(sealed=True)
    SectionText.objects.filter(placement__version=version).update(text="غير ذلك")
    with pytest.raises(WordsChangedError):
        publish_version(version=version, now=now)


def test_a_published_version_is_neither_unsealed_nor_written(now: datetime) -> None:
    version = VersionFactory(published=True)
    with pytest.raises(VersionPublishedError):
        unseal_version(version=version, now=now)
    with pytest.raises(VersionPublishedError):
        store_outline(version=version, outline=outline_of(version), actor=None, now=now)


@pytest.mark.parametrize(
    "attack",
    [
        lambda v: SectionText.objects.filter(placement__version=v).update(text="x"),
        lambda v: SectionText.objects.filter(placement__version=v)._raw_delete(
            "default"
        ),
        lambda v: Placement.objects.filter(version=v, position=0).update(number="9"),
        lambda v: Placement.objects.filter(version=v)._raw_delete("default"),
        lambda v: Version.objects.filter(pk=v.pk).update(content_hash="0"),
        lambda v: Version.objects.filter(pk=v.pk).update(state="working"),
        lambda v: Version.objects.filter(pk=v.pk)._raw_delete("default"),
        lambda v: SectionText.objects.create(
            placement=v.placements.first(), language="en", text="x"
        ),
        lambda v: Placement.objects.create(
            version=v,
            section=VersionFactory().placements.first().section,
            position=99,
            kind="article",
        ),
    ],
)
def test_the_database_itself_holds_published_texts(attack: object) -> None:
    version = VersionFactory(published=True)
    before = outline_of(version)
    with pytest.raises(IntegrityError, match="never edited"), transaction.atomic():
        attack(version)  # type: ignore[operator]
    assert outline_of(version) == before


def test_a_working_version_copies_the_published_one(now: datetime) -> None:
    published = VersionFactory(published=True)
    copy = open_working_version(draft=published.draft, actor=None, now=now)
    assert (copy.number, copy.state) == (2, VersionState.WORKING)
    assert outline_of(copy) == outline_of(published)
    assert open_working_version(draft=published.draft, actor=None, now=now) == copy


def test_words_change_in_a_copy_and_the_published_ones_stay(now: datetime) -> None:
    published = VersionFactory(published=True)
    copy = open_working_version(draft=published.draft, actor=None, now=now)
    before = outline_of(published)
    changed = replace(before[-1], words={"ar": Words("المادة (3)", "نص جديد.")})
    added = Part("article", "4", 2, {"ar": Words("المادة (4)", "نص.")})
    store_outline(
        version=copy, outline=[*before[:-1], changed, added], actor=None, now=now
    )
    assert outline_of(published) == before
    assert outline_of(copy)[-2] == changed
    assert outline_of(copy)[-1].number == "4"


def test_the_published_text_again_gives_that_version_back(now: datetime) -> None:
    published = VersionFactory(published=True, count=3)
    same = write_version(
        draft=published.draft, texts=[arabic_text(3)], actor=None, now=now
    )
    assert same == published
    assert published.draft.versions.count() == 1


def test_an_unread_draft_is_deleted_whole(now: datetime) -> None:
    threads = Thread.objects.count()
    version = VersionFactory()
    delete_draft(draft=version.draft, actor=None, now=now)
    assert not Version.objects.filter(pk=version.pk).exists()
    assert Thread.objects.count() == threads


def test_a_published_draft_is_not_deleted(now: datetime) -> None:
    version = VersionFactory(published=True)
    with pytest.raises(DraftInUseError):
        delete_draft(draft=version.draft, actor=None, now=now)


def finished_import(draft: Draft, text: SplitText, now: datetime) -> Version:
    editor = member_of(draft.authority, Role.EDITOR)
    attempt = start_import(
        authority=draft.authority, text=text, draft=draft, actor=editor, now=now
    )
    return finish_import(attempt=attempt, actor=editor, now=now)


def test_a_language_is_added_to_a_published_text_in_a_working_copy(
    now: datetime,
) -> None:
    published = VersionFactory(published=True)
    copy = finished_import(published.draft, english_text(3), now)
    assert (copy.number, copy.state) == (2, VersionState.WORKING)
    assert [p.key for p in outline_of(copy)] == [p.key for p in outline_of(published)]
    assert outline_of(copy)[2].says("en").heading == "Article 1"


def test_an_import_replaces_a_working_text_in_the_same_language(now: datetime) -> None:
    version = VersionFactory(count=3)
    assert finished_import(version.draft, arabic_text(2), now) == version
    assert len(outline_of(version)) == 4


def test_an_import_into_a_sealed_text_is_refused(now: datetime) -> None:
    version = VersionFactory(sealed=True)
    for text in (english_text(), arabic_text(2)):
        with pytest.raises(VersionSealedError):
            finished_import(version.draft, text, now)


def test_an_import_is_saved_once(now: datetime) -> None:
    authority = AuthorityFactory()
    editor = member_of(authority, Role.EDITOR)
    attempt = start_import(
        authority=authority, text=arabic_text(2), actor=editor, now=now
    )
    version = finish_import(attempt=attempt, actor=editor, now=now)
    assert version.draft.title_ar == arabic_text().title
    for again in (
        lambda: finish_import(attempt=attempt, actor=editor, now=now),
        lambda: correct_import(attempt=attempt, title="x", now=now),
        lambda: drop_import(attempt=attempt, actor=editor, now=now),
    ):
        with pytest.raises(ImportFinishedError):
            again()
    assert Draft.objects.count() == 1
    actions = AuditEntry.objects.filter(actor=editor.public_id)
    assert {
        "import.started",
        "draft.created",
        "draft.written",
        "draft.imported",
    } <= set(actions.values_list("action", flat=True))


def test_an_import_without_words_is_not_started(now: datetime) -> None:
    authority = AuthorityFactory()
    with pytest.raises(EmptyVersionError):
        start_import(
            authority=authority,
            text=SplitText("T", "ar", []),
            actor=member_of(authority, Role.EDITOR),
            now=now,
        )
