"""Rules of notifications that can be broken."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import InvalidInputError


class BadStopLinkError(InvalidInputError):
    """The link in a mail was cut or changed."""

    code = "bad-stop-link"
    status = 404
    message = _(
        "This link is not complete. Open the mail again, or choose in your settings."
    )
