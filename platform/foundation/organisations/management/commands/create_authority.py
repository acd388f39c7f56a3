"""Make an authority from the command line."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from foundation.core.errors import DomainError
from foundation.core.text import language_of
from foundation.organisations.services import create_authority


class Command(BaseCommand):
    """`create_authority SLUG [--name NAME]` prints the new authority as JSON."""

    help = "Makes an authority with its pages, collection and groups."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("slug")
        parser.add_argument("--name", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Call the service; a refusal is one sentence and exit 1."""
        name, slug = options["name"].strip(), options["slug"]
        language = language_of(name, default="en")
        names = {"name_ar": name} if language == "ar" else {"name_en": name}
        try:
            authority = create_authority(slug=slug, now=timezone.now(), **names)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        result = {"slug": authority.slug, "name": str(authority)}
        self.stdout.write(json.dumps(result, ensure_ascii=False))
