"""How allauth makes our people and speaks to them."""

import re
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django import forms
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from foundation.accounts.documents import LETTERS
from foundation.accounts.models import Person
from foundation.accounts.queries import language_of_address
from foundation.core.translated import LANGUAGES
from frontend.moments import moment
from frontend.numerals import digits

_SAME_ANSWER = _("The e-mail address and the password do not belong together.")
_WRONG_CODE = _("This code is not right. Look at the message again.")
_SVG_START = re.compile(r"<svg[^>]*>")
_ON_WHITE = r'\g<0><rect width="100%" height="100%" fill="#fff"/>'
_WEAK = {
    "password_too_short": _("This is too short: take at least eight characters."),
    "password_too_common": _("Too many people use this password. Think of another."),
    "password_entirely_numeric": _("Digits alone are too easy to guess."),
    "password_too_similar": _("This is too much like your name or address."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Fills what our people have beyond an address and a password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is the address of your account already."),
        "email_password_mismatch": _SAME_ANSWER,
        "email_taken": _("Another account has this address."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": _("This is not your password."),
        "invalid_or_expired_key": _("This link has expired."),
        "invalid_login": _("Signing in did not succeed."),
        "invalid_password_reset": _("This link has expired or was used."),
        "rate_limited": _("That was too often in a short time. Wait a few minutes."),
        "same_as_current": _("This is the present address. Enter another one."),
        "too_many_login_attempts": _(
            "That was wrong too often. Wait a few minutes, then start again."
        ),
        "unverified_primary_email": _("First confirm your address."),
    }

    def save_user(
        self, request: HttpRequest, user: Person, form: forms.Form, commit: bool = True
    ) -> Person:
        """Take the display name from the form and the language from the page."""
        user.language = _language_here()
        user.display_name = form.cleaned_data.get("display_name", "")
        person: Person = super().save_user(request, user, form, commit)
        return person

    def clean_password(self, password: str, user: Person | None = None) -> str:
        """Say in our words why a password is too weak.

        Raises:
            ValidationError: it is.

        """
        try:
            return str(super().clean_password(password, user=user))
        except ValidationError as error:
            reasons = [_WEAK.get(one.code or "", one) for one in error.error_list]
            raise ValidationError(reasons) from error

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Write one of our letters, in the language of whoever it goes to."""
        to = [email] if isinstance(email, str) else email
        letter = LETTERS[template_prefix]
        with override(language_of_address(to[0]) or _language_here()):
            filled = {
                **context,
                "letter": letter,
                "when": moment(context["timestamp"]) if letter.tells_origin else "",
                "subject": str(letter.subject),
                "action_url": context.get(letter.url_key, ""),
                "action_label": letter.act,
                "reason": gettext("You get this because it concerns your account."),
            }
            text = render_to_string("accounts/letter.txt", filled)
            page = render_to_string("accounts/letter.html", filled)
            message = EmailMultiAlternatives(
                filled["subject"], text, self.get_from_email(), to, headers=headers
            )
        message.attach_alternative(page, "text/html")
        return message

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:  # noqa: ANN401
        """Say in our words how else one can show who one is."""
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use your app or a recovery code"),
            "mfa_reauthenticate:webauthn": _("Use your passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**one, "description": words[one["id"]]} for one in methods]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Names passkeys, and refuses in our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _WRONG_CODE,
        "unverified_email": _("First confirm your e-mail address."),
        "cannot_generate_recovery_codes": _(
            "Recovery codes come with an authenticator app or a passkey."
        ),
    }

    def generate_authenticator_name(
        self,
        user: Person,
        type: Authenticator.Type,  # noqa: A002  allauth's name
    ) -> str:
        """Propose a name that this person's other passkeys do not have."""
        count = Authenticator.objects.filter(user=user, type=type).count() + 1
        if count == 1:
            return gettext("Passkey")
        return gettext("Passkey {number}").format(number=digits(str(count)))

    def build_totp_svg(self, url: str) -> str:
        """Draw the key on white, so that cameras read it in the dark theme too."""
        drawing = str(super().build_totp_svg(url))
        return _SVG_START.sub(_ON_WHITE, drawing, count=1)

    def _get_site_name(self) -> str:
        return gettext("Sawt")


def _language_here() -> str:
    language = (get_language() or LANGUAGES[0]).partition("-")[0]
    return language if language in LANGUAGES else LANGUAGES[0]
