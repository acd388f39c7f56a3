"""Which kinds of messages a person wants by mail."""

from collections.abc import Collection

from django.core import signing
from django.db import transaction

from foundation.accounts.models import Person
from outlets.notifications.errors import BadStopLinkError
from outlets.notifications.models import MailChoice, MessageKind
from outlets.notifications.services.mailing import SALT


@transaction.atomic
def choose_mail(*, person: Person, wanted: Collection[str]) -> None:
    """Send mail of the `wanted` kinds only; the inbox always has everything."""
    unwanted = [kind for kind in MessageKind.values if kind not in wanted]
    MailChoice.objects.filter(person=person).exclude(kind__in=unwanted).delete()
    MailChoice.objects.bulk_create(
        (MailChoice(person=person, kind=kind) for kind in unwanted),
        ignore_conflicts=True,
    )


def stop_mail(*, token: str) -> MessageKind:
    """Stop one kind of mail for the person that a mail's link names.

    Raises:
        BadStopLinkError: the link was cut or changed.

    """
    person_id, kind = read_stop_token(token)
    if Person.objects.filter(pk=person_id).exists():
        MailChoice.objects.get_or_create(person_id=person_id, kind=kind)
    return kind


def read_stop_token(token: str) -> tuple[int, MessageKind]:
    """Read whom and what a mail's link names.

    Raises:
        BadStopLinkError: the link was cut or changed.

    """
    try:
        person_id, kind = signing.loads(token, salt=SALT)
        return int(person_id), MessageKind(kind)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadStopLinkError from error
