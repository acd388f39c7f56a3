"""Give a program a token from the command line."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from foundation.accounts.errors import UnknownPersonError
from foundation.accounts.models import Person
from foundation.accounts.queries import person_by_email
from foundation.accounts.services import create_confirmed_person, create_token
from foundation.core.errors import DomainError


class Command(BaseCommand):
    """`create_token EMAIL [--create]` prints the token alone."""

    help = "Makes a token with which a program acts for a person."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("email")
        parser.add_argument(
            "--create", action="store_true", help="make a confirmed person if needed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Call the service; a refusal is one sentence and exit 1."""
        try:
            person = self._person(options["email"], create=options["create"])
            secret = create_token(
                person=person, label="create_token", now=timezone.now()
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(secret)

    @staticmethod
    def _person(email: str, *, create: bool) -> Person:
        try:
            return person_by_email(email)
        except UnknownPersonError:
            if not create:
                raise
            return create_confirmed_person(email=email, now=timezone.now())
