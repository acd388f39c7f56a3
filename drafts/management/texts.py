"""What commands that read texts have in common."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import CommandError

from drafts.readers import READERS, UnreadableFileError, read_file
from drafts.splitting import SplitText, split

_LANGUAGES = {None, "ar", "en"}


def add_reading_arguments(parser: ArgumentParser) -> None:
    """Declare `--format` and `--language`."""
    parser.add_argument("--format", metavar="|".join(READERS), dest="format_name")
    parser.add_argument("--language", metavar="ar|en")


def read_sections(
    file: Path, *, format_name: str | None, language: str | None
) -> SplitText:
    """Read a file and cut it into sections.

    Raises:
        CommandError: the file cannot be read, or the language is unknown.

    """
    if language not in _LANGUAGES:
        message = f"The language is ar or en, not {language}."
        raise CommandError(message)
    try:
        text = read_file(file, format_name=format_name)
    except UnreadableFileError as error:
        raise CommandError(error.message) from error
    return split(text, language=language)
