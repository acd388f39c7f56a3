"""Every page of the door is ours, in our layout and in good Arabic."""

import re
from pathlib import Path

import allauth
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.core import mail
from django.http import HttpResponse
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from foundation.accounts.models import Person
from tests.factories.accounts import PASSWORD, PersonFactory

ALLAUTH = Path(allauth.__file__).parent / "templates"
# What no address of ours leads to: telephones, trusted browsers, links by mail.
UNUSED = re.compile(
    r"phone|trust|account/email\.html|email_confirm\.html|verification_sent|verified_email"
    r"|reset_done|/base|/snippets/"
)
LATIN = re.compile(r"[A-Za-z]{2,}")
CODE = re.compile(r"^([A-Z0-9]{3,6}-?[A-Z0-9]{3,6})$", re.MULTILINE)
STRANGER = [
    "account_login",
    "account_signup",
    "account_signup_by_passkey",
    "account_request_login_code",
    "account_reset_password",
    "account_password_reset_completed",
    "account_inactive",
    "account_email_verification_sent",
]
OWN = [
    "organisations:profile",
    "account_email",
    "account_change_password",
    "account_reauthenticate",
    "account_logout",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "usersessions_list",
]


def templates() -> list[str]:
    """The templates of allauth that stand behind our addresses."""
    found = (
        path.relative_to(ALLAUTH).as_posix()
        for room in ("account", "mfa", "usersessions")
        for path in sorted((ALLAUTH / room).rglob("*"))
        if path.suffix == ".html" or "/messages/" in path.as_posix()
    )
    return [name for name in found if not UNUSED.search(name)]


@pytest.fixture
def person(db: None) -> Person:
    made = PersonFactory(email="reem@example.org", display_name="ريم")
    EmailAddress.objects.create(
        user=made, email=made.email, verified=True, primary=True
    )
    return made


@pytest.fixture
def own(client: Client, person: Person) -> Client:
    """Signed in, and asked once more."""
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def latin_words(response: HttpResponse) -> list[str]:
    """The Latin words people meet on a page, but for addresses, codes and names."""
    page = BeautifulSoup(response.content, "html.parser").main
    assert page is not None
    for part in page.select("script, bdi, code, noscript, dd[dir=ltr]"):
        part.decompose()
    said = [page.get_text(" ")]
    for name in ("aria-label", "alt", "title", "placeholder"):
        said += [str(part[name]) for part in page.select(f"[{name}]")]
    inbox = "Inbox"  # entered by another app, whose catalogue is tested there
    return [word for word in LATIN.findall(" ".join(said)) if word != inbox]


@pytest.mark.parametrize("name", templates())
def test_no_page_or_message_of_allauth_shows_through(name: str) -> None:
    origin = get_template(name).template.origin.name
    assert "foundation/accounts/templates" in origin


@pytest.mark.parametrize("name", STRANGER)
def test_a_stranger_s_page_is_arabic_throughout(
    client: Client, db: None, name: str
) -> None:
    response = client.get(reverse(name), follow=True)
    assert response.status_code == 200
    assert latin_words(response) == []


@pytest.mark.parametrize(
    "name",
    [name for name in STRANGER if "completed" not in name and "inactive" not in name],
)
def test_what_is_refused_is_said_in_arabic(client: Client, db: None, name: str) -> None:
    response = client.post(reverse(name), {"password1": "123"}, follow=True)
    assert response.status_code == 200
    assert latin_words(response) == []


@pytest.mark.parametrize("name", OWN)
def test_an_own_page_is_arabic_throughout(own: Client, name: str) -> None:
    response = own.get(reverse(name))
    assert response.status_code == 200
    assert latin_words(response) == []


@pytest.mark.parametrize("name", OWN)
def test_an_own_page_is_there_in_english(own: Client, name: str) -> None:
    response = own.get(reverse(name).replace("/ar/", "/en/", 1))
    assert response.status_code == 200
    assert 'lang="en"' in response.content.decode()


@pytest.mark.django_db
def test_the_pages_that_ask_for_a_code_are_arabic(
    client: Client, person: Person
) -> None:
    for ask in ("account_request_login_code", "account_reset_password"):
        other = Client()
        page = other.post(reverse(ask), {"email": person.email}, follow=True)
        assert latin_words(page) == []
        refused = other.post(page.redirect_chain[-1][0], {"code": "WRONG1"})
        assert latin_words(refused) == []


def test_pages_behind_the_second_step_are_arabic(own: Client, person: Person) -> None:
    for kind, data in (("totp", {"secret": "A" * 32}), ("webauthn", {"name": "هاتفي"})):
        Authenticator.objects.create(user=person, type=kind, data=data)
    own.post(reverse("mfa_generate_recovery_codes"))
    key = Authenticator.objects.get(type="webauthn").pk
    addresses = [
        reverse(f"mfa_{name}")
        for name in ("index", "view_recovery_codes", "generate_recovery_codes")
    ]
    addresses.append(reverse("mfa_deactivate_totp"))
    addresses += [
        reverse(f"mfa_{name}_webauthn", args=[key]) for name in ("edit", "remove")
    ]
    for address in addresses:
        response = own.get(address)
        assert response.status_code == 200, address
        assert latin_words(response) == [], address


def test_nothing_runs_inline_at_the_door(client: Client, db: None) -> None:
    response = client.get(reverse("account_login"))
    page = BeautifulSoup(response.content, "html.parser")
    running = [
        script
        for script in page.select("script:not([src])")
        if script.get("type") != "application/json"
    ]
    assert running == []
    assert not page.select("[style], [onclick], style")
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert page.select_one("#id_login")["autocomplete"] == "username webauthn"  # type: ignore[index]


def test_codes_are_in_the_mail_and_nowhere_on_the_page(
    client: Client, person: Person
) -> None:
    ask = reverse("account_request_login_code")
    page = client.post(ask, {"email": person.email}, follow=True)
    code = CODE.search(mail.outbox[-1].body)
    assert code
    assert code[1] not in page.content.decode()
