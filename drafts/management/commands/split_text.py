"""Print a file's sections as one JSON document."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from drafts.management.texts import add_reading_arguments, read_sections


class Command(BaseCommand):
    """`split_text FILE`: needs no database."""

    help = "Cut a text into its sections and print them as JSON."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file, its format and its language."""
        parser.add_argument("file", type=Path)
        add_reading_arguments(parser)

    def handle(
        self,
        *_args: object,
        file: Path,
        format_name: str | None,
        language: str | None,
        **_options: object,
    ) -> None:
        """Read, split and print.

        Raises:
            CommandError: the file cannot be read, or the language is unknown.
        """
        text = read_sections(file, format_name=format_name, language=language)
        self.stdout.write(json.dumps(text.as_json(), ensure_ascii=False, indent=2))
