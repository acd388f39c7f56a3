"""Rules of organisations that can be broken."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import DomainError, InvalidInputError


class UnknownAuthorityError(InvalidInputError):
    """No authority has this short name."""

    code = "unknown-authority"
    message = _("There is no authority with this short name.")


class AuthorityExistsError(DomainError):
    """The short name is taken."""

    code = "authority-exists"
    message = _("There is already an authority with this short name.")


class BadSlugError(InvalidInputError):
    """The short name has characters that an address cannot carry."""

    code = "bad-slug"
    message = _("Use lower-case Latin letters, digits and single hyphens.")
