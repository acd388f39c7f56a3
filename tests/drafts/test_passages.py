"""Comments on passages, followed through published versions."""

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from comments.models import Comment
from comments.services import set_thread_window, withdraw_comment
from drafts import services
from drafts.comparing.quoting import TextQuote
from drafts.comparing.sentences import Span
from drafts.errors import PassageNotFoundError, PassageUnreadableError
from drafts.models import Draft, Passage, PassagePlace, Section, Version
from drafts.queries import thread_ids_of, words_of_section
from drafts.queries.passages import (
    highlights_of,
    passages_in,
    passages_of_comments,
)
from drafts.services import Chosen, Said
from drafts.splitting import SplitSection, SplitText
from drafts.states import AnchorState
from foundation.accounts.models import Person
from foundation.audit.models import AuditEntry
from foundation.core.errors import KeyReusedError
from tests.factories.accounts import PersonFactory
from tests.factories.drafts import DraftFactory

pytestmark = pytest.mark.django_db

FIRST = "يلتزم المرخص له بترك ممر للمشاة. ويجوز للبلدية إلغاء الترخيص بعد إنذاره."
SECOND = "تستوفى الرسوم مقدماً. ولا ترد الرسوم بعد صدور الترخيص."


@pytest.fixture
def moment() -> datetime:
    return timezone.now()


@pytest.fixture
def draft() -> Draft:
    return DraftFactory()


@pytest.fixture
def author() -> Person:
    return PersonFactory(verified=True)


def publish(draft: Draft, *texts: str, now: datetime) -> Version:
    sections = [
        SplitSection("article", str(n), f"المادة ({n})", 1, text)
        for n, text in enumerate(texts, start=1)
    ]
    version = services.write_version(
        draft=draft, texts=[SplitText("لائحة", "ar", sections)], actor=None, now=now
    )
    version = services.seal_version(version=version, now=now)
    version = services.publish_version(version=version, now=now)
    set_thread_window(thread_ids=thread_ids_of(draft), opens_at=None, closes_at=None)
    return version


def sections_in(version: Version) -> list[Section]:
    rows = version.placements.order_by("position").select_related("section__thread")
    return [row.section for row in rows]


def say_on(
    section: Section, words: str, author: Person, now: datetime, **more: Any
) -> Comment:
    chosen = Chosen("ar", quote=TextQuote(words))
    said = Said(author, **{"text": "رأيي في هذه الجملة", **more})
    link = services.comment_on_passage(
        section=section, chosen=chosen, said=said, now=now
    )
    return link.comment


def test_a_comment_on_a_passage_stands_in_the_sections_thread(
    draft: Draft, author: Person, moment: datetime
) -> None:
    version = publish(draft, FIRST, SECOND, now=moment)
    section = sections_in(version)[0]
    comment = say_on(section, "ويجوز للبلدية إلغاء الترخيص بعد إنذاره.", author, moment)
    assert comment.thread == section.thread
    assert comment.stays_unfolded
    passage = Passage.objects.get()
    assert (passage.section, passage.version) == (section, version)
    assert FIRST[passage.start : passage.end] == passage.exact
    assert passage.prefix.endswith("للمشاة.")
    place = PassagePlace.objects.get()
    assert (place.version, place.state) == (version, AnchorState.EXACT)


def test_two_comments_on_the_same_words_share_one_passage(
    draft: Draft, moment: datetime
) -> None:
    section = sections_in(publish(draft, FIRST, now=moment))[0]
    for _ in range(2):
        author = PersonFactory(verified=True)
        say_on(section, "إلغاء الترخيص", author, moment)
    assert Passage.objects.count() == 1
    assert passages_in(section.draft.versions.get())[0].comment_count == 2


def test_a_repeated_request_gives_the_first_comment(
    draft: Draft, author: Person, moment: datetime
) -> None:
    section = sections_in(publish(draft, FIRST, now=moment))[0]
    first = say_on(section, "إلغاء الترخيص", author, moment, submission_key="k")
    assert say_on(section, "إلغاء الترخيص", author, moment, submission_key="k") == first
    with pytest.raises(KeyReusedError):
        say_on(section, "ممر للمشاة", author, moment, submission_key="k")
    assert Comment.objects.count() == 1


def test_words_that_do_not_stand_there_are_refused(
    draft: Draft, author: Person, moment: datetime
) -> None:
    section = sections_in(publish(draft, FIRST, now=moment))[0]
    with pytest.raises(PassageNotFoundError):
        say_on(section, "كلام آخر", author, moment)
    for span in (Span(5, 5), Span(0, 999), Span(-1, 4), Span(31, 32)):
        with pytest.raises(PassageNotFoundError):
            services.quote_passage(
                section=section, chosen=Chosen("ar", span=span), now=moment
            )
    with pytest.raises(PassageUnreadableError):
        services.quote_passage(
            section=section, chosen=Chosen("en", span=Span(0, 4)), now=moment
        )
    assert not Passage.objects.exists()


def test_passages_are_found_again_when_a_version_is_published(
    draft: Draft, author: Person, moment: datetime
) -> None:
    before = publish(draft, FIRST, SECOND, now=moment)
    one, two = sections_in(before)
    say_on(one, "يلتزم المرخص له بترك ممر للمشاة.", author, moment)
    say_on(one, "ويجوز للبلدية إلغاء الترخيص بعد إنذاره.", author, moment)
    say_on(two, "ولا ترد الرسوم بعد صدور الترخيص.", author, moment)
    changed = FIRST.replace("بعد إنذاره", "بعد إخطاره كتابة")
    after = publish(draft, "حكم جديد. " + changed, "تستوفى الرسوم مقدماً.", now=moment)
    standing = {p.was: p for p in passages_in(after)}
    first = standing["يلتزم المرخص له بترك ممر للمشاة."]
    assert (first.state, first.words, first.start) == ("exact", first.was, 10)
    second = standing["ويجوز للبلدية إلغاء الترخيص بعد إنذاره."]
    assert second.is_changed
    assert second.words == "ويجوز للبلدية إلغاء الترخيص بعد إخطاره كتابة."
    (lost,) = passages_in(after, lost=True)
    assert lost.was == "ولا ترد الرسوم بعد صدور الترخيص."
    assert highlights_of(after).lost == 1
    assert highlights_of(before).lost == 0
    entry = AuditEntry.objects.filter(action="draft.published").latest("pk")
    assert entry.detail["passages_lost"] == 1


def test_a_lost_passage_comes_back_with_its_words(
    draft: Draft, author: Person, moment: datetime
) -> None:
    section = sections_in(publish(draft, FIRST, SECOND, now=moment))[1]
    say_on(section, "ولا ترد الرسوم بعد صدور الترخيص.", author, moment)
    gone = publish(draft, FIRST, "تستوفى الرسوم مقدماً.", now=moment)
    back = publish(draft, FIRST, SECOND, now=moment)
    assert passages_in(gone) == []
    (reading,) = passages_in(back)
    assert (reading.state, reading.words) == (AnchorState.EXACT, reading.was)


def test_words_that_changed_back_are_exact_again(
    draft: Draft, author: Person, moment: datetime
) -> None:
    section = sections_in(publish(draft, FIRST, now=moment))[0]
    say_on(section, "ويجوز للبلدية إلغاء الترخيص بعد إنذاره.", author, moment)
    other = publish(draft, FIRST.replace("إنذاره", "إخطاره"), now=moment)
    again = publish(draft, FIRST, now=moment)
    assert [p.state for p in passages_in(other)] == [AnchorState.CHANGED]
    assert [p.state for p in passages_in(again)] == [AnchorState.EXACT]


def test_a_passage_that_moved_keeps_its_thread_and_is_shown_where_it_stands(
    draft: Draft, author: Person, moment: datetime
) -> None:
    moving = "ويجوز للبلدية إلغاء الترخيص بعد إنذاره."
    one, two = sections_in(publish(draft, FIRST, SECOND, now=moment))
    comment = say_on(one, moving, author, moment)
    after = publish(
        draft, FIRST.replace(" " + moving, ""), f"{SECOND} {moving}", now=moment
    )
    (reading,) = passages_in(after)
    assert (reading.state, reading.words) == (AnchorState.EXACT, moving)
    assert reading.is_elsewhere
    assert (reading.home, reading.section) == (one.public_id, two.public_id)
    comment.refresh_from_db()
    assert comment.thread_id == one.thread_id


def test_a_passage_of_an_older_version_is_placed_in_the_newest(
    draft: Draft, moment: datetime
) -> None:
    old = publish(draft, FIRST, now=moment)
    new = publish(draft, "حكم جديد. " + FIRST, now=moment)
    section = sections_in(old)[0]
    chosen = Chosen("ar", span=Span(0, 32), version=old)
    services.quote_passage(section=section, chosen=chosen, now=moment)
    places = PassagePlace.objects.order_by("version__number")
    assert [(p.version, p.start, p.state) for p in places] == [
        (old, 0, "exact"),
        (new, 10, "exact"),
    ]


def test_an_editor_places_by_hand_and_the_audit_remembers(
    draft: Draft, author: Person, moment: datetime
) -> None:
    section = sections_in(publish(draft, FIRST, SECOND, now=moment))[1]
    say_on(section, "ولا ترد الرسوم بعد صدور الترخيص.", author, moment)
    after = publish(draft, FIRST, "تستوفى الرسوم مقدماً.", now=moment)
    passage = Passage.objects.get()
    place = services.place_passage(
        passage=passage,
        version=after,
        section=section,
        span=Span(0, 21),
        actor=author,
        now=moment,
    )
    assert (place.state, place.placed_by) == (AnchorState.CHANGED, author)
    assert highlights_of(after).lost == 0
    assert AuditEntry.objects.filter(action="draft.passage-placed").count() == 1
    with pytest.raises(PassageNotFoundError):
        services.place_passage(
            passage=passage,
            version=after,
            section=section,
            span=Span(0, 900),
            actor=author,
            now=moment,
        )
    third = publish(draft, FIRST, "حكم. تستوفى الرسوم مقدماً.", now=moment)
    assert [p.start for p in passages_in(third)] == [5]


def test_marks_add_up_where_passages_overlap(
    draft: Draft, author: Person, moment: datetime
) -> None:
    version = publish(draft, FIRST, now=moment)
    section = sections_in(version)[0]
    say_on(section, "يلتزم المرخص له", author, moment)
    say_on(section, "المرخص له بترك ممر", author, moment)
    marks = highlights_of(version).by_text[section.pk, "ar"]
    said = [(FIRST[m.start : m.end], m.count) for m in marks]
    assert said == [("يلتزم ", 1), ("المرخص له", 2), (" بترك ممر", 1)]
    assert [m.step for m in marks] == [1, 2, 1]


def test_what_was_withdrawn_marks_nothing(
    draft: Draft, author: Person, moment: datetime
) -> None:
    version = publish(draft, FIRST, now=moment)
    comment = say_on(sections_in(version)[0], "ممر للمشاة", author, moment)
    assert highlights_of(version).by_text
    withdraw_comment(comment=comment, person=author, now=moment)
    assert highlights_of(version).by_text == {}
    assert passages_in(version) == []
    assert Passage.objects.count() == 1


def test_queries_do_not_grow_with_passages(
    draft: Draft, moment: datetime, django_assert_num_queries: Any
) -> None:
    version = publish(draft, FIRST, SECOND, now=moment)
    comments = []
    for section in sections_in(version):
        text = words_of_section(section, "ar")
        assert text is not None
        for word in text.text.split()[:4]:
            author = PersonFactory(verified=True)
            comments.append(say_on(section, word.strip("."), author, moment))
    with django_assert_num_queries(1):
        assert len(highlights_of(version).by_text) == 2
    with django_assert_num_queries(2):
        assert len(passages_in(version)) == 8
    with django_assert_num_queries(3):
        assert len(passages_of_comments([c.pk for c in comments])) == 8


def test_publishing_reads_a_constant_number_of_rows_whatever_was_quoted(
    draft: Draft, moment: datetime, django_assert_max_num_queries: Any
) -> None:
    version = publish(draft, FIRST, SECOND, now=moment)
    for section in sections_in(version):
        for start in range(0, 20, 4):
            chosen = Chosen("ar", span=Span(start, start + 12))
            services.quote_passage(section=section, chosen=chosen, now=moment)
    sections = [
        SplitSection("article", str(n), f"المادة ({n})", 1, text)
        for n, text in enumerate((f"{FIRST} زيادة.", SECOND), start=1)
    ]
    working = services.write_version(
        draft=draft, texts=[SplitText("لائحة", "ar", sections)], actor=None, now=moment
    )
    sealed = services.seal_version(version=working, now=moment)
    with django_assert_max_num_queries(32):
        published = services.publish_version(version=sealed, now=moment)
    assert PassagePlace.objects.filter(version=published).count() == 10
