"""The browser is told which of its forms were taken, and of no other."""

import pytest
from django.test import Client
from django.urls import reverse

from comments.models import Thread
from foundation.core.middleware import SENT_COOKIE
from tests.factories.comments import ThreadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread() -> Thread:
    return ThreadFactory()


def send(client: Client, thread: Thread, text: str, key: str) -> str:
    """Post a comment; return what the cookie says afterwards."""
    fields = {"text": text, "submission_key": key}
    client.post(reverse("comments:post", args=[thread.public_id]), fields)
    return client.cookies[SENT_COOKIE].value if SENT_COOKIE in client.cookies else ""


def test_a_form_that_was_taken_is_named(
    resident_client: Client, thread: Thread
) -> None:
    assert send(resident_client, thread, "A comment", "key-one") == "key-one"


def test_a_form_that_was_refused_is_not(
    resident_client: Client, thread: Thread
) -> None:
    assert send(resident_client, thread, "  ", "key-one") == ""


def test_a_form_that_waits_at_the_door_is_not(client: Client, thread: Thread) -> None:
    assert send(client, thread, "A comment", "key-one") == ""


def test_only_the_last_few_are_remembered(
    resident_client: Client, thread: Thread
) -> None:
    for number in range(6):
        said = send(resident_client, thread, f"Comment {number}", f"key-{number}")
    assert said == "key-2.key-3.key-4.key-5"


@pytest.mark.parametrize("key", ["", "a;b", "مفتاح", "x" * 65, 'a"b', "a.b"])
def test_a_strange_key_is_left_out(
    resident_client: Client, thread: Thread, key: str
) -> None:
    assert send(resident_client, thread, "A comment", key) == ""
