"""Load the demo city, from the command line."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings
from django.utils import timezone

from config.demo.loading import carry_out_tasks, is_loaded, load_city

NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"


class Command(BaseCommand):
    """`load_demo` fills an empty database; where the city stands it adds nothing."""

    help = "Loads the demo city: people, consultations, ideas and conversations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "--force",
            action="store_true",
            help="load it without demo settings (SAWT_DEMO=on) too",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, carry out what was queued, and tell how far it is.

        Raises:
            CommandError: these are no demo settings.

        """
        if not (settings.DEMO or options["force"]):
            message = "The demo city is only loaded with SAWT_DEMO=on, or with --force."
            raise CommandError(message)
        if is_loaded():
            self.stderr.write("The demo city stands already; nothing was added.")
            return
        self.stderr.write("Loading the demo city …")
        # The people of the city have no letter boxes; their inboxes here are filled.
        with override_settings(EMAIL_BACKEND=NO_MAIL):
            now = timezone.now()
            load_city(now=now, say=self.stderr.write)
            self.stderr.write("Telling people what happened …")
            carry_out_tasks(now=now)
        self.stderr.write("The demo city is loaded.")
