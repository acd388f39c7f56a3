"""The pages of suggested wording and of the response matrix."""

import csv
import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment
from consultations.pages.models import DraftDecisionPage
from consultations.pages.services import publish_now
from drafts import services
from drafts.models import AnsweredInput, Response, Section, Suggestion
from drafts.queries import standing_answers, unpublished_version
from drafts.services import Wording
from foundation.accounts.models import Person
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.comments import CommentFactory
from tests.factories.responses import make_talk, officer_of, say, sections_of

pytestmark = pytest.mark.django_db

BETTER = "الدخول مجاني للمقيمين والزوار."


@pytest.fixture
def moment() -> datetime:
    return timezone.now()


@pytest.fixture
def page(home_page: Any, moment: datetime) -> DraftDecisionPage:
    return make_talk(moment)


@pytest.fixture
def section(page: DraftDecisionPage) -> Section:
    return sections_of(page)[1]


@pytest.fixture
def editor(page: DraftDecisionPage) -> Person:
    return officer_of(page, Role.EDITOR)


@pytest.fixture
def desk(editor: Person) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def suggest_path(section: Section) -> str:
    names = [section.draft.public_id, section.public_id]
    return reverse("texts:suggest", args=names)


def suggest(section: Section, moment: datetime, text: str = BETTER) -> Suggestion:
    return services.suggest_wording(
        section=section,
        wording=Wording(None, "ar", text),
        reason="ليشمل الزوار",
        author=PersonFactory(verified=True),
        now=moment,
    )


def body(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_suggestion_is_looked_at_before_it_is_sent(
    resident_client: Client, section: Section
) -> None:
    path = suggest_path(section)
    offered = resident_client.get(path)
    assert "الدخول مجاني." in body(offered)
    typed = {"text": BETTER, "reason": "ليشمل الزوار", "submission_key": "k"}
    shown = resident_client.post(path, {**typed, "act": "preview"})
    assert shown.status_code == 200
    assert "<ins" in body(shown)
    assert "ليشمل الزوار" in body(shown)
    assert not Suggestion.objects.exists()
    sent = resident_client.post(path, {**typed, "act": "send"})
    comment = Suggestion.objects.get().comment
    assert sent.url.startswith(reverse("comments:comment", args=[comment.public_id]))
    again = resident_client.post(path, {**typed, "act": "send"})
    assert again.url == sent.url
    assert Suggestion.objects.count() == 1


def test_what_is_refused_stays_in_the_form(
    resident_client: Client, section: Section
) -> None:
    path = suggest_path(section)
    unchanged = {"text": "الدخول مجاني.", "reason": "لأنها أوضح", "act": "preview"}
    answer = resident_client.post(path, unchanged)
    assert answer.status_code == 422
    assert "لأنها أوضح" in body(answer)
    unexplained = {"text": BETTER, "reason": "", "act": "send"}
    answer = resident_client.post(path, unexplained)
    assert answer.status_code == 422
    assert BETTER in body(answer)
    assert not Comment.objects.exists()


def test_what_a_stranger_typed_survives_signing_in(
    client: Client, section: Section
) -> None:
    path = suggest_path(section)
    typed = {"text": BETTER, "reason": "ليشمل الزوار", "act": "send"}
    away = client.post(path, typed)
    assert away.status_code == 302
    assert "/accounts/login/" in away.url
    client.force_login(PersonFactory(verified=True))
    back = body(client.get(path))
    assert BETTER in back
    assert "ليشمل الزوار" in back
    assert 'value="send"' in back


def test_suggestions_stand_on_a_page_of_their_own_and_on_cards(
    client: Client,
    page: DraftDecisionPage,
    section: Section,
    moment: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    found = suggest(section, moment)
    path = reverse("texts:suggestions", args=[page.draft.public_id, section.public_id])
    with django_assert_max_num_queries(24):
        listed = body(client.get(path))
    for n in range(10):
        suggest(section, moment, f"{BETTER} {n}")
    with django_assert_max_num_queries(24):
        client.get(path)
    assert "للمقيمين" in listed
    assert reverse("comments:react", args=[found.comment.public_id]) in listed
    card = body(client.get(reverse("comments:comment", args=[found.comment.public_id])))
    assert "<ins" in card
    thread = body(client.get(f"{page.url}?section={section.public_id}"))
    assert suggest_path(section) in thread


def test_nothing_of_a_hidden_draft_is_found(
    client: Client, page: DraftDecisionPage, section: Section
) -> None:
    paths = [
        suggest_path(section),
        reverse("texts:matrix", args=[page.draft.public_id]),
        reverse("texts:matrix-file", args=[page.draft.public_id]),
    ]
    assert [client.get(path).status_code for path in paths] == [200, 200, 200]
    page.unpublish()
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]


@pytest.fixture
def answered(
    page: DraftDecisionPage, section: Section, editor: Person, moment: datetime
) -> list[Comment]:
    first = sections_of(page)[0]
    said = [
        say(page.draft.thread, "=cmd|'/C calc'!A0", now=moment),
        say(first.thread, "التعريف ضيق", now=moment),
        say(section.thread, "أؤيد الدخول المجاني", now=moment),
        say(section.thread, "والزوار؟", now=moment),
    ]
    for kind, comments in (("rejected", said[:2]), ("accepted", said[2:])):
        services.answer_inputs(
            draft=page.draft,
            kind=kind,
            reason_ar=f"سبب {kind}",
            reason_en=f"reason {kind}",
            comments=comments,
            actor=editor,
            now=moment,
        )
    return said


def test_the_matrix_shows_inputs_answers_and_reasons_by_section(
    client: Client, page: DraftDecisionPage, answered: list[Comment]
) -> None:
    say(page.draft.thread, "لم يُجب", now=timezone.now())
    path = reverse("texts:matrix", args=[page.draft.public_id])
    shown = body(client.get(path))
    for words in ("التعريف ضيق", "أؤيد الدخول المجاني", "سبب rejected", "٤ من ٥"):
        assert words in shown, words
    assert "لم يُجب" not in shown
    rejected = body(client.get(path, {"kind": "rejected"}))
    assert "أؤيد الدخول المجاني" not in rejected
    section = sections_of(page)[1]
    narrowed = body(client.get(path, {"section": section.public_id}))
    assert "التعريف ضيق" not in narrowed
    assert "أؤيد الدخول المجاني" in narrowed


def test_the_matrix_asks_as_much_for_thousands_of_inputs(
    client: Client,
    page: DraftDecisionPage,
    answered: list[Comment],
    editor: Person,
    moment: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    path = reverse("texts:matrix", args=[page.draft.public_id])
    client.get(path)
    with django_assert_max_num_queries(26):
        client.get(path)
    author = PersonFactory(verified=True)
    comments = CommentFactory.create_batch(
        90, thread=page.draft.thread, author=author, posted_at=moment
    )
    for comment in comments:
        services.answer_inputs(
            draft=page.draft,
            kind="already-so",
            reason_ar="كذلك هو",
            comments=[comment],
            actor=editor,
            now=moment,
        )
    with django_assert_max_num_queries(26):
        client.get(path)


def test_the_matrix_is_paged_without_losing_or_repeating_a_row(
    client: Client,
    page: DraftDecisionPage,
    answered: list[Comment],
    editor: Person,
    moment: datetime,
) -> None:
    for n in range(75):
        thread = [page.draft.thread, *(s.thread for s in sections_of(page))][n % 3]
        services.answer_inputs(
            draft=page.draft,
            kind="already-so",
            reason_ar=f"سبب {n}",
            comments=[say(thread, f"رأي {n}", now=moment)],
            actor=editor,
            now=moment,
        )
    path = reverse("texts:matrix", args=[page.draft.public_id])
    seen: list[tuple[str, int]] = []
    cursor = ""
    while cursor is not None:
        reading = client.get(path, {"cursor": cursor} if cursor else {}).context[
            "reading"
        ]
        seen += [(row.part.public_id, row.response.pk) for row in reading.rows]
        cursor = reading.next_cursor
    groups = AnsweredInput.objects.values("comment__thread_id", "response_id")
    assert len(seen) == len(set(seen)) == groups.distinct().count() == 78


def test_the_table_file_is_safe_and_whole(
    client: Client, page: DraftDecisionPage, answered: list[Comment]
) -> None:
    path = reverse("texts:matrix-file", args=[page.draft.public_id])
    answer = client.get(path)
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert [row["input_id"] for row in rows] == [c.public_id for c in answered]
    assert rows[0]["text"] == "'=cmd|'/C calc'!A0"
    assert rows[1]["reason_ar"] == "سبب rejected"
    assert rows[1]["reason_en"] == "reason rejected"
    assert answered[1].public_id in rows[1]["input_url"]


def test_a_response_has_a_page_with_all_that_it_answers(
    client: Client, page: DraftDecisionPage, answered: list[Comment]
) -> None:
    given = Response.objects.order_by("pk")[1]
    path = reverse("texts:response", args=[page.draft.public_id, given.public_id])
    shown = body(client.get(path))
    assert "والزوار؟" in shown
    assert "سبب accepted" in shown
    assert "التعريف ضيق" not in shown
    card = body(client.get(reverse("comments:comment", args=[answered[2].public_id])))
    assert "سبب accepted" in card
    assert path in card


def test_the_desk_answers_what_is_marked(
    desk: Client, page: DraftDecisionPage, section: Section, moment: datetime
) -> None:
    comments = [say(section.thread, f"رأي {n}", now=moment) for n in range(3)]
    path = reverse("drafts:inputs", args=[page.draft.public_id])
    assert all(c.text in body(desk.get(path)) for c in comments)
    refused = desk.post(
        path, {"chosen": [comments[0].public_id], "answer": "", "reason_ar": "لأن"}
    )
    assert refused.status_code == 422
    assert "لأن</textarea>" in body(refused)
    assert f'value="{comments[0].public_id}"' in body(refused)
    assert "checked" in body(refused)
    marked = [c.public_id for c in comments[:2]]
    said = {"answer": "rejected", "reason_ar": "لأن", "submission_key": "k"}
    assert desk.post(path, {"chosen": marked, **said}).status_code == 302
    assert desk.post(path, {"chosen": marked, **said}).status_code == 302
    assert Response.objects.count() == 1
    assert set(standing_answers([c.pk for c in comments])) == {
        c.pk for c in comments[:2]
    }


def test_the_desk_answers_all_that_match_and_nothing_that_came_later(
    desk: Client, page: DraftDecisionPage, section: Section, moment: datetime
) -> None:
    for n in range(60):
        say(section.thread, f"ضد {n}", stance="against", now=moment)
    say(section.thread, "مع", stance="for", now=moment)
    path = f"{reverse('drafts:inputs', args=[page.draft.public_id])}?stance=against"
    until = timezone.now().isoformat()
    late = timezone.now() + timedelta(seconds=5)
    say(section.thread, "ضد، متأخرًا", stance="against", now=late)
    said = {"every": "1", "until": until, "answer": "rejected", "reason_en": "Because"}
    assert desk.post(path, said).status_code == 302
    assert AnsweredInput.objects.count() == 60


def test_the_last_answer_is_taken_back_at_the_desk(
    desk: Client, page: DraftDecisionPage, section: Section, moment: datetime
) -> None:
    comment = say(section.thread, "رأي", now=moment)
    path = reverse("drafts:inputs", args=[page.draft.public_id])
    desk.post(
        path,
        {"chosen": [comment.public_id], "answer": "rejected", "reason_ar": "سهوًا"},
    )
    given = Response.objects.get()
    undo = reverse("drafts:take-back", args=[page.draft.public_id, given.public_id])
    assert undo in body(desk.get(path))
    desk.post(undo)
    assert not standing_answers([comment.pk])
    assert undo not in body(desk.get(path))


def test_the_desk_asks_as_much_for_many_inputs(
    desk: Client,
    page: DraftDecisionPage,
    section: Section,
    moment: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    path = reverse("drafts:inputs", args=[page.draft.public_id])
    say(section.thread, "رأي", now=moment)
    desk.get(path)
    with django_assert_max_num_queries(45) as few:
        desk.get(path)
    for n in range(45):
        say(section.thread, f"رأي {n}", now=moment)
    with django_assert_max_num_queries(len(few)):
        desk.get(path)


def test_who_answers_finds_the_way_on_the_card_and_others_do_not(
    desk: Client, client: Client, section: Section, moment: datetime
) -> None:
    comment = say(section.thread, "رأي", now=moment)
    card = reverse("comments:comment", args=[comment.public_id])
    way = reverse("drafts:input", args=[section.draft.public_id, comment.public_id])
    assert way in body(desk.get(card))
    assert way not in body(client.get(card))
    client.force_login(PersonFactory(verified=True))
    assert way not in body(client.get(card))
    assert desk.get(way).status_code == 200
    sent = desk.post(way, {"answer": "already-so", "reason_ar": "في المادة ١"})
    assert sent.status_code == 302
    assert comment.pk in standing_answers([comment.pk])


def test_a_suggestion_is_decided_beside_what_it_changes(
    desk: Client, page: DraftDecisionPage, section: Section, moment: datetime
) -> None:
    found = suggest(section, moment)
    names = [page.draft.public_id, found.comment.public_id]
    moved = desk.get(reverse("drafts:input", args=names))
    path = reverse("drafts:decide", args=names)
    assert moved.url == path
    shown = body(desk.get(path))
    assert "<ins" in shown
    typed = {"answer": "accepted", "words": "صيغة المحرر", "was": "الدخول مجاني."}
    refused = desk.post(path, typed)
    assert refused.status_code == 422
    assert "صيغة المحرر" in body(refused)
    assert unpublished_version(page.draft) is None
    said = {"answer": "accepted", "reason_ar": "أوضح", "was": "الدخول مجاني."}
    assert desk.post(path, said).status_code == 302
    assert unpublished_version(page.draft) is not None


def test_a_strangers_editor_finds_no_desk(
    page: DraftDecisionPage, section: Section, moment: datetime, home_page: Any
) -> None:
    found = suggest(section, moment)
    client = Client()
    client.force_login(officer_of(make_talk(moment, slug="other"), *Role))
    draft, comment = page.draft.public_id, found.comment.public_id
    for path in (
        reverse("drafts:inputs", args=[draft]),
        reverse("drafts:input", args=[draft, comment]),
        reverse("drafts:decide", args=[draft, comment]),
    ):
        assert client.get(path).status_code == 404
        said = {"answer": "accepted", "reason_ar": "لي", "chosen": [comment]}
        assert client.post(path, said).status_code == 404
    assert not Response.objects.exists()


def test_the_outcome_tells_what_changed_because_of_whom(
    client: Client,
    page: DraftDecisionPage,
    section: Section,
    editor: Person,
    moment: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    found = suggest(section, moment)
    unanswered = say(page.draft.thread, "لم يُجب", now=moment)
    services.decide_on_suggestion(
        suggestion=found,
        kind="accepted",
        reason_ar="صيغة أوضح",
        actor=editor,
        now=moment,
    )
    path = reverse("texts:outcome", args=[page.draft.public_id])
    assert "<ins" not in body(client.get(path))
    publish_now(page=page, actor=None, now=moment)
    with django_assert_max_num_queries(32):
        shown = body(client.get(path))
    author = found.comment.author
    assert author is not None
    for words in ("<ins", "للمقيمين", author.display_name, "صيغة أوضح", "notice--warn"):
        assert words in shown, words
    assert unanswered.text not in shown
    assert path in body(client.get(page.url))


def test_officers_find_the_desks_with_how_far_they_have_come(
    page: DraftDecisionPage,
    answered: list[Comment],
    moment: datetime,
    django_assert_max_num_queries: Any,
) -> None:
    say(page.draft.thread, "لم يُجب", now=moment)
    client = Client()
    client.force_login(officer_of(page))
    desk = reverse("drafts:inputs", args=[page.draft.public_id])
    with django_assert_max_num_queries(40):
        shown = client.get(reverse("drafts:desks"))
    assert desk in body(shown)
    row = shown.context["rows"][0]
    assert (row["progress"].answered, row["progress"].total) == (4, 5)
    other = Client()
    other.force_login(officer_of(make_talk(moment, slug="other")))
    assert desk not in body(other.get(reverse("drafts:desks")))
