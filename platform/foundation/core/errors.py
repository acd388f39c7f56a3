"""The base of every refusal that a person may see."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A rule of the domain was broken.

    Subclasses are named for the rule, and say in `message` what the person can do.
    `status` is the HTTP status of the refusal and `code` its stable name in the API;
    `field` names the input that is at fault, where there is one.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    message: ClassVar[str | Promise] = _("This is not possible now.")

    def __init__(
        self, message: str | Promise | None = None, *, field: str | None = None
    ) -> None:
        self.sentence = message or self.message
        self.field = field
        super().__init__(str(self.sentence))

    def __str__(self) -> str:
        """Return the sentence in the language that is active now."""
        return str(self.sentence)


class NotAllowedError(DomainError):
    """The person lacks the right; says nothing of whether the thing exists."""

    code = "not-allowed"
    status = 403
    message = _("You do not have the right to do this.")


class InvalidInputError(DomainError):
    """What was sent cannot be taken as it is."""

    code = "invalid"
    status = 422
    message = _("Please check what you entered.")


class KeyReusedError(DomainError):
    """A submission key came back with other content."""

    code = "key-reused"
    status = 409
    message = _(
        "This form was already sent with other content. Reload the page and try again."
    )
