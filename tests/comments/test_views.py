from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from comments import services
from comments.models import Comment, Thread
from comments.services import ImportedComment, import_comments
from foundation.core import homes
from foundation.core.homes import Home
from foundation.organisations.models import Role
from tests.factories.accounts import PersonFactory
from tests.factories.comments import ThreadFactory
from tests.factories.organisations import member_of

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def thread() -> Thread:
    return ThreadFactory()


@pytest.fixture
def comment(thread: Thread) -> Comment:
    author = PersonFactory(display_name="ريم الحارثي", verified=True)
    return services.post_comment(
        thread=thread,
        author=author,
        text="الرصيف **ضيق** & مكسور",
        stance="against",
        now=timezone.now(),
    )


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Any:
    def live_at(is_public: bool = True) -> None:
        def resolve(pks: Any) -> dict[int, Home]:
            here = Home("/ar/drafts/x/#a5", "مسودة الأرصفة", "draft", "ar", is_public)
            return dict.fromkeys(pks, here)

        monkeypatch.setitem(homes._resolvers, Thread, [resolve])

    return live_at


def address(name: str, row: Thread | Comment) -> str:
    return reverse(f"comments:{name}", args=[row.public_id])


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def test_the_page_of_a_thread_shows_everything(
    client: Client, thread: Thread, comment: Comment, home: Any
) -> None:
    home()
    page = text_of(client.get(address("thread", thread)))
    assert "مسودة الأرصفة" in page
    assert "<strong>ضيق</strong> &amp; مكسور" in page
    assert f'id="comment-{comment.public_id}"' in page
    assert page.count("ريم الحارثي") >= 1
    assert address("post", thread) in page
    assert address("react", comment) in page
    assert 'lang="ar" dir="rtl"' in page


def test_htmx_gets_the_thread_alone(
    client: Client, thread: Thread, comment: Comment
) -> None:
    response = client.get(address("thread", thread), **HTMX)
    assert "<html" not in text_of(response)
    assert comment.html in text_of(response)
    assert "HX-Request" in response["Vary"]


def test_an_english_reader_reads_english_around_arabic_words(
    client: Client, thread: Thread, comment: Comment
) -> None:
    with translation.override("en"):
        page = text_of(client.get(address("thread", thread)))
    assert 'lang="ar" dir="rtl"' in page
    assert "Newest" not in page  # one comment needs no order
    assert "Verified resident" in page


def test_a_page_takes_the_same_queries_whatever_its_size(
    client: Client, thread: Thread, comment: Comment, django_assert_max_num_queries: Any
) -> None:
    rows = [
        ImportedComment(
            source_id=str(n),
            parent_source_id=str(n // 3) if n else "",
            text=f"نص {n}",
            posted_at=timezone.now(),
        )
        for n in range(200)
    ]
    client.force_login(PersonFactory(verified=True))
    with CaptureQueriesContext(connection) as small:
        client.get(address("thread", thread))
    import_comments(thread=thread, rows=rows, now=timezone.now())
    # One more: now there are replies. Homes take a few queries a kind of page.
    with django_assert_max_num_queries(min(len(small) + 1, 17)):
        client.get(address("thread", thread))
    deep = Comment.objects.get(source_id="199")
    with django_assert_max_num_queries(17):
        client.get(address("comment", deep))


def test_a_permalink_opens_the_thread_at_its_comment(
    client: Client, comment: Comment
) -> None:
    page = text_of(client.get(address("comment", comment)))
    assert f'id="comment-{comment.public_id}"' in page


@pytest.mark.parametrize("name", ["thread", "comment", "post", "edit", "history"])
def test_what_does_not_exist_is_not_found(client: Client, name: str) -> None:
    url = reverse(f"comments:{name}", args=["zzzzzzzzzzzz"])
    assert client.get(url).status_code == 404


def test_what_hangs_on_a_hidden_page_is_not_found(
    resident_client: Client, thread: Thread, comment: Comment, home: Any
) -> None:
    home(is_public=False)
    for name, row in [
        ("thread", thread),
        ("post", thread),
        ("comment", comment),
        ("react", comment),
        ("history", comment),
    ]:
        assert resident_client.get(address(name, row)).status_code == 404
    posted = resident_client.post(address("post", thread), {"text": "نص"})
    assert posted.status_code == 404
    assert thread.comments.count() == 1


def test_a_bad_cursor_is_refused_with_a_page(client: Client, thread: Thread) -> None:
    response = client.get(address("thread", thread), {"cursor": "nonsense"})
    assert response.status_code == 422


def test_a_comment_is_published_and_shown_where_the_writer_was(
    resident_client: Client, thread: Thread
) -> None:
    here = "/ar/drafts/x/?version=2"
    response = resident_client.post(
        f"{address('post', thread)}?next=/ar/drafts/x/%3Fversion%3D2%23a5",
        {"text": "نصٌّ كما كُتب", "stance": "question"},
    )
    posted = thread.comments.get()
    assert response.status_code == 302
    assert response["Location"] == f"{here}#comment-{posted.public_id}"
    assert (posted.text, posted.stance) == ("نصٌّ كما كُتب", "question")


@pytest.mark.parametrize(
    "evil", ["https://evil.example/", "//evil.example", "\\\\evil"]
)
def test_nobody_is_led_to_another_site(
    resident_client: Client, thread: Thread, evil: str
) -> None:
    response = resident_client.post(
        address("post", thread), {"text": "نص", "next": evil}
    )
    posted = thread.comments.get()
    expected = f"{address('comment', posted)}#comment-{posted.public_id}"
    assert response["Location"] == expected


def test_a_double_click_is_one_comment(resident_client: Client, thread: Thread) -> None:
    sent = {"text": "مرة واحدة", "submission_key": "k-1"}
    first = resident_client.post(address("post", thread), sent)
    second = resident_client.post(address("post", thread), sent)
    assert first["Location"] == second["Location"]
    assert thread.comments.count() == 1
    other = resident_client.post(address("post", thread), {**sent, "text": "أخرى"})
    assert other.status_code == 409
    assert "أخرى" in text_of(other)


def test_a_reply_is_written_on_a_page_that_shows_what_it_answers(
    resident_client: Client, thread: Thread, comment: Comment
) -> None:
    url = f"{address('post', thread)}?parent={comment.public_id}"
    page = text_of(resident_client.get(url))
    assert comment.html in page
    assert f'name="parent" value="{comment.public_id}"' in page
    resident_client.post(
        address("post", thread), {"text": "رد", "parent": comment.public_id}
    )
    assert comment.replies.get().text == "رد"


def test_a_parent_from_another_thread_is_refused(
    resident_client: Client, comment: Comment
) -> None:
    other = ThreadFactory()
    sent = {"text": "رد", "parent": comment.public_id}
    response = resident_client.post(address("post", other), sent)
    assert response.status_code == 422
    assert other.comments.count() == 0
    strange = f"{address('post', other)}?parent={comment.public_id}"
    assert resident_client.get(strange).status_code == 422


def test_a_refused_text_is_given_back(resident_client: Client) -> None:
    closed = ThreadFactory(closes_at=timezone.now() - timedelta(minutes=1))
    response = resident_client.post(
        address("post", closed), {"text": "كتبتُه قبل <الإغلاق>", "stance": "for"}
    )
    page = text_of(response)
    assert response.status_code == 409
    assert "كتبتُه قبل &lt;الإغلاق&gt;" in page
    assert 'value="for" checked' in page


@pytest.mark.parametrize(
    ("text", "status"), [("  ", 422), ("a\x00b", 422), ("س" * 10_001, 422)]
)
def test_a_text_that_cannot_be_taken_is_refused(
    resident_client: Client, thread: Thread, text: str, status: int
) -> None:
    response = resident_client.post(address("post", thread), {"text": text})
    assert response.status_code == status
    assert thread.comments.count() == 0


def test_what_a_stranger_typed_survives_signing_in(
    client: Client, thread: Thread, comment: Comment
) -> None:
    response = client.post(
        f"{address('post', thread)}?next=/ar/here/",
        {"text": "كتبته قبل الدخول", "stance": "for", "parent": comment.public_id},
    )
    assert response.status_code == 302
    assert "login" in response["Location"]
    back = response.wsgi_request.session  # type: ignore[attr-defined]
    assert back
    client.force_login(PersonFactory(verified=True))
    url = f"{address('post', thread)}?parent={comment.public_id}&next=%2Far%2Fhere%2F"
    page = text_of(client.get(url))
    assert "كتبته قبل الدخول" in page
    assert 'value="for" checked' in page
    client.post(
        f"{address('post', thread)}?next=/ar/here/",
        {"text": "كتبته قبل الدخول", "parent": comment.public_id},
    )
    assert "كتبته قبل الدخول" not in text_of(client.get(url))


def test_a_new_account_is_told_when_to_come_back(
    client: Client, thread: Thread
) -> None:
    client.force_login(PersonFactory())
    for number in range(10):
        client.post(address("post", thread), {"text": f"نص {number}"})
    response = client.post(address("post", thread), {"text": "الحادي عشر"})
    assert response.status_code == 429
    assert 3500 < int(response["Retry-After"]) <= 3601
    assert "الحادي عشر" in text_of(response)
    assert thread.comments.count() == 10


def test_an_officer_answers_with_the_name_of_the_authority(
    client: Client, thread: Thread, comment: Comment
) -> None:
    client.force_login(member_of(thread.authority, Role.OFFICER))
    sent = {"text": "نشكركم", "parent": comment.public_id, "official": "on"}
    client.post(address("post", thread), sent)
    page = text_of(client.get(address("thread", thread)))
    assert "comment--official" in page
    assert thread.authority is not None
    assert str(thread.authority.name) in page


def test_a_resident_cannot_take_the_badge(
    resident_client: Client, thread: Thread
) -> None:
    sent = {"text": "رسمي", "official": "on"}
    response = resident_client.post(address("post", thread), sent)
    assert response.status_code == 403
    assert thread.comments.count() == 0


def author_of(client: Client, comment: Comment) -> Client:
    assert comment.author is not None
    client.force_login(comment.author)
    return client


def test_an_author_edits_and_the_history_is_public(
    client: Client, comment: Comment
) -> None:
    author = author_of(client, comment)
    url = address("edit", comment)
    assert "الرصيف **ضيق** &amp; مكسور" in text_of(author.get(url))
    response = author.post(f"{url}?edition=first", {"text": "الرصيف أضيق"})
    assert response.status_code == 302
    assert "الرصيف أضيق" in text_of(Client().get(address("thread", comment.thread)))
    page = text_of(Client().get(address("history", comment)))
    assert "<strong>ضيق</strong>" in page
    assert "<p>الرصيف أضيق</p>" in page


def test_a_stale_edit_shows_both_texts(client: Client, comment: Comment) -> None:
    author = author_of(client, comment)
    url = f"{address('edit', comment)}?edition=first"
    author.post(url, {"text": "من نافذة"})
    response = author.post(url, {"text": "من نافذة أخرى"})
    assert response.status_code == 409
    assert "من نافذة أخرى" in text_of(response)
    assert "<p>من نافذة</p>" in text_of(response)


def test_only_the_author_opens_the_forms(
    resident_client: Client, comment: Comment
) -> None:
    assert resident_client.get(address("edit", comment)).status_code == 404
    assert resident_client.get(address("withdraw", comment)).status_code == 404
    edit = resident_client.post(address("edit", comment), {"text": "x"})
    assert edit.status_code == 403
    assert resident_client.post(address("withdraw", comment)).status_code == 403
    stranger = Client()
    for name in ("edit", "withdraw"):
        assert "login" in stranger.post(address(name, comment))["Location"]
    comment.refresh_from_db()
    assert (comment.edited_at, comment.withdrawn_at) == (None, None)


def test_withdrawing_asks_once_and_leaves_a_tombstone(
    client: Client, comment: Comment
) -> None:
    author = author_of(client, comment)
    assert "confirm" in text_of(author.get(address("withdraw", comment)))
    response = author.post(address("withdraw", comment))
    assert response.status_code == 302
    page = text_of(Client().get(address("thread", comment.thread)))
    assert "comment--withdrawn" in page
    assert "ريم الحارثي" not in page
    assert "ضيق" not in page
    assert "ضيق" not in text_of(Client().get(address("history", comment)))


def test_people_agree_disagree_and_take_it_back(
    resident_client: Client, comment: Comment
) -> None:
    url = address("react", comment)
    for value, counts in [
        ("agree", (1, 0)),
        ("disagree", (0, 1)),
        ("none", (0, 0)),
    ]:
        response = resident_client.post(url, {"value": value})
        assert response["Location"].endswith(f"#comment-{comment.public_id}")
        comment.refresh_from_db()
        assert (comment.agree_count, comment.disagree_count) == counts
    assert resident_client.post(url, {"value": "love"}).status_code == 422
    assert "login" in Client().post(url, {"value": "agree"})["Location"]


def test_who_reacts_stays_on_the_page_they_read(
    resident_client: Client, comment: Comment
) -> None:
    page = f"http://testserver{address('thread', comment.thread)}?order=best&cursor=x"
    url = address("react", comment)
    at = f"#comment-{comment.public_id}"
    response = resident_client.post(url, {"value": "agree"}, HTTP_REFERER=page)
    assert response["Location"] == f"{page}{at}"
    elsewhere = "https://evil.example/page"
    response = resident_client.post(url, {"value": "none"}, HTTP_REFERER=elsewhere)
    assert response["Location"] == f"{address('comment', comment)}{at}"


def test_nothing_is_posted_without_the_token_of_the_page(thread: Thread) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(PersonFactory(verified=True))
    response = strict.post(address("post", thread), {"text": "نص"})
    assert response.status_code == 403
    assert thread.comments.count() == 0


def test_an_empty_thread_invites(client: Client, thread: Thread) -> None:
    assert "thread__empty" in text_of(client.get(address("thread", thread)))
