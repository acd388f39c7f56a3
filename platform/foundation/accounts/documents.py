"""The letters that accounts send: what each says, and where it leads."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_UNASKED = _("If you did not ask for this, you can ignore this message.")
_NOT_YOU = _(
    "If this was not you, change your password and sign out your other devices now."
)
_ENTER_CODE = _("Enter this code in the page that you have open:")


@dataclass(frozen=True, slots=True)
class Letter:
    """What a message says: sentences before the code or the button, and after it."""

    subject: Promise
    says: Promise
    then: Promise = _UNASKED
    url_key: str = ""
    act: Promise | str = ""
    tells_origin: bool = False


def _news(subject: Promise, says: Promise) -> Letter:
    """A message that something about the account changed, and from where."""
    return Letter(subject, says, then=_NOT_YOU, tells_origin=True)


_CONFIRM = Letter(_("Confirm your e-mail address"), _ENTER_CODE)
_TAKEN = Letter(
    _("You already have an account"),
    _("Somebody, perhaps you, tried to open an account with this address."),
    url_key="password_reset_url",
    act=_("Choose a new password"),
)
_UNKNOWN = Letter(
    _("There is no account with this address"),
    _("Somebody, perhaps you, asked to sign in with this address."),
    url_key="signup_url",
    act=_("Open an account"),
)
_KEY = Letter(
    _("Choose a new password"),
    _("You asked for a new password."),
    url_key="password_reset_url",
    act=_("Choose a new password"),
)

LETTERS = {
    "account/email/account_already_exists": _TAKEN,
    "account/email/unknown_account": _UNKNOWN,
    "account/email/email_confirmation": _CONFIRM,
    "account/email/email_confirmation_signup": _CONFIRM,
    "account/email/login_code": Letter(_("Your sign-in code"), _ENTER_CODE),
    "account/email/password_reset_code": Letter(
        _("Your code for a new password"), _ENTER_CODE
    ),
    "account/email/password_reset_key": _KEY,
    "account/email/email_changed": _news(
        _("Your e-mail address was changed"),
        _("The address of your account was changed."),
    ),
    "account/email/email_confirm": _news(
        _("Your e-mail address is confirmed"),
        _("You showed that this address is yours."),
    ),
    "account/email/email_deleted": _news(
        _("An e-mail address was removed"),
        _("An address was removed from your account."),
    ),
    "account/email/password_changed": _news(
        _("Your password was changed"), _("The password of your account was changed.")
    ),
    "account/email/password_reset": _news(
        _("Your password was replaced"),
        _("A new password was chosen for your account, with a code sent to you."),
    ),
    "account/email/password_set": _news(
        _("Your account now has a password"),
        _("A password was chosen for your account."),
    ),
    "mfa/email/recovery_codes_generated": _news(
        _("You have new recovery codes"),
        _("New recovery codes were made; the earlier ones no longer work."),
    ),
    "mfa/email/totp_activated": _news(
        _("Signing in now asks for a second step"),
        _("An authenticator app was connected to your account."),
    ),
    "mfa/email/totp_deactivated": _news(
        _("Signing in no longer asks for your app"),
        _("The authenticator app was disconnected from your account."),
    ),
    "mfa/email/webauthn_added": _news(
        _("A passkey was added"), _("A new passkey can open your account.")
    ),
    "mfa/email/webauthn_removed": _news(
        _("A passkey was removed"), _("A passkey no longer opens your account.")
    ),
}
