"""The letters of accounts: all ours, in the language of whoever gets them."""

from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import context
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone, translation

from foundation.accounts.documents import LETTERS
from tests.factories.accounts import PersonFactory

ALLAUTH = Path(allauth.__file__).parent / "templates"
ALL = sorted(
    path.relative_to(ALLAUTH).as_posix().removesuffix("_message.txt")
    for room in ("account", "mfa")
    for path in (ALLAUTH / room / "email").glob("*_message.txt")
    if path.name != "base_message.txt"
)


@pytest.fixture
def request_here(rf: RequestFactory) -> HttpRequest:
    return rf.get("/ar/")


def letter(name: str, to: str, request: HttpRequest) -> EmailMultiAlternatives:
    known = {
        "code": "7Q4K-M2XP",
        "timestamp": timezone.now(),
        "ip": "192.0.2.7",
        "user_agent": "Firefox",
        "password_reset_url": "https://sawt.example/reset",
        "signup_url": "https://sawt.example/signup",
    }
    with context.request_context(request):
        written = get_adapter().render_mail(name, to, known)
    assert isinstance(written, EmailMultiAlternatives)
    return written


def test_every_letter_of_allauth_has_our_words() -> None:
    assert set(ALL) == set(LETTERS)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize(("page", "own"), [("ar", "en"), ("en", "ar")])
def test_a_letter_is_in_the_language_of_the_person_not_of_the_page(
    name: str, page: str, own: str, request_here: HttpRequest
) -> None:
    person = PersonFactory(language=own)
    with translation.override(page):
        written = letter(name, person.email, request_here)
    html, kind = written.alternatives[0]
    assert kind == "text/html"
    assert f'lang="{own}"' in str(html)
    is_arabic = any("\u0621" <= sign <= "\u064a" for sign in written.subject)
    assert is_arabic == (own == "ar")
    assert "\n" not in written.subject
    assert not written.subject.startswith("[")


@pytest.mark.django_db
def test_a_stranger_gets_the_language_of_the_page(request_here: HttpRequest) -> None:
    with translation.override("en"):
        written = letter("account/email/login_code", "new@example.org", request_here)
    assert written.subject == "Your sign-in code"


@pytest.mark.django_db
def test_the_code_stands_on_a_line_of_its_own(request_here: HttpRequest) -> None:
    written = letter("account/email/login_code", "new@example.org", request_here)
    assert "7Q4K-M2XP" in str(written.body).splitlines()
    assert "7Q4K-M2XP" in str(written.alternatives[0][0])


@pytest.mark.django_db
def test_a_hostile_browser_name_is_only_text(request_here: HttpRequest) -> None:
    with context.request_context(request_here):
        known = {"timestamp": timezone.now(), "ip": "1", "user_agent": "<script>x"}
        written = get_adapter().render_mail(
            "account/email/password_changed", "new@example.org", known
        )
    assert "<script>x" not in str(written.alternatives[0][0])


@pytest.mark.django_db
def test_whoever_has_no_account_is_told_where_to_open_one(client: Client) -> None:
    ask = reverse("account_request_login_code")
    client.post(ask, {"email": "nobody@example.org"})
    assert mail.outbox[-1].to == ["nobody@example.org"]
    assert reverse("account_signup") in mail.outbox[-1].body
    assert not EmailAddress.objects.exists()
