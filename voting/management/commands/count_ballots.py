"""Count a file of votes and print the result as one JSON document."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from voting.counting import (
    FORMATS,
    METHODS,
    Count,
    Election,
    UncountableVotesError,
    count_votes,
    read_votes,
)

_LARGEST_FILE = 200 * 1024 * 1024


class Command(BaseCommand):
    """`count_ballots FILE [--method M] [--seats N]`: needs no database."""

    help = "Count the votes in a file and print the result as JSON."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file, its format, the method and the seats."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--method", metavar="|".join(METHODS))
        parser.add_argument("--seats", type=int)
        parser.add_argument("--format", metavar="|".join(FORMATS), dest="format_name")

    def handle(
        self,
        *_args: object,
        file: Path,
        method: str | None,
        seats: int | None,
        format_name: str | None,
        **_options: object,
    ) -> None:
        """Read, count and print.

        Raises:
            CommandError: the file cannot be read, or not be counted so.
        """
        ending = format_name or file.suffix.removeprefix(".").casefold()
        try:
            election = read_votes(_content(file), format_name=ending)
            document = _count(election, method, seats)
        except UncountableVotesError as error:
            raise CommandError(error.message) from error
        self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2))


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            message = f"The file {path.name} is larger than 200 MB."
            raise CommandError(message)
        return path.read_bytes()
    except OSError as error:
        message = f"The file {path.name} cannot be opened."
        raise CommandError(message) from error


def _count(
    election: Election, method: str | None, seats: int | None
) -> dict[str, object]:
    chosen = method or election.method
    if chosen is None:
        message = "This file does not say how it is counted: name it with --method."
        raise UncountableVotesError(message)
    filled, count = count_votes(election, method=chosen, seats=seats)
    head = {"method": chosen, "seats": filled, "ballots": election.ballots}
    return head | _as_json(election, count)


def _as_json(election: Election, count: Count) -> dict[str, object]:
    document: dict[str, object] = {
        "winners": election.names(count.winners),
        "tied": election.names(count.tied),
        "rounds": list(count.rounds),
    }
    if count.ranking is not None:
        document["ranking"] = [election.names(equals) for equals in count.ranking]
    return document
