"""Whole errands of people at the door: over HTTP, with the codes from their mail."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from comments.models import Comment
from foundation.accounts.models import Level, Person
from tests.factories.accounts import PASSWORD, PersonFactory
from tests.factories.comments import ThreadFactory

pytestmark = pytest.mark.django_db
NEW = "salma@example.org"
CODE = re.compile(r"^([A-Z0-9]{3,6}-?[A-Z0-9]{3,6})$", re.MULTILINE)
BACK = "/ar/me/?from=draft"


def reader(**traits: Any) -> Person:
    """A person whose address is confirmed, as after signing up."""
    person = PersonFactory(**traits)
    EmailAddress.objects.create(
        user=person, email=person.email, verified=True, primary=True
    )
    return person


def code_in_mail() -> str:
    """The code of the newest message."""
    found = CODE.search(mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found[1]


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def at(name: str, back: str = "") -> str:
    return reverse(name) + (f"?next={back}" if back else "")


def sign_up(client: Client, back: str = "") -> HttpResponse:
    typed = {"email": NEW, "display_name": "سلمى", "password1": PASSWORD, "next": back}
    return client.post(at("account_signup", back), typed)


def sign_in(
    client: Client, email: str, password: str = PASSWORD, back: str = ""
) -> HttpResponse:
    typed = {"login": email, "password": password, "next": back}
    return client.post(at("account_login", back), typed)


def enter(client: Client, name: str, code: str, **more: str) -> HttpResponse:
    return client.post(reverse(name), {"code": code, **more})


def totp_of(person: Person) -> str:
    """Connect an app, and tell its key."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def totp_code(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


class TestSigningUp:
    def test_the_code_from_the_mail_makes_a_confirmed_person_who_may_comment(
        self, client: Client
    ) -> None:
        thread = ThreadFactory()
        sign_up(client)
        assert not signed_in(client)
        assert Person.objects.get(email=NEW).level == Level.REGISTERED
        enter(client, "account_email_verification_sent", code_in_mail())
        assert signed_in(client)
        person = Person.objects.get(email=NEW)
        assert (person.level, person.display_name) == (Level.CONFIRMED, "سلمى")
        said = {"text": "الرصيف ضيق", "stance": "against", "submission_key": "one"}
        client.post(reverse("comments:post", args=[thread.public_id]), said)
        assert Comment.objects.get(author=person).text == "الرصيف ضيق"

    def test_the_page_to_come_back_to_survives(self, client: Client) -> None:
        first = client.get(at("account_login", BACK))
        way = reverse("account_signup") + "?" + urlencode({"next": BACK})
        assert first.context["signup_url"] == way
        sign_up(client, BACK)
        done = enter(client, "account_email_verification_sent", code_in_mail())
        assert done.url == BACK

    def test_a_wrong_code_confirms_nothing_and_can_be_corrected(
        self, client: Client
    ) -> None:
        sign_up(client)
        refused = enter(client, "account_email_verification_sent", "WRONG1")
        assert "هذا الرمز غير صحيح" in text_of(refused)
        assert not signed_in(client)
        enter(client, "account_email_verification_sent", code_in_mail())
        assert signed_in(client)

    def test_a_mistyped_address_can_be_corrected_on_the_way(
        self, client: Client
    ) -> None:
        sign_up(client)
        change = {"action": "change", "email": "salma.right@example.org"}
        client.post(reverse("account_email_verification_sent"), change)
        assert mail.outbox[-1].to == ["salma.right@example.org"]
        enter(client, "account_email_verification_sent", code_in_mail())
        assert Person.objects.get(email="salma.right@example.org").level == (
            Level.CONFIRMED
        )

    def test_what_was_typed_stays_when_something_is_refused(
        self, client: Client
    ) -> None:
        typed = {"email": NEW, "display_name": "سلمى", "password1": "123"}
        refused = text_of(client.post(reverse("account_signup"), typed))
        assert f'value="{NEW}"' in refused
        assert 'value="سلمى"' in refused
        assert 'id="id_password1_error"' in refused

    def test_an_address_that_is_taken_is_not_betrayed(self, client: Client) -> None:
        taken = reader(email=NEW)
        answer = sign_up(client)
        fresh = Client().post(
            reverse("account_signup"),
            {"email": "new@example.org", "display_name": "x", "password1": PASSWORD},
        )
        assert (answer.status_code, answer.url) == (fresh.status_code, fresh.url)
        assert mail.outbox[0].to == [taken.email]
        assert mail.outbox[0].subject == "لديك حساب بالفعل"
        assert Person.objects.filter(email=NEW).count() == 1


class TestSigningIn:
    def test_by_password(self, client: Client) -> None:
        assert sign_in(client, reader().email, back=BACK).url == BACK
        assert signed_in(client)

    def test_by_password_without_another_page_leads_to_the_own_account(
        self, client: Client
    ) -> None:
        assert sign_in(client, reader().email).url == "/ar/me/"

    def test_no_stranger_s_address_is_returned_to(self, client: Client) -> None:
        answer = sign_in(client, reader().email, back="https://elsewhere.example/")
        assert answer.url == "/ar/me/"

    def test_a_wrong_password_says_so_and_keeps_the_address(
        self, client: Client
    ) -> None:
        person = reader()
        refused = text_of(sign_in(client, person.email, "another-password"))
        assert "لا يتطابقان" in refused
        assert f'value="{person.email}"' in refused
        assert not signed_in(client)

    def test_an_unknown_address_gets_the_same_answer(self, client: Client) -> None:
        refused = text_of(sign_in(client, "nobody@example.org"))
        assert "لا يتطابقان" in refused

    def test_by_a_code(self, client: Client) -> None:
        person = reader()
        asked = client.post(
            reverse("account_request_login_code"),
            {"email": person.email, "next": BACK},
        )
        done = client.post(asked.url, {"code": code_in_mail()})
        assert signed_in(client)
        assert done.url == BACK

    def test_a_wrong_code_does_not_sign_in(self, client: Client) -> None:
        person = reader()
        ask = reverse("account_request_login_code")
        client.post(ask, {"email": person.email})
        refused = enter(client, "account_confirm_login_code", "WRONG1")
        assert "هذا الرمز غير صحيح" in text_of(refused)
        assert not signed_in(client)

    def test_a_code_works_three_tries_long(self, client: Client) -> None:
        person = reader()
        client.post(reverse("account_request_login_code"), {"email": person.email})
        right = code_in_mail()
        for _attempt in range(3):
            enter(client, "account_confirm_login_code", "WRONG1")
        enter(client, "account_confirm_login_code", right)
        assert not signed_in(client)

    def test_an_app_asks_for_its_code(self, client: Client) -> None:
        person = reader()
        secret = totp_of(person)
        second = sign_in(client, person.email, back=BACK)
        assert second.url.startswith(reverse("mfa_authenticate"))
        assert not signed_in(client)
        refused = enter(client, "mfa_authenticate", "000000")
        assert 'id="id_code_error"' in text_of(refused)
        assert not signed_in(client)
        assert enter(client, "mfa_authenticate", totp_code(secret)).url == BACK
        assert signed_in(client)

    def test_a_closed_account_stays_closed(self, client: Client) -> None:
        closed, open_one = reader(is_active=False), reader()
        sign_in(client, closed.email)
        assert not signed_in(client)
        client.post(reverse("account_request_login_code"), {"email": closed.email})
        assert not any(CODE.search(letter.body) for letter in mail.outbox)
        another = Client()
        sign_in(another, open_one.email)
        assert signed_in(another)

    def test_a_half_written_comment_is_there_afterwards(self, client: Client) -> None:
        person, thread = reader(verified=True), ThreadFactory()
        post = reverse("comments:post", args=[thread.public_id])
        door = client.post(post, {"text": "نصف تعليق", "stance": "for"})
        assert door.url.startswith(reverse("account_login"))
        back = sign_in(client, person.email, back=door.url.partition("next=")[2])
        assert "نصف تعليق" in text_of(client.get(back.url))


class TestForgettingAPassword:
    def test_a_code_opens_the_way_to_a_new_one(self, client: Client) -> None:
        person = reader()
        client.post(reverse("account_reset_password"), {"email": person.email})
        enter(client, "account_confirm_password_reset_code", code_in_mail())
        new = {"password1": "another-long-one-7", "password2": "another-long-one-7"}
        client.post(reverse("account_complete_password_reset"), new)
        assert signed_in(client)
        assert mail.outbox[-1].subject == "استُبدلت كلمة سرك"
        other = Client()
        sign_in(other, person.email, "another-long-one-7")
        assert signed_in(other)

    def test_no_code_no_new_password(self, client: Client) -> None:
        person = reader()
        client.post(reverse("account_reset_password"), {"email": person.email})
        enter(client, "account_confirm_password_reset_code", "WRONG1")
        new = {"password1": "another-long-one-7", "password2": "another-long-one-7"}
        client.post(reverse("account_complete_password_reset"), new)
        person.refresh_from_db()
        assert person.check_password(PASSWORD)


class TestTheOwnAccount:
    def signed(self, client: Client, person: Person) -> Person:
        sign_in(client, person.email)
        assert signed_in(client)
        return person

    def proven(self, client: Client, person: Person) -> Person:
        """Signed in, and asked once more, as before anything that matters."""
        self.signed(client, person)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        return person

    def test_what_touches_security_asks_for_the_password_again(
        self, client: Client
    ) -> None:
        self.signed(client, reader())
        for name in ("mfa_activate_totp", "mfa_add_webauthn"):
            asked = client.get(reverse(name))
            assert asked.url.startswith(reverse("account_reauthenticate"))
        asked = client.post(reverse("account_email"), {"email": NEW, "action_add": ""})
        assert asked.url.startswith(reverse("account_reauthenticate"))
        assert all(letter.to != [NEW] for letter in mail.outbox)

    def test_an_app_is_connected_with_its_first_code(self, client: Client) -> None:
        person = self.proven(client, reader())
        page = client.get(reverse("mfa_activate_totp"))
        secret = page.context["form"].secret
        done = enter(client, "mfa_activate_totp", totp_code(secret))
        assert done.url == reverse("mfa_view_recovery_codes")
        kinds = set(Authenticator.objects.filter(user=person).values_list("type"))
        assert kinds == {("totp",), ("recovery_codes",)}

    def test_a_new_address_counts_once_its_code_is_entered(
        self, client: Client
    ) -> None:
        person = self.proven(client, reader())
        old = person.email
        client.post(reverse("account_email"), {"email": NEW, "action_add": ""})
        person.refresh_from_db()
        assert person.email == old
        letter = next(one for one in mail.outbox if one.to == [NEW])
        code = CODE.search(letter.body)
        assert code
        enter(client, "account_email_verification_sent", code[1])
        person.refresh_from_db()
        assert person.email == NEW
        told = [letter for letter in mail.outbox if letter.to == [old]]
        assert [letter.subject for letter in told] == ["تغيّر بريدك الإلكتروني"]

    def test_other_people_s_addresses_cannot_be_touched(self, client: Client) -> None:
        other = reader()
        self.proven(client, reader())
        for act in ("action_remove", "action_primary", "action_send"):
            client.post(reverse("account_email"), {"email": other.email, act: ""})
        kept = EmailAddress.objects.get(user=other)
        assert (kept.email, kept.primary, kept.verified) == (other.email, True, True)

    def test_signing_out_elsewhere_reaches_only_the_own_devices(
        self, client: Client
    ) -> None:
        person, other = reader(), reader()
        phone, stranger = Client(), Client()
        for browser, who in ((client, person), (phone, person), (stranger, other)):
            self.signed(browser, who)
            browser.get("/ar/me/")
        page = text_of(client.get(reverse("usersessions_list")))
        assert page.count("جهاز آخر") == 1
        client.post(reverse("usersessions_list"))
        answers = [one.get("/ar/me/").status_code for one in (client, phone, stranger)]
        assert answers == [200, 302, 200]

    def test_other_people_s_passkeys_are_not_found(self, client: Client) -> None:
        theirs = Authenticator.objects.create(
            user=reader(), type="webauthn", data={"name": "هاتفي"}
        )
        self.proven(client, reader())
        for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
            address = reverse(name, args=[theirs.pk])
            assert client.post(address, {"name": "x"}).status_code == 404
        theirs.refresh_from_db()
        assert theirs.data == {"name": "هاتفي"}
