"""Make a draft decision from a file, from the command line."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from consultations.pages.queries.addresses import address_of
from consultations.pages.services import import_draft
from consultations.pages.services.importing import ImportedDraft
from drafts.readers import READERS, UnreadableFileError, read_file
from drafts.splitting import SplitText, split
from foundation.core.errors import DomainError
from foundation.core.tasks_now import run_queued_tasks
from foundation.organisations.queries import authority_by_slug


class Command(BaseCommand):
    """`import_draft FILE --authority SLUG [--title T] [--publish]` prints JSON."""

    help = "Makes a draft decision and its page from a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--authority", required=True, metavar="SLUG")
        parser.add_argument("--title", default="")
        parser.add_argument("--publish", action="store_true")
        parser.add_argument("--format", metavar="|".join(READERS), dest="format_name")
        parser.add_argument("--language", choices=["ar", "en"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, split, make, and carry out what was queued.

        Raises:
            CommandError: the input is refused, with one sentence.

        """
        text = self._read(options)
        title = options["title"].strip() or text.title.strip() or options["file"].stem
        try:
            imported = import_draft(
                authority=authority_by_slug(options["authority"]),
                text=text,
                title=title,
                is_published=options["publish"],
                now=timezone.now(),
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        run_queued_tasks()
        self.stdout.write(json.dumps(self._result(imported), ensure_ascii=False))

    @staticmethod
    def _read(options: dict[str, Any]) -> SplitText:
        try:
            content = read_file(options["file"], format_name=options["format_name"])
        except UnreadableFileError as error:
            raise CommandError(str(error.message)) from error
        return split(content, language=options["language"])

    @staticmethod
    def _result(imported: ImportedDraft) -> dict[str, Any]:
        language = imported.version.draft.title.language
        with translation.override(language):
            path = address_of(imported.page)
        return {
            "id": imported.page.draft.public_id,
            "slug": imported.page.slug,
            "url": f"{settings.SAWT_BASE_URL}{path}",
            "version": imported.version.number,
            "sections": imported.version.placements.count(),
        }
