"""Import the proposals and comments of a CONSUL site from the command line."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from consultations.ideas.services import (
    ImportedIdeas,
    import_consul,
    read_comments,
    read_proposals,
)
from foundation.core.errors import DomainError
from foundation.core.tasks_now import run_queued_tasks
from foundation.organisations.queries import authority_by_slug


class Command(BaseCommand):
    """`import_consul --proposals CSV --comments CSV [--authority SLUG]` prints JSON."""

    help = "Imports proposals and comments that a CONSUL site has exported."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--proposals", required=True, type=Path, metavar="CSV")
        parser.add_argument("--comments", required=True, type=Path, metavar="CSV")
        parser.add_argument("--authority", metavar="SLUG")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read both tables first, so that a broken one leaves nothing behind."""
        try:
            imported = import_consul(
                authority=authority_by_slug(options["authority"]),
                proposals=read_proposals(options["proposals"]),
                comments=read_comments(options["comments"]),
                now=timezone.now(),
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stderr.write("Carrying out what the import queued …")
        run_queued_tasks()
        self.stdout.write(json.dumps(_summary(imported), ensure_ascii=False))


def _summary(imported: ImportedIdeas) -> dict[str, dict[str, int]]:
    comments = imported.comments
    return {
        "ideas": {
            "read": imported.read,
            "created": imported.created,
            "existing": imported.existing,
        },
        "comments": {
            "read": comments.read,
            "created": comments.created,
            "existing": comments.existing,
            "placeholders": comments.placeholders,
        },
    }
