"""Who asks, and with which key; shared by every router."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.http import HttpRequest
from django.utils import timezone
from ninja.utils import check_csrf

from comments.models import Thread
from comments.permissions import can_comment
from foundation.accounts.models import Person
from foundation.accounts.queries import person_of_token
from foundation.accounts.services import note_token_use
from outlets.api.errors import BadTokenError, CsrfError, NotFoundError, SignInError

T = TypeVar("T")


def person_of(request: HttpRequest) -> Person | None:
    """Find who asks, by token or session; None for an anonymous reader.

    Raises:
        BadTokenError: a token was sent and is nobody's.

    """
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return _person_of_secret(secret.strip())
    return request.user if isinstance(request.user, Person) else None


def writer_of(request: HttpRequest) -> Person:
    """Find who wants to write.

    Raises:
        BadTokenError: a token was sent and is nobody's.
        SignInError: nobody is signed in.
        CsrfError: a session was used without its page's token.

    """
    person = person_of(request)
    if person is None:
        raise SignInError
    by_session = "Authorization" not in request.headers
    if by_session and check_csrf(request) is not None:
        raise CsrfError
    return person


def key_of(request: HttpRequest) -> str:
    """Read the key by which a repeated request is recognised; empty without one."""
    return request.headers.get("Idempotency-Key", "")


def comment_rule(person: Person | None, *, now: datetime) -> Callable[[Thread], bool]:
    """Return the rule whether this person may comment in a thread now."""
    return lambda thread: can_comment(person, thread, now=now)


def found(row: T | None) -> T:
    """Pass an object on.

    Raises:
        NotFoundError: there is none.

    """
    if row is None:
        raise NotFoundError
    return row


def _person_of_secret(secret: str) -> Person:
    person = person_of_token(secret)
    if person is None:
        raise BadTokenError
    note_token_use(secret=secret, on=timezone.now().date())
    return person
