"""Rules of accounts that can be broken."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import InvalidInputError


class UnknownPersonError(InvalidInputError):
    """Nobody signs in with this address."""

    code = "unknown-person"
    message = _("Nobody has an account with this e-mail address.")


class BadEmailError(InvalidInputError):
    """This is no e-mail address."""

    code = "bad-email"
    message = _("This is not a valid e-mail address.")
