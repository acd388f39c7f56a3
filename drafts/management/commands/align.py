"""Print which sections of a text became which in another version of it."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from drafts.comparing import align
from drafts.management.texts import add_reading_arguments, read_sections


class Command(BaseCommand):
    """`align OLD NEW`: needs no database."""

    help = "Pair the sections of two versions of a text and print the pairs as JSON."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare both files, their format and their language."""
        parser.add_argument("old", type=Path)
        parser.add_argument("new", type=Path)
        add_reading_arguments(parser)

    def handle(
        self,
        *_args: object,
        old: Path,
        new: Path,
        format_name: str | None,
        language: str | None,
        **_options: object,
    ) -> None:
        """Read and split both, align, and print; positions count from 0.

        Raises:
            CommandError: a file cannot be read, or the language is unknown.
        """
        before, after = (
            read_sections(file, format_name=format_name, language=language)
            for file in (old, new)
        )
        pairs = [pair.as_json() for pair in align(before.sections, after.sections)]
        self.stdout.write(json.dumps({"pairs": pairs}, ensure_ascii=False))
