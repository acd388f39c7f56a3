"""Questions asked of people and tokens."""

from django.http import HttpRequest

from foundation.accounts.errors import UnknownPersonError
from foundation.accounts.models import ApiToken, Person
from foundation.core.errors import NotAllowedError


def person_by_email(email: str) -> Person:
    """Find a person by e-mail, whatever the case it is typed in.

    Raises:
        UnknownPersonError: nobody has this address.

    """
    person = Person.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        raise UnknownPersonError
    return person


def person_of_token(secret: str) -> Person | None:
    """Find the active person for whom a program acts with this secret."""
    rows = ApiToken.objects.select_related("person")
    token = rows.filter(digest=ApiToken.digest_of(secret)).first()
    return token.person if token and token.person.is_active else None


def signed_in(request: HttpRequest) -> Person:
    """Return who is signed in; for views that `login_required` guards.

    Raises:
        NotAllowedError: nobody is.

    """
    if not isinstance(request.user, Person):
        raise NotAllowedError
    return request.user
