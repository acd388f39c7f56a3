"""Hostile text that nobody here wrote, through writing and showing a comment."""

import html
import json
from collections.abc import Iterator
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from comments.models import Comment, Thread
from comments.queries import read_thread
from comments.services import post_comment
from foundation.core.text import TAGS, EmptyTextError, NulInTextError
from tests.factories.accounts import PersonFactory
from tests.factories.comments import ThreadFactory
from tests.outside.conftest import Outside

pytestmark = pytest.mark.django_db
SCHEMES = {"http", "https", "mailto", ""}


class Judge(HTMLParser):
    """Notes every element and attribute that user text must not bring in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            allowed = tag == "a" and name in {"href", "rel"}
            is_safe = name != "href" or urlsplit(value or "").scheme in SCHEMES
            if not allowed or not is_safe:
                self.faults.append(f"{tag} {name}={value}")


def faults_in(markup: str) -> list[str]:
    judge = Judge()
    judge.feed(markup)
    judge.close()
    return judge.faults


def hostile_texts(outside: Outside) -> Iterator[str]:
    cases = json.loads((outside("dompurify-xss") / "cases.json").read_text())
    yield from (case["payload"] for case in cases)
    yield from json.loads((outside("naughty-strings") / "blns.json").read_text())


def posted(thread: Thread, texts: Iterator[str], now: datetime) -> Iterator[Comment]:
    author = PersonFactory(verified=True)
    for text in texts:
        try:
            comment = post_comment(thread=thread, author=author, text=text, now=now)
        except (EmptyTextError, NulInTextError):
            assert not text.strip() or "\x00" in text
        else:
            comment.refresh_from_db()
            kept = text.replace("\r\n", "\n").replace("\r", "\n").strip()
            assert comment.text == kept
            yield comment


def test_no_text_brings_in_more_than_small_markdown(
    outside: Outside, now: datetime
) -> None:
    comments = list(posted(ThreadFactory(), hostile_texts(outside), now))
    assert len(comments) > 400
    assert {comment.text: faults_in(comment.html) for comment in comments} == {
        comment.text: [] for comment in comments
    }


def test_a_page_of_hostile_texts_shows_them_as_text(
    outside: Outside, now: datetime
) -> None:
    thread = ThreadFactory()
    quiet = render(thread, now)
    for comment in posted(thread, hostile_texts(outside), now):
        Comment.objects.exclude(pk=comment.pk).delete()
        page = render(thread, now)
        assert "<script" not in page
        assert page.count("<img") == page.count("<iframe") == 0
        assert comment.html in page
    assert "<script" not in quiet


def render(thread: Thread, now: datetime) -> str:
    reading = read_thread(thread=thread, viewer=None, now=now)
    return render_to_string("comments/thread.html", {"reading": reading})


def test_no_form_breaks_and_every_text_is_given_back(
    outside: Outside, client: Client
) -> None:
    client.force_login(PersonFactory(verified=True))
    thread = ThreadFactory()
    url = reverse("comments:post", args=[thread.public_id])
    for text in hostile_texts(outside):
        for sent in ({"text": text}, {"text": "نص", "stance": text, "parent": text}):
            response = client.post(url, sent)
            assert response.status_code in {302, 422}, text
    closed = ThreadFactory(is_enabled=False)
    url = reverse("comments:post", args=[closed.public_id])
    for text in hostile_texts(outside):
        page = client.post(url, {"text": text}).content.decode()
        typed = page.partition("<textarea")[2].partition(">")[2]
        given_back = html.unescape(typed.partition("</textarea>")[0])
        sent_by_browser = text.encode("utf-8", "replace").decode()
        assert given_back == sent_by_browser
