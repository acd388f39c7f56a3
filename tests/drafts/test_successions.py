"""What becomes of sections from one version of a draft to the next."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from comments.models import Thread
from drafts.documents import Part, Words, add_below, drop, split_part
from drafts.documents.corrections import merge_up, move_down
from drafts.errors import (
    AlignmentConflictError,
    FirstVersionError,
    UnknownPartError,
    VersionPublishedError,
    VersionSealedError,
    WordsChangedError,
)
from drafts.models import Draft, Section, Succession, Version
from drafts.queries import (
    Became,
    digest_of_rows,
    outline_of,
    successions_of,
    version_before,
)
from drafts.services import (
    Statement,
    correct_origins,
    correct_successors,
    correct_version,
    finish_import,
    forget_corrections,
    open_working_version,
    publish_version,
    seal_version,
    start_import,
    unseal_version,
    write_version,
)
from drafts.splitting import SplitSection, SplitText
from foundation.organisations.models import Role
from tests.factories.drafts import VersionFactory
from tests.factories.organisations import member_of

pytestmark = pytest.mark.django_db

SCOPE = "تسري أحكام هذه اللائحة على أرصفة المدينة وساحاتها العامة كافة."
WALKING = "يلتزم المرخص له بترك ممر خال للمشاة لا يقل عرضه عن متر ونصف المتر."
HOURS = "تفتح الجلسات الخارجية أبوابها من السابعة صباحا إلى منتصف الليل."
NOISE = "يحظر بث الموسيقى عبر مكبرات الصوت بعد العاشرة مساء في الأحياء السكنية."
FEES = "يدفع صاحب الترخيص رسما سنويا مقداره خمسون ريالا عن كل متر مربع يشغله منها."
FINES = "يعاقب كل من خالف أحكام هذه اللائحة بغرامة لا تتجاوز ألف ريال."
LAW = [SCOPE, WALKING, HOURS, f"{NOISE}\n{FEES}", FINES]


def text_of(articles: Sequence[str], language: str = "ar") -> SplitText:
    """Make a text of articles numbered from 1."""
    sections = [
        SplitSection("article", str(n), f"المادة ({n})", 1, words)
        for n, words in enumerate(articles, start=1)
    ]
    return SplitText("لائحة الجلسات الخارجية", language, sections)


@pytest.fixture
def first(now: datetime) -> Version:
    return VersionFactory(texts=[text_of(LAW)], published=True)


def next_version(first: Version, articles: Sequence[str], now: datetime) -> Version:
    return write_version(
        draft=first.draft, texts=[text_of(articles)], actor=None, now=now
    )


def published(version: Version, now: datetime) -> Version:
    return publish_version(version=seal_version(version=version, now=now), now=now)


def became(version: Version) -> dict[tuple[str, str], str]:
    """What became of what, by the numbers of the articles in the two versions."""
    before = version_before(version)
    assert before is not None
    old = {part.key: part.number for part in outline_of(before)}
    new = {part.key: part.number for part in outline_of(version)}
    return {
        (old.get(row.old, ""), new.get(row.new, "")): str(row.change)
        for row in successions_of(version)
    }


def key_of(version: Version, number: str) -> str:
    return next(part.key for part in outline_of(version) if part.number == number)


def test_another_text_is_the_next_version(first: Version, now: datetime) -> None:
    second = next_version(first, [*LAW[:-1], FINES.replace("ألف", "ألفي")], now)
    assert (second.number, second.state) == (2, "working")
    assert became(second) == {
        ("1", "1"): "unchanged",
        ("2", "2"): "unchanged",
        ("3", "3"): "unchanged",
        ("4", "4"): "unchanged",
        ("5", "5"): "changed",
    }
    assert [p.key for p in outline_of(second)] == [p.key for p in outline_of(first)]


def test_articles_keep_their_identity_under_new_numbers(
    first: Version, now: datetime
) -> None:
    second = next_version(first, [SCOPE, "مادة جديدة تعرف الرصيف.", *LAW[1:]], now)
    changes = became(second)
    assert changes["", "2"] == "added"
    assert changes["2", "3"] == changes["5", "6"] == "renumbered"
    assert key_of(second, "3") == key_of(first, "2")


def test_a_split_leaves_identity_with_the_part_of_most_words(
    first: Version, now: datetime
) -> None:
    second = next_version(first, [*LAW[:3], NOISE, FEES, FINES], now)
    changes = became(second)
    assert changes["4", "4"] == changes["4", "5"] == "split"
    assert changes["5", "6"] == "renumbered"
    assert key_of(second, "5") == key_of(first, "4")


def test_merged_articles_go_on_as_the_one_that_gave_most(
    first: Version, now: datetime
) -> None:
    second = next_version(first, [SCOPE, f"{WALKING}\n{HOURS}", *LAW[3:]], now)
    changes = became(second)
    assert changes["2", "2"] == changes["3", "2"] == "merged"
    assert key_of(second, "2") == key_of(first, "2")
    gone = Section.objects.get(public_id=key_of(first, "3"))
    assert not gone.placements.filter(version=second).exists()


def test_what_is_removed_keeps_its_section_and_thread(
    first: Version, now: datetime
) -> None:
    threads = set(Thread.objects.values_list("pk", flat=True))
    second = next_version(first, [*LAW[:2], *LAW[3:]], now)
    assert became(second)["3", ""] == "removed"
    gone = Section.objects.get(public_id=key_of(first, "3"))
    assert gone.thread_id in threads


def test_moved_articles_are_told_from_renumbered_ones(
    first: Version, now: datetime
) -> None:
    second = next_version(first, [FINES, *LAW[:-1]], now)
    changes = became(second)
    assert changes["5", "1"] == "moved"
    assert changes["1", "2"] == "renumbered"


def test_a_first_version_has_nothing_to_trace(now: datetime) -> None:
    version = VersionFactory()
    assert successions_of(version) == []
    with pytest.raises(FirstVersionError):
        forget_corrections(version=version, actor=None, now=now)


def test_a_copy_of_the_published_text_changes_nothing(
    first: Version, now: datetime
) -> None:
    copy = open_working_version(draft=first.draft, actor=None, now=now)
    assert set(became(copy).values()) == {"unchanged"}


def edited(first: Version, correct: object, now: datetime) -> Version:
    copy = open_working_version(draft=first.draft, actor=None, now=now)
    correct_version(version=copy, correct=correct, actor=None, now=now)  # type: ignore[arg-type]
    return copy


def test_an_article_left_out_by_hand_is_removed(first: Version, now: datetime) -> None:
    copy = edited(first, partial(drop, key=key_of(first, "3")), now)
    assert became(copy)["3", ""] == "removed"


def test_an_article_split_by_hand_is_split(first: Version, now: datetime) -> None:
    cut = partial(split_part, key=key_of(first, "4"), lines={"ar": 2})
    copy = edited(first, cut, now)
    rows = [row for row in successions_of(copy) if row.old == key_of(first, "4")]
    assert {row.change for row in rows} == {"split"}
    assert len(rows) == 2


def test_articles_merged_by_hand_are_merged(first: Version, now: datetime) -> None:
    copy = edited(first, partial(merge_up, key=key_of(first, "3")), now)
    changes = became(copy)
    assert changes["2", "2"] == changes["3", "2"] == "merged"


def test_an_article_moved_by_hand_is_moved_under_its_identity(
    first: Version, now: datetime
) -> None:
    copy = edited(first, partial(move_down, key=key_of(first, "1")), now)
    assert sorted(became(copy).values()).count("moved") == 1
    assert key_of(copy, "1") == key_of(first, "1")


def test_an_article_added_by_hand_is_added(first: Version, now: datetime) -> None:
    new = Part("article", "6", 1, {"ar": Words("المادة (6)", "تنشر في الجريدة.")})
    copy = edited(first, partial(add_below, key=key_of(first, "5"), new=new), now)
    assert became(copy)["", "6"] == "added"


def test_a_wholly_rewritten_article_stays_itself(first: Version, now: datetime) -> None:
    copy = open_working_version(draft=first.draft, actor=None, now=now)
    outline = outline_of(copy)
    outline[1] = replace(
        outline[1], words={"ar": Words("المادة (2)", "لا شيء مما سبق.")}
    )
    correct_version(version=copy, correct=lambda _before: outline, actor=None, now=now)
    assert became(copy)["2", "2"] == "changed"
    assert [p.key for p in outline_of(copy)] == [p.key for p in outline_of(first)]


def said_of(version: Version, key: str, *others: str, keeper: str = "") -> Statement:
    was = digest_of_rows(successions_of(version), old=key, new=key)
    return Statement(section=key, others=frozenset(others), keeper=keeper, was=was)


def test_an_editor_says_that_a_removed_article_became_an_added_one(
    first: Version, now: datetime
) -> None:
    other = "على أصحاب المقاهي إغلاق مظلاتهم عند هبوب العواصف الرملية الشديدة."
    second = next_version(first, [*LAW[:2], *LAW[3:], other], now)
    assert became(second)["3", ""] == "removed"
    said = said_of(second, key_of(first, "3"), key_of(second, "5"))
    correct_successors(version=second, said=said, actor=None, now=now)
    changes = became(second)
    assert changes["3", "5"] == "changed"
    assert ("", "5") not in changes
    assert key_of(second, "5") == key_of(first, "3")


def test_an_editor_takes_two_articles_apart(first: Version, now: datetime) -> None:
    second = next_version(first, [*LAW[:-1], FINES.replace("ألف", "ألفي")], now)
    said = said_of(second, key_of(first, "5"))
    correct_successors(version=second, said=said, actor=None, now=now)
    changes = became(second)
    assert changes["5", ""] == "removed"
    assert changes["", "5"] == "added"
    assert key_of(second, "5") != key_of(first, "5")
    assert set(outline_of(second)[4].words) == {"ar"}


def test_an_editor_chooses_which_part_of_a_split_goes_on(
    first: Version, now: datetime
) -> None:
    second = next_version(first, [*LAW[:3], NOISE, FEES, FINES], now)
    old = key_of(first, "4")
    other = next(n for n in ("4", "5") if key_of(second, n) != old)
    said = said_of(
        second,
        old,
        key_of(second, "4"),
        key_of(second, "5"),
        keeper=key_of(second, other),
    )
    correct_successors(version=second, said=said, actor=None, now=now)
    assert key_of(second, other) == old
    assert became(second)["4", "4"] == became(second)["4", "5"] == "split"


def test_an_editor_says_where_a_part_comes_from(first: Version, now: datetime) -> None:
    other = "على أصحاب المقاهي إغلاق مظلاتهم عند هبوب العواصف الرملية الشديدة."
    second = next_version(first, [*LAW[:2], *LAW[4:], other], now)
    new = key_of(second, "4")
    said = said_of(
        second, new, key_of(first, "3"), key_of(first, "4"), keeper=key_of(first, "4")
    )
    correct_origins(version=second, said=said, actor=None, now=now)
    changes = became(second)
    assert changes["3", "4"] == changes["4", "4"] == "merged"
    assert key_of(second, "4") == key_of(first, "4")


def test_what_is_split_is_not_merged_as_well(first: Version, now: datetime) -> None:
    second = next_version(first, [*LAW[:-1], f"{FINES} وتضاعف عند التكرار."], now)
    said = said_of(second, key_of(first, "1"), key_of(second, "1"), key_of(second, "2"))
    correct_successors(version=second, said=said, actor=None, now=now)
    changes = became(second)
    assert changes["1", "1"] == changes["1", "2"] == "split"
    assert changes["2", ""] == "removed"


def test_corrections_stay_when_the_text_is_written_on(
    first: Version, now: datetime
) -> None:
    second = next_version(first, [*LAW[:-1], FINES.replace("ألف", "ألفي")], now)
    said = said_of(second, key_of(first, "5"))
    correct_successors(version=second, said=said, actor=None, now=now)
    correct_version(
        version=second,
        correct=partial(move_down, key=key_of(second, "1")),
        actor=None,
        now=now,
    )
    changes = became(second)
    assert changes["5", ""] == "removed"
    assert changes["", "5"] == "added"


def test_a_correction_is_undone(first: Version, now: datetime) -> None:
    second = next_version(first, [*LAW[:-1], FINES.replace("ألف", "ألفي")], now)
    before, outline = became(second), outline_of(second)
    said = said_of(second, key_of(first, "5"))
    correct_successors(version=second, said=said, actor=None, now=now)
    # One of the two rows is undone; nothing holds the new part back but its own row.
    forget_corrections(version=second, key=key_of(first, "5"), actor=None, now=now)
    forget_corrections(version=second, key=key_of(second, "5"), actor=None, now=now)
    assert became(second) == before
    assert outline_of(second) == outline
    assert not Succession.objects.filter(is_corrected=True).exists()


def test_all_corrections_are_undone_at_once(first: Version, now: datetime) -> None:
    second = next_version(first, [*LAW[:3], NOISE, FEES, FINES], now)
    before = became(second)
    for number in ("1", "2", "3"):
        said = said_of(second, key_of(first, number))
        correct_successors(version=second, said=said, actor=None, now=now)
    forget_corrections(version=second, actor=None, now=now)
    assert became(second) == before


def test_a_stale_form_is_refused(first: Version, now: datetime) -> None:
    second = next_version(first, [*LAW[:3], NOISE, FEES, FINES], now)
    said = said_of(second, key_of(first, "4"))
    correct_successors(version=second, said=said, actor=None, now=now)
    before = became(second)
    with pytest.raises(AlignmentConflictError):
        correct_successors(version=second, said=said, actor=None, now=now)
    assert became(second) == before


def test_a_section_of_another_draft_is_unknown_here(
    first: Version, now: datetime
) -> None:
    second = next_version(first, LAW[:-1], now)
    foreign = outline_of(VersionFactory())[0].key
    for said in (
        said_of(second, foreign),
        said_of(second, key_of(first, "1"), foreign),
    ):
        with pytest.raises(UnknownPartError):
            correct_successors(version=second, said=said, actor=None, now=now)


def test_a_sealed_alignment_is_locked(first: Version, now: datetime) -> None:
    second = next_version(first, LAW[:-1], now)
    said = said_of(second, key_of(first, "1"))
    seal_version(version=second, now=now)
    with pytest.raises(VersionSealedError):
        correct_successors(version=second, said=said, actor=None, now=now)
    unseal_version(version=second, now=now)
    correct_successors(version=second, said=said, actor=None, now=now)


def test_approval_covers_the_alignment(first: Version, now: datetime) -> None:
    second = next_version(first, LAW[:-1], now)
    sealed = seal_version(version=second, now=now).content_hash
    unseal_version(version=second, now=now)
    said = said_of(second, key_of(first, "5"), key_of(second, "4"))
    correct_successors(version=second, said=said, actor=None, now=now)
    assert seal_version(version=second, now=now).content_hash != sealed
    Succession.objects.filter(version=second, change="unchanged").update(
        change="changed"
    )
    with pytest.raises(WordsChangedError):
        publish_version(version=second, now=now)


def test_a_published_alignment_is_neither_corrected_nor_undone(
    first: Version, now: datetime
) -> None:
    second = published(next_version(first, LAW[:-1], now), now)
    with pytest.raises(VersionPublishedError):
        forget_corrections(version=second, actor=None, now=now)


@pytest.mark.parametrize(
    "attack",
    [
        lambda rows, v: rows.update(change="moved"),
        lambda rows, v: rows._raw_delete("default"),
        lambda rows, v: Succession.objects.create(
            version=v, new=v.placements.first().section, change="added"
        ),
    ],
)
def test_the_database_itself_holds_a_published_alignment(
    attack: object, first: Version, now: datetime
) -> None:
    second = published(next_version(first, LAW[:-1], now), now)
    before = successions_of(second)
    rows = Succession.objects.filter(version=second, old__isnull=False)
    rows = rows.filter(new__isnull=False)
    with pytest.raises(IntegrityError, match="never edited"), transaction.atomic():
        attack(rows, second)  # type: ignore[operator]
    assert successions_of(second) == before


def test_a_version_that_was_begun_before_successions_gets_them_when_sealed(
    first: Version, now: datetime
) -> None:
    copy = open_working_version(draft=first.draft, actor=None, now=now)
    Succession.objects.all().delete()
    seal_version(version=copy, now=now)
    assert set(became(copy).values()) == {"unchanged"}


def test_words_in_the_other_language_stay_where_nothing_changed(now: datetime) -> None:
    english = SplitText(
        "T",
        "en",
        [
            SplitSection("article", str(n), f"Article {n}", 1, f"Words of {n}.")
            for n in range(1, 6)
        ],
    )
    first = VersionFactory(texts=[text_of(LAW), english], published=True)
    second = next_version(first, [*LAW[:-1], FINES.replace("ألف", "ألفي")], now)
    outline = outline_of(second)
    assert outline[0].says("en").text == "Words of 1."
    assert not outline[4].says("en").text


def test_headings_in_the_other_language_never_name_another_number(
    now: datetime,
) -> None:
    names = ["Article 1", "Article 2: Room", "Article Three", "Article 4 of 4", "5"]
    sections = [
        SplitSection("article", str(n), heading, 1, f"Words of {n}.")
        for n, heading in enumerate(names, start=1)
    ]
    first = VersionFactory(
        texts=[text_of(LAW), SplitText("T", "en", sections)], published=True
    )
    second = next_version(first, [SCOPE, "مادة جديدة تعرف الرصيف.", *LAW[1:]], now)
    said = [part.says("en") for part in outline_of(second)]
    assert [words.heading for words in said] == [
        "Article 1",
        "",
        "Article 3: Room",
        "",
        "",
        "6",
    ]
    assert said[3].text == "Words of 3."


def imported(draft: Draft, text: SplitText, now: datetime) -> Version:
    editor = member_of(draft.authority, Role.EDITOR)
    attempt = start_import(
        authority=draft.authority, text=text, draft=draft, actor=editor, now=now
    )
    return finish_import(attempt=attempt, actor=editor, now=now)


def test_an_import_over_a_published_text_is_its_next_version(
    first: Version, now: datetime
) -> None:
    second = imported(first.draft, text_of(LAW[:-1]), now)
    assert (second.number, became(second)["5", ""]) == (2, "removed")
    again = imported(first.draft, text_of(LAW), now)
    assert again == second
    assert set(became(again).values()) == {"unchanged"}


def test_both_languages_of_a_version_are_imported_one_after_the_other(
    now: datetime,
) -> None:
    english = SplitText(
        "T",
        "en",
        [
            SplitSection("article", str(n), f"Article {n}", 1, "Old.")
            for n in range(1, 6)
        ],
    )
    first = VersionFactory(texts=[text_of(LAW), english], published=True)
    imported(first.draft, text_of(LAW[:-1]), now)
    newer = SplitText(
        "T", "en", [replace(s, text="Newer.") for s in english.sections[:4]]
    )
    second = imported(first.draft, newer, now)
    outline = outline_of(second)
    assert [p.says("en").text for p in outline] == ["Newer."] * 4
    assert [p.says("ar").text for p in outline] == LAW[:-1]


def test_tracing_a_long_text_takes_no_more_queries(now: datetime) -> None:
    counts = []
    for length in (5, 60):
        articles = [f"{SCOPE} الفقرة {n} من الجدول {n * 7}." for n in range(length)]
        first = VersionFactory(texts=[text_of(articles)], published=True)
        with CaptureQueriesContext(connection) as queries:
            next_version(first, articles[1:], now)
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 2


def test_rows_are_told_apart_by_their_digest() -> None:
    rows = [Became("a", "b", "changed"), Became("c", "d", "moved")]
    assert digest_of_rows(rows, old="a") == digest_of_rows(rows[:1], old="a")
    assert digest_of_rows(rows, old="a") != digest_of_rows(rows, old="c")
