"""Questions asked of people and tokens."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
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


@dataclass(frozen=True, slots=True)
class WaysToSignIn:
    """With what an account can be opened, beside a code by e-mail."""

    has_password: bool
    passkey_count: int
    has_app: bool


def ways_to_sign_in(person: Person) -> WaysToSignIn:
    """Tell with what this person can sign in."""
    owned = Authenticator.objects.filter(user_id=person.pk)
    kinds = list(owned.values_list("type", flat=True))
    return WaysToSignIn(
        has_password=person.has_usable_password(),
        passkey_count=kinds.count(Authenticator.Type.WEBAUTHN),
        has_app=Authenticator.Type.TOTP in kinds,
    )


def language_of_address(email: str) -> str | None:
    """Tell in which language the person with this address reads messages."""
    people = Person.objects.filter(email__iexact=email)
    return people.values_list("language", flat=True).first()


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
