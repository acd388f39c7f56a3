"""Personal data is shown before it is published; nothing typed is lost."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from comments.models import Comment, Thread
from tests.factories.comments import ThreadFactory
from tests.factories.moderation import old_hand, said

pytestmark = pytest.mark.django_db
TEXT = "راسلني: ٠٥٠١٢٣٤٥٦٧ أو a@example.org، شكرًا"


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.fixture
def thread() -> Thread:
    return ThreadFactory()


@pytest.fixture
def url(thread: Thread, client: Client) -> str:
    client.force_login(old_hand())
    return reverse("comments:post", args=[thread.public_id])


def test_what_was_found_is_marked_and_everything_is_kept(
    client: Client, url: str
) -> None:
    typed = {"text": TEXT, "stance": "against", "submission_key": "k"}
    answer = client.post(url, typed)
    page = text_of(answer)
    assert answer.status_code == 409
    assert "<mark>٠٥٠١٢٣٤٥٦٧</mark>" in page
    assert "<mark>a@example.org</mark>" in page
    assert TEXT in page
    assert 'value="against" checked' in page
    assert not Comment.objects.exists()


def test_it_is_published_when_the_writer_means_it(client: Client, url: str) -> None:
    client.post(url, {"text": TEXT, "publish_anyway": "on"})
    assert Comment.objects.get().text == TEXT


def test_it_is_taken_out_and_shown_before_it_is_published(
    client: Client, url: str
) -> None:
    page = text_of(client.post(url, {"text": TEXT, "remove_personal_data": "on"}))
    assert not Comment.objects.exists()
    assert "راسلني: … أو …، شكرًا" in page
    client.post(url, {"text": "راسلني: … أو …، شكرًا"})
    assert "٠٥٠" not in Comment.objects.get().text


def test_an_edit_is_looked_at_as_well(client: Client, thread: Thread) -> None:
    author = old_hand()
    comment = said(thread, author=author)
    client.force_login(author)
    url = reverse("comments:edit", args=[comment.public_id])
    assert client.post(url, {"text": TEXT}).status_code == 409
    client.post(url, {"text": TEXT, "publish_anyway": "on"})
    comment.refresh_from_db()
    assert comment.text == TEXT


def test_programs_are_told_only_when_they_ask(client: Client, thread: Thread) -> None:
    client.force_login(old_hand())
    url = f"/api/v1/threads/{thread.public_id}/comments"

    def post(**body: Any) -> HttpResponse:
        kind = "application/json"
        return client.post(url, {"text": TEXT, **body}, content_type=kind)

    refused = post(check_personal_data=True)
    assert refused.status_code == 409
    assert refused["Content-Type"] == "application/problem+json"
    problem: Any = refused.json()  # type: ignore[attr-defined]
    assert problem["code"] == "personal-data"
    found = problem["findings"][0]
    assert (found["kind"], TEXT[found["start"] : found["end"]]) == (
        "phone",
        found["text"],
    )
    assert post().status_code == 201
