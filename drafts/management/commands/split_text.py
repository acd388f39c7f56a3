"""Print a file's sections as one JSON document."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from drafts.readers import READERS, UnreadableFileError, read_file
from drafts.splitting import split


class Command(BaseCommand):
    """`split_text FILE`: needs no database."""

    help = "Cut a text into its sections and print them as JSON."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file, its format and its language."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", metavar="|".join(READERS), dest="format_name")
        parser.add_argument("--language", metavar="ar|en")

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
        if language not in {None, "ar", "en"}:
            message = f"The language is ar or en, not {language}."
            raise CommandError(message)
        try:
            text = read_file(file, format_name=format_name)
        except UnreadableFileError as error:
            raise CommandError(error.message) from error
        document = split(text, language=language).as_json()
        self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2))
