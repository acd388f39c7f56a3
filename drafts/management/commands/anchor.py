"""Print where passages of one text stand in another, as one JSON document."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from drafts.comparing.anchoring import Place, anchor_quotes
from drafts.readers import READERS, UnreadableFileError, read_file
from drafts.splitting import SplitSection, split

_NAMES = ("section", "start", "end")
_LARGEST_FILE = 50 * 1024 * 1024


class Command(BaseCommand):
    """`anchor OLD NEW --quotes FILE.jsonl`: needs no database."""

    help = "Find passages of an old text again in a new one and print them as JSON."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the two texts, the passages, and how the texts are read."""
        parser.add_argument("old", type=Path)
        parser.add_argument("new", type=Path)
        parser.add_argument("--quotes", type=Path, required=True, metavar="FILE.jsonl")
        parser.add_argument("--format", metavar="|".join(READERS), dest="format_name")
        parser.add_argument("--language", metavar="ar|en")

    def handle(
        self,
        *_args: object,
        old: Path,
        new: Path,
        quotes: Path,
        format_name: str | None,
        language: str | None,
        **_options: object,
    ) -> None:
        """Read, split, anchor and print.

        Raises:
            CommandError: a file cannot be read, a passage does not stand in the old
                text, or the language is unknown.
        """
        if language not in {None, "ar", "en"}:
            message = f"The language is ar or en, not {language}."
            raise CommandError(message)
        before = _sections(old, format_name, language)
        after = _sections(new, format_name, language)
        places = anchor_quotes(before, after, _passages(quotes, before))
        document = {"quotes": [_as_json(place) for place in places]}
        self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2))


def _sections(
    path: Path, format_name: str | None, language: str | None
) -> Sequence[SplitSection]:
    try:
        text = read_file(path, format_name=format_name)
    except UnreadableFileError as error:
        raise CommandError(error.message) from error
    return split(text, language=language).sections


def _passages(
    path: Path, sections: Sequence[SplitSection]
) -> list[tuple[int, int, int]]:
    """Read one passage a line; empty lines are passed over."""
    return [
        _passage(line, number, sections)
        for number, line in enumerate(_lines(path), start=1)
        if line.strip()
    ]


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            message = f"The file {path.name} is larger than 50 MB."
            raise CommandError(message)
        return path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        message = f"The file {path.name} cannot be opened."
        raise CommandError(message) from error
    except UnicodeDecodeError as error:
        message = f"The file {path.name} is not in UTF-8."
        raise CommandError(message) from error


def _passage(
    line: str, number: int, sections: Sequence[SplitSection]
) -> tuple[int, int, int]:
    section, start, end = _three_numbers(line, number)
    if not 0 <= section < len(sections):
        message = (
            f"Line {number}: there is no section {section}; "
            f"the old text has {len(sections)}, counted from 0."
        )
        raise CommandError(message)
    length = len(sections[section].text)
    if not 0 <= start < end <= length:
        message = (
            f"Line {number}: {start} to {end} is no passage of section {section}, "
            f"whose text is {length} characters long."
        )
        raise CommandError(message)
    return section, start, end


def _three_numbers(line: str, number: int) -> tuple[int, int, int]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        message = f"Line {number} is not JSON."
        raise CommandError(message) from error
    named = said if isinstance(said, dict) else {}
    match [named.get(name) for name in _NAMES if type(named.get(name)) is int]:
        case [int(section), int(start), int(end)]:
            return section, start, end
    message = f"Line {number} does not give section, start and end as numbers."
    raise CommandError(message)


def _as_json(place: Place) -> dict[str, int | str | None]:
    return {**place._asdict(), "state": str(place.state)}
