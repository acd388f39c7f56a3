"""`rebuild_search` makes the index anew from what is published."""

import json
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from search.services import rebuild


class Command(BaseCommand):
    """Make the search index anew; searching goes on meanwhile."""

    help = "Make the search index anew from everything that is published."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Rebuild, tell the progress on standard error and the result on output."""
        started = time.monotonic()
        entries = rebuild(now=timezone.now(), progress=self._tell)
        seconds = round(time.monotonic() - started, 1)
        self.stdout.write(json.dumps({"entries": entries, "seconds": seconds}))

    def _tell(self, kind: str, done: int) -> None:
        self.stderr.write(f"{kind}: {done}")
