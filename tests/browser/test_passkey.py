"""Passkeys in a real browser, with an authenticator that Chromium itself plays."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from playwright.sync_api import Page, expect

from foundation.accounts.models import Level, Person
from tests.browser.accessibility import findings, report
from tests.browser.conftest import DESK, PHONE, Visitor
from tests.factories.accounts import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)
CODE = re.compile(r"^([A-Z0-9]{3,6}-?[A-Z0-9]{3,6})$", re.MULTILINE)
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_device(visitor: Visitor, **how: Any) -> Page:
    """A page in a browser whose device can hold passkeys; they need a named host."""
    visitor.server = visitor.server.replace("127.0.0.1", "localhost")
    page = visitor.page(**how)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return page


def sign_up(page: Page) -> Person:
    """Open an account whose only key is the device."""
    page.goto("/ar/accounts/signup/passkey/?next=/ar/me/?from=draft")
    page.get_by_label("البريد الإلكتروني").fill("salma@example.org")
    page.get_by_label("الاسم الظاهر").fill("سلمى")
    page.get_by_role("button", name="تابِع").click()
    found = CODE.search(mail.outbox[-1].body)
    assert found
    page.get_by_label("الرمز").fill(found[1])
    page.get_by_role("button", name="تابِع").click()
    page.get_by_role("button", name="أنشئ مفتاح المرور").click()
    page.wait_for_url("**/ar/me/?from=draft")
    return Person.objects.get(email="salma@example.org")


def test_an_account_begins_with_a_passkey_and_opens_with_it(visitor: Visitor) -> None:
    page = with_device(visitor)
    person = sign_up(page)
    assert (person.level, person.has_usable_password()) == (Level.CONFIRMED, False)
    page.goto("/ar/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="الخروج").click()
    page.goto("/ar/accounts/login/?next=/ar/me/?from=idea")
    page.get_by_role("button", name="ادخل بمفتاح المرور").click()
    page.wait_for_url("**/ar/me/?from=idea")
    expect(page.get_by_label("الاسم الظاهر")).to_have_value("سلمى")


def test_a_passkey_is_added_to_an_account_with_a_password(visitor: Visitor) -> None:
    person = PersonFactory()
    EmailAddress.objects.create(
        user=person, email=person.email, verified=True, primary=True
    )
    page = with_device(visitor)
    page.goto("/ar/accounts/login/?next=/ar/accounts/2fa/webauthn/add/")
    page.get_by_label("البريد الإلكتروني").fill(person.email)
    page.get_by_label("كلمة السر").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="الدخول", exact=True).click()
    page.get_by_label("كلمة السر").fill(PASSWORD)
    page.get_by_role("button", name="تابِع").click()
    page.get_by_label("اسم مفتاح المرور").fill("هاتفي")
    page.get_by_role("button", name="أنشئ مفتاح المرور").click()
    page.wait_for_url("**/recovery-codes/")
    key = Authenticator.objects.get(user=person, type="webauthn")
    assert (key.wrap().name, key.wrap().is_passwordless) == ("هاتفي", True)


def test_a_device_without_the_key_is_told_of_kindly(visitor: Visitor) -> None:
    page = with_device(visitor)
    page.goto("/ar/accounts/login/")
    expect(page.locator("[data-passkey-fault]")).to_be_hidden()
    page.get_by_role("button", name="ادخل بمفتاح المرور").click()
    expect(page.locator("[data-passkey-fault]")).to_be_visible()


def test_without_scripts_the_passkey_is_not_offered(visitor: Visitor) -> None:
    page = visitor.visit("/ar/accounts/login/", scripts=False)
    expect(page.get_by_role("button", name="ادخل بمفتاح المرور")).to_have_count(0)
    expect(page.get_by_label("كلمة السر")).to_be_visible()


@pytest.mark.parametrize("address", ["login/", "signup/", "signup/passkey/"])
@pytest.mark.parametrize(
    ("language", "theme", "width"),
    [("ar", "light", PHONE), ("ar", "dark", DESK), ("en", "light", DESK)],
)
def test_the_checkers_find_nothing_at_the_door(
    visitor: Visitor, address: str, language: str, theme: str, width: int
) -> None:
    page = visitor.visit(f"/{language}/accounts/{address}", width=width, theme=theme)
    found = findings(page)
    assert not found, report(found)


@pytest.mark.parametrize(
    "address", ["me/", "accounts/2fa/", "accounts/email/", "accounts/sessions/"]
)
@pytest.mark.parametrize(
    ("language", "theme", "width"), [("ar", "light", PHONE), ("en", "dark", DESK)]
)
def test_the_checkers_find_nothing_in_one_s_own_rooms(
    visitor: Visitor,
    client: Client,
    address: str,
    language: str,
    theme: str,
    width: int,
) -> None:
    client.force_login(PersonFactory())
    page = visitor.page(width=width, theme=theme)
    visitor.sign_in(page, client.session.session_key)
    page.goto(f"/{language}/{address}")
    assert "/login/" not in page.url
    found = findings(page)
    assert not found, report(found)
