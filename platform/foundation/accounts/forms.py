"""The forms of allauth in our words.

allauth checks and saves; what is ours is what people read: labels, hints, and no
placeholder that repeats a label and vanishes when one types.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_NAME = 80
_PASSWORD_HINT = _(
    "At least eight characters: not only digits, nothing that many people use,"
    " and nothing like your name or address."
)
_CODE_HINT = _("Copy the code from the message; capitals and dashes do not matter.")


class InOurWords(forms.Form):
    """Gives the fields of a form of allauth the words of this platform."""

    labels: ClassVar[Mapping[str, "_StrPromise"]] = {}
    hints: ClassVar[Mapping[str, "_StrPromise"]] = {}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            # allauth puts lists and links into hints, which pages place themselves.
            field.help_text = self.hints.get(name, "")


class LoginForm(InOurWords, account.LoginForm):
    """The address and the password."""

    labels = {
        "login": _("E-mail address"),
        "password": _("Password"),
        "remember": _("Keep me signed in on this device"),
    }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Browsers offer passkeys in the same list as the addresses they know.
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class SignupForm(InOurWords, account.SignupForm):
    """Who somebody wants to be here; without the password when a passkey follows."""

    display_name = forms.CharField(
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    field_order = ("email", "display_name", "password1")
    labels = {
        "email": _("E-mail address"),
        "display_name": _("Display name"),
        "password1": _("Password"),
    }
    hints = {
        "email": _("We send a code there. Nobody else sees the address."),
        "display_name": _(
            "Shown beside what you write. It need not be your full name."
        ),
        "password1": _PASSWORD_HINT,
    }


class CorrectEmailForm(InOurWords, account.ChangeEmailForm):
    """Another address while the first still waits for its code."""

    labels = {"email": _("E-mail address")}


class NewEmailForm(InOurWords, account.AddEmailForm):
    """The address that shall replace the present one."""

    labels = {"email": _("New e-mail address")}
    hints = {
        "email": _("We send a code there; until you enter it, the old address stays.")
    }


_NEW_PASSWORD = {
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
}


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    """A new password in exchange for the old one."""

    labels = _NEW_PASSWORD
    hints = {"password1": _PASSWORD_HINT}


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    """The first password of somebody who has signed in without one so far."""

    labels = _NEW_PASSWORD
    hints = {"password1": _PASSWORD_HINT}


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    """Where the code goes that opens the way to a new password."""

    labels = {"email": _("E-mail address")}


class NewPasswordForm(InOurWords, account.ResetPasswordKeyForm):
    """The new password of somebody who forgot the old one."""

    labels = _NEW_PASSWORD
    hints = {"password1": _PASSWORD_HINT}


class PasswordAgainForm(InOurWords, account.ReauthenticateForm):
    """The password once more, before something that matters."""

    labels = {"password": _("Password")}


class RequestCodeForm(InOurWords, account.RequestLoginCodeForm):
    """Where the code goes that signs one in."""

    labels = {"email": _("E-mail address")}


class CodeInOurWords(InOurWords):
    """One code, typed from left to right in either language."""

    labels = {"code": _("Code")}
    hints: ClassVar[Mapping[str, "_StrPromise"]] = {"code": _CODE_HINT}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        marks = {"dir": "ltr", "class": "field__input--code", "autocapitalize": "off"}
        self.fields["code"].widget.attrs.update(marks)


class LoginCodeForm(CodeInOurWords, account.ConfirmLoginCodeForm):
    """The code that signs one in."""


class EmailCodeForm(CodeInOurWords, account.ConfirmEmailVerificationCodeForm):
    """The code that shows an address to be one's own."""


class ResetCodeForm(CodeInOurWords, account.ConfirmPasswordResetCodeForm):
    """The code that opens the way to a new password."""


class SecondFactorForm(CodeInOurWords, second_factor.AuthenticateForm):
    """The code of an authenticator app, or one of the recovery codes."""

    hints = {
        "code": _("The six digits your app shows now, or one of your recovery codes.")
    }


class SecondFactorAgainForm(CodeInOurWords, second_factor.ReauthenticateForm):
    """The same code once more, before something that matters."""

    hints = SecondFactorForm.hints


class ActivateAppForm(CodeInOurWords, totp.ActivateTOTPForm):
    """The first code of an authenticator app, which proves that it was set up."""

    hints = {"code": _("The six digits your app shows now.")}

    @property
    def keys(self) -> list[str]:
        """The key as a list of one, as the component `secret` takes it."""
        return [self.secret]


_PASSKEY = {"name": _("Name of this passkey")}
_PASSKEY_HINT = {"name": _("So that you tell your devices apart.")}


class AddPasskeyForm(InOurWords, webauthn.AddWebAuthnForm):
    """A further passkey; with it alone one can sign in, unless one says otherwise."""

    labels = {**_PASSKEY, "passwordless": _("Sign in with it alone, without password")}
    hints = _PASSKEY_HINT

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["passwordless"].initial = True


class FirstPasskeyForm(InOurWords, webauthn.SignupWebAuthnForm):
    """The passkey with which an account begins."""

    labels = _PASSKEY
    hints = _PASSKEY_HINT


class RenamePasskeyForm(InOurWords, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    labels = _PASSKEY
    hints = _PASSKEY_HINT
