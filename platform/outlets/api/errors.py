"""Rules of the API that can be broken."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import DomainError, InvalidInputError, NotAllowedError


class BadTokenError(NotAllowedError):
    """The secret in the Authorization header is nobody's."""

    code = "bad-token"
    status = 401
    message = _("This token is not valid. Make a new one and try again.")


class SignInError(NotAllowedError):
    """The act needs a person, and nobody is signed in."""

    code = "sign-in"
    status = 401
    message = _("Sign in or send a token to do this.")


class CsrfError(NotAllowedError):
    """A browser's session was used from another site's page."""

    code = "csrf"
    message = _("This request did not come from our own pages. Reload and try again.")


class NotFoundError(DomainError):
    """There is no such object, or it may not be seen."""

    code = "not-found"
    status = 404
    message = _("There is nothing at this address.")


class BadBodyError(InvalidInputError):
    """The body is no JSON object."""

    code = "bad-body"
    status = 400
    message = _("The body of the request is not readable JSON.")
