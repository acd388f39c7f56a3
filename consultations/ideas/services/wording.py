"""What people write about ideas, as it is stored."""

import hashlib
import json
from dataclasses import dataclass

from foundation.core.errors import InvalidInputError
from foundation.core.text import clean_text, direction_of, language_of, render_markdown

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
LONGEST_REASON = 5_000
LONGEST_PLACE = 200


@dataclass(frozen=True, slots=True)
class Written:
    """A cleaned text with its safe HTML, language and direction."""

    text: str
    html: str
    language: str
    direction: str

    def columns(self) -> dict[str, str]:
        """Name the values as the tables of moves, answers and evidence name them."""
        return {
            "html": self.html,
            "language": self.language,
            "direction": self.direction,
        }


def write_text(
    text: str, *, field: str, language: str = "", longest: int = LONGEST_REASON
) -> Written:
    """Clean a text and make everything that is stored with it.

    `language` is the writer's, and decides only between languages of one script.

    Raises:
        InvalidInputError: the text is empty, too long or holds a NUL.

    """
    cleaned = clean_field(text, field=field, longest=longest)
    return Written(
        text=cleaned,
        html=render_markdown(cleaned),
        language=language_of(cleaned, default=language or "und"),
        direction=direction_of(cleaned),
    )


def clean_field(text: str, *, field: str, longest: int, required: bool = True) -> str:
    """Clean one input, and name it in the refusal.

    Raises:
        InvalidInputError: the text is empty, too long or holds a NUL.

    """
    try:
        return clean_text(text, longest=longest, required=required)
    except InvalidInputError as refusal:
        refusal.field = field
        raise


def digest_of(content: object) -> str:
    """Hash what was sent, so that a repeated key with other content is noticed."""
    plain = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()
