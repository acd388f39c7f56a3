from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments.models import Appeal, Comment, ModerationAct, Report, Thread, Waiting
from comments.services.appealing import file_appeal
from comments.services.blocking import add_phrase
from comments.services.moderating import decide, make_decision
from foundation.accounts.models import Person
from foundation.core.tasks_now import run_ready_tasks
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.comments import ThreadFactory
from tests.factories.moderation import (
    moderator_of,
    old_hand,
    reported,
    said,
    trusted_person,
)
from tests.factories.organisations import AuthorityFactory, member_of

pytestmark = pytest.mark.django_db
HTML = {"HTTP_ACCEPT": "text/html"}


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def thread() -> Thread:
    return ThreadFactory()


@pytest.fixture
def moderator(thread: Thread, client: Client) -> Person:
    person = moderator_of(thread)
    client.force_login(person)
    return person


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def hidden(thread: Thread, by: Person, **what: Any) -> tuple[Comment, ModerationAct]:
    comment = said(thread, **what)
    decide(
        pks=[comment.pk],
        decision=make_decision(act="hide", rule="hate", words="تعميم على جماعة."),
        authority=thread.authority,
        moderator=by,
        now=timezone.now(),
        only_waiting=False,
    )
    comment.refresh_from_db()
    return comment, ModerationAct.objects.get(comment=comment)


# Reports


def test_a_card_leads_to_its_report(client: Client, thread: Thread) -> None:
    comment = said(thread)
    client.force_login(old_hand())
    page = text_of(client.get(reverse("comments:thread", args=[thread.public_id])))
    assert reverse("comments:report", args=[comment.public_id]) in page


def test_a_report_is_thanked_for(client: Client, thread: Thread) -> None:
    comment, reporter = said(thread), old_hand()
    client.force_login(reporter)
    url = reverse("comments:report", args=[comment.public_id])
    assert "كلام جارح" in text_of(client.get(url))
    for _click in range(2):
        answer = client.post(url, {"rule": "insult", "words": "يشتم"}, follow=True)
        assert reverse("moderation:ledger") in text_of(answer)
    report = Report.objects.get()
    assert (report.reporter, report.rule, report.words) == (reporter, "insult", "يشتم")


@pytest.mark.parametrize(
    ("typed", "status"),
    [({}, 422), ({"rule": "nonsense"}, 422), ({"rule": "other", "words": " "}, 422)],
)
def test_a_refused_report_keeps_what_was_typed(
    client: Client, thread: Thread, typed: Any, status: int
) -> None:
    comment = said(thread)
    client.force_login(old_hand())
    url = reverse("comments:report", args=[comment.public_id])
    response = client.post(url, {"words": "كلماتي", **typed})
    assert response.status_code == status
    assert ("كلماتي" in text_of(response)) == ("words" not in typed)
    assert not Report.objects.exists()


def test_what_a_stranger_typed_survives_signing_in(
    client: Client, thread: Thread
) -> None:
    comment = said(thread)
    url = reverse("comments:report", args=[comment.public_id])
    door = client.post(url, {"rule": "hate", "words": "كلماتي"})
    assert door.status_code == 302
    assert reverse("account_login") in door["Location"]
    client.force_login(old_hand())
    page = text_of(client.get(url))
    assert "كلماتي" in page
    assert 'value="hate"' in page
    assert "checked" in page


def test_own_hidden_and_withdrawn_comments_are_refused_kindly(
    client: Client, thread: Thread
) -> None:
    author = old_hand()
    comment = said(thread, author=author)
    url = reverse("comments:report", args=[comment.public_id])
    client.force_login(author)
    assert "<textarea" not in text_of(client.get(url))
    assert client.post(url, {"rule": "hate"}).status_code == 409
    gone, _act = hidden(thread, moderator_of(thread))
    url = reverse("comments:report", args=[gone.public_id])
    page = client.get(url)
    assert "كلام جارح" not in text_of(page)
    assert client.post(url, {"rule": "hate"}).status_code == 409


# The queue


@pytest.mark.parametrize(
    "name", ["queue", "appeals", "words", "comment", "thread", "appeal"]
)
def test_nobody_else_sees_the_pages_of_moderators(
    client: Client, thread: Thread, name: str
) -> None:
    moderator = moderator_of(thread)
    comment, act = hidden(thread, moderator)
    assert comment.author is not None
    appeal = file_appeal(act=act, author=comment.author, words="لا", now=timezone.now())
    named = {"comment": comment, "thread": thread, "appeal": appeal}
    arguments = [named[name].public_id] if name in named else []  # type: ignore[attr-defined]
    url = reverse(f"moderation:{name}", args=arguments)
    assert client.get(url).status_code == 302
    for stranger in (
        old_hand(),
        member_of(AuthorityFactory(), Role.MODERATOR),
        member_of(AuthorityFactory(), Role.EDITOR),
    ):
        client.force_login(stranger)
        asked = {"authority": thread.authority.slug}  # type: ignore[union-attr]
        assert client.get(url, asked).status_code == 404
        refused = client.post(f"{url}?authority={asked['authority']}").status_code
        assert refused == (405 if name == "appeals" else 404)
    client.force_login(moderator)
    assert client.get(url).status_code == 200
    client.force_login(PersonFactory(superuser=True))
    assert client.get(url).status_code == 200


def test_the_queue_shows_a_comment_with_what_stands_around_it(
    client: Client, thread: Thread, moderator: Person, now: datetime
) -> None:
    top = said(thread, "ما فوقه")
    comment = said(thread, "كلام **جارح**", parent=top)
    reported(comment, now, words="لأنه يشتم")
    page = text_of(client.get(reverse("moderation:queue")))
    assert "<strong>جارح</strong>" in page
    assert "ما فوقه" in page
    assert "لأنه يشتم" in page
    assert reverse("moderation:comment", args=[comment.public_id]) in page


def test_chosen_comments_are_hidden_and_the_last_batch_is_undone(
    client: Client, thread: Thread, moderator: Person, now: datetime
) -> None:
    comments = [said(thread) for _ in range(3)]
    for comment in comments:
        reported(comment, now)
    url = reverse("moderation:queue")
    chosen = [comment.public_id for comment in comments[:2]]
    answer = client.post(
        url, {"act": "hide", "comment": chosen, "rule": "spam"}, follow=True
    )
    assert Comment.objects.filter(hidden_rule="spam").count() == 2
    batch = ModerationAct.objects.values_list("batch", flat=True).distinct().get()
    assert f'value="{batch}"' in text_of(answer)
    client.post(reverse("moderation:undo"), {"batch": batch})
    assert not Comment.objects.filter(hidden_at__isnull=False).exists()
    assert client.post(reverse("moderation:undo"), {"batch": batch}).status_code == 409


def test_one_comment_is_decided_on_by_its_own_button(
    client: Client, thread: Thread, moderator: Person, now: datetime
) -> None:
    kept, gone = said(thread), said(thread)
    for comment in (kept, gone):
        reported(comment, now, rule="privacy")
    url = reverse("moderation:queue")
    client.post(url, {"one": f"keep:{kept.public_id}"})
    client.post(url, {"one": f"hide:{gone.public_id}"})
    gone.refresh_from_db()
    assert (gone.is_hidden, gone.hidden_rule) == (True, "privacy")
    assert not Comment.objects.get(pk=kept.pk).is_hidden


def test_all_that_match_are_settled(
    client: Client, thread: Thread, moderator: Person, now: datetime
) -> None:
    for rule in ("spam", "spam", "hate"):
        reported(said(thread), now, rule=rule)
    url = reverse("moderation:queue") + "?rule=spam"
    client.post(url, {"act": "hide", "all": "on", "until": timezone.now().isoformat()})
    assert Comment.objects.filter(hidden_rule="spam").count() == 2
    assert Comment.objects.filter(hidden_at=None).count() == 1


def test_very_many_are_settled_by_the_worker_with_progress(
    client: Client,
    thread: Thread,
    moderator: Person,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("comments.views.moderation.triage.MOST_AT_ONCE", 1)
    for _ in range(2):
        reported(said(thread), now)
    url = reverse("moderation:queue")
    answer = client.post(url, {"act": "keep", "all": "on"}, follow=True)
    assert "٠ من ٢" in text_of(answer)
    run_ready_tasks()
    assert ModerationAct.objects.filter(act="dismiss").count() == 2


def test_a_refused_decision_keeps_what_was_typed_and_chosen(
    client: Client, thread: Thread, moderator: Person, now: datetime
) -> None:
    comment = said(thread)
    reported(comment, now)
    url = reverse("moderation:queue")
    chosen = {"comment": comment.public_id, "words": "", "rule": "other"}
    answer = client.post(url, {"act": "hide", **chosen})
    page = text_of(answer)
    assert answer.status_code == 422
    assert f'value="{comment.public_id}" checked' in page
    assert not ModerationAct.objects.exists()


def test_another_authoritys_comments_are_not_found_by_their_names(
    client: Client, thread: Thread, moderator: Person, now: datetime
) -> None:
    foreign = said(ThreadFactory())
    reported(foreign, now)
    client.post(
        reverse("moderation:queue"), {"act": "hide", "comment": foreign.public_id}
    )
    client.post(reverse("moderation:queue"), {"one": f"hide:{foreign.public_id}"})
    assert not ModerationAct.objects.exists()


def test_the_queue_page_takes_the_same_queries_whatever_waits(
    client: Client, thread: Thread, moderator: Person, now: datetime
) -> None:
    url = reverse("moderation:queue")
    reported(said(thread), now)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(12):
        reported(said(thread), now)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)
    assert len(few) <= 22


def test_a_comment_can_be_hidden_from_its_own_page(
    client: Client, thread: Thread, moderator: Person
) -> None:
    comment = said(thread)
    url = reverse("moderation:comment", args=[comment.public_id])
    assert client.post(url, {"act": "hide"}).status_code == 422
    client.post(url, {"act": "hide", "rule": "spam", "words": "إعلان."})
    page = text_of(client.get(url))
    comment.refresh_from_db()
    assert comment.hidden_rule == "spam"
    assert "إعلان." in page
    client.post(url, {"act": "keep"})
    assert not Comment.objects.get(pk=comment.pk).is_hidden


# A whole discussion


def test_a_discussion_is_closed_with_a_reason_and_opened_again(
    client: Client, thread: Thread, moderator: Person
) -> None:
    url = reverse("moderation:thread", args=[thread.public_id])
    public = reverse("comments:thread", args=[thread.public_id])
    assert client.post(url, {"act": "stop", "reason": " "}).status_code == 422
    client.post(url, {"act": "stop", "reason": "تكرر السب."})
    page = text_of(client.get(public))
    assert "تكرر السب." in page
    assert "<textarea" not in page
    client.post(url, {"act": "resume"})
    assert "<textarea" in text_of(client.get(public))


def test_slow_mode_says_when_the_next_comment_is_taken(
    client: Client, thread: Thread, moderator: Person
) -> None:
    url = reverse("moderation:thread", args=[thread.public_id])
    assert client.post(url, {"act": "slow", "seconds": "7"}).status_code == 422
    client.post(url, {"act": "slow", "seconds": "300"})
    client.force_login(old_hand())
    post = reverse("comments:post", args=[thread.public_id])
    assert client.post(post, {"text": "أول"}).status_code == 302
    answer = client.post(post, {"text": "ثان"})
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 301
    assert "ثان" in text_of(answer)


# Appeals


def test_an_author_reads_the_decision_and_appeals_once(
    client: Client, thread: Thread
) -> None:
    first = moderator_of(thread)
    comment, act = hidden(thread, first)
    url = reverse("moderation:decision", args=[act.public_id])
    client.force_login(old_hand())
    assert client.get(url).status_code == 404
    assert comment.author is not None
    client.force_login(comment.author)
    page = text_of(client.get(url))
    assert "تعميم على جماعة." in page
    assert "<textarea" in page
    assert client.post(url, {"words": "  "}).status_code == 422
    for _click in range(2):
        client.post(url, {"words": "لم أعمم."})
    assert Appeal.objects.get().words == "لم أعمم."
    refused = client.post(url, {"words": "كلمات أخرى"})
    assert refused.status_code == 409
    assert "كلمات أخرى" in text_of(refused)
    assert "<textarea" not in text_of(client.get(url))


def test_a_card_leads_its_author_to_the_decision(
    client: Client, thread: Thread
) -> None:
    comment, act = hidden(thread, moderator_of(thread))
    assert comment.author is not None
    client.force_login(comment.author)
    page = text_of(client.get(reverse("comments:thread", args=[thread.public_id])))
    link = reverse("comments:decision", args=[comment.public_id])
    assert link in page
    assert act.public_id in client.get(link)["Location"]
    client.force_login(old_hand())
    assert client.get(link).status_code == 404


def test_another_moderator_answers_an_appeal(client: Client, thread: Thread) -> None:
    first, second = moderator_of(thread), moderator_of(thread)
    comment, act = hidden(thread, first)
    assert comment.author is not None
    appeal = file_appeal(act=act, author=comment.author, words="لا", now=timezone.now())
    url = reverse("moderation:appeal", args=[appeal.public_id])
    client.force_login(first)
    assert "<textarea" not in text_of(client.get(url))
    typed = {"is_upheld": "yes", "answer": "صدقت."}
    assert client.post(url, typed).status_code == 403
    client.force_login(second)
    assert appeal.public_id in text_of(client.get(reverse("moderation:appeals")))
    assert client.post(url, {"is_upheld": "yes", "answer": " "}).status_code == 422
    client.post(url, typed)
    assert not Comment.objects.get(pk=comment.pk).is_hidden
    assert client.post(url, typed).status_code == 409
    client.force_login(comment.author)
    page = client.get(reverse("moderation:decision", args=[act.public_id]))
    assert "صدقت." in text_of(page)


# The word list


def test_the_word_list_is_edited_and_tried(
    client: Client, thread: Thread, moderator: Person
) -> None:
    url = reverse("moderation:words")
    assert client.post(url, {"act": "add", "phrase": "!!"}).status_code == 422
    client.post(url, {"act": "add", "phrase": "كلب", "rule": "insult"})
    again = client.post(url, {"act": "add", "phrase": "كَلـب", "rule": "insult"})
    assert again.status_code == 409
    assert "notice--warn" in text_of(
        client.post(url, {"act": "try", "text": "يا ك ل ب"})
    )
    assert "notice--good" in text_of(client.post(url, {"act": "try", "text": "قط"}))
    key = thread.authority.blocked_phrases.get().pk  # type: ignore[union-attr]
    client.post(url, {"act": "remove", "phrase_id": str(key)})
    assert not thread.authority.blocked_phrases.exists()  # type: ignore[union-attr]


def test_whoever_writes_a_blocked_phrase_is_told_at_once(
    client: Client, thread: Thread, moderator: Person
) -> None:
    assert thread.authority is not None
    add_phrase(
        authority=thread.authority,
        moderator=moderator,
        phrase="كلب",
        rule="insult",
        now=timezone.now(),
    )
    author = old_hand()
    client.force_login(author)
    url = reverse("comments:post", args=[thread.public_id])
    page = text_of(client.post(url, {"text": "يا كلب"}, follow=True))
    assert "notice--warn" in page
    comment = Comment.objects.get(author=author)
    assert comment.is_hidden
    assert comment.waiting.kind == Waiting.BLOCKLIST
    client.logout()
    public = reverse("comments:thread", args=[thread.public_id])
    assert "يا كلب" not in text_of(client.get(public))


# The ledger


def test_the_ledger_lists_acts_without_names(client: Client, thread: Thread) -> None:
    moderator = moderator_of(thread)
    comment, _act = hidden(thread, moderator)
    automatic = said(thread)
    for _ in range(3):
        reported(automatic, timezone.now(), by=trusted_person())
    page = text_of(client.get(reverse("moderation:ledger")))
    assert page.count("ledger__row") == 2
    for secret in (moderator.display_name, comment.text, "تعميم على جماعة."):
        assert secret not in page
    assert comment.author is not None
    assert comment.author.display_name not in page


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 2),
        ({"rule": "hate"}, 1),
        ({"by": "reports"}, 1),
        ({"by": "moderator"}, 1),
        ({"act": "stop"}, 0),
        ({"appeal": "waiting"}, 0),
        ({"period": "month"}, 2),
        ({"act": "\x01", "rule": "x", "by": "'", "appeal": "?", "period": "-"}, 2),
    ],
)
def test_the_ledger_can_be_narrowed(
    client: Client, thread: Thread, asked: Any, count: int
) -> None:
    hidden(thread, moderator_of(thread))
    automatic = said(thread)
    for _ in range(3):
        reported(automatic, timezone.now(), by=trusted_person())
    page = text_of(client.get(reverse("moderation:ledger"), asked))
    assert page.count("ledger__row") == count
    lines = b"".join(client.get(reverse("moderation:ledger_file"), asked))  # type: ignore[arg-type]
    assert lines.decode().count("\r\n") == count + 1


def test_each_authority_has_its_ledger(client: Client, thread: Thread) -> None:
    hidden(thread, moderator_of(thread))
    other = AuthorityFactory()
    assert thread.authority is not None
    for slug, count in ((thread.authority.slug, 1), (other.slug, 0)):
        page = client.get(reverse("moderation:ledger_of", args=[slug]))
        assert text_of(page).count("ledger__row") == count
    assert client.get(reverse("moderation:ledger_of", args=["no"])).status_code == 404


def test_the_ledger_takes_the_same_queries_whatever_it_holds(
    client: Client, thread: Thread
) -> None:
    moderator, url = moderator_of(thread), reverse("moderation:ledger")
    hidden(thread, moderator)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(5):
        hidden(thread, moderator)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_the_footer_leads_to_the_ledger(client: Client, home_page: Any) -> None:
    page = text_of(client.get(reverse("moderation:ledger")))
    assert page.count(reverse("moderation:ledger")) >= 2
