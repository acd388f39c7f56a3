"""The parts of a text, and their order."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from foundation.core.models import new_public_id
from foundation.core.translated import LANGUAGES, Wording, wording_of

DEEPEST_LEVEL = 8


class Words(NamedTuple):
    """What a part says in one language; `summary` explains it in plain words."""

    heading: str = ""
    text: str = ""
    summary: str = ""

    def plain(self) -> list[str]:
        """List heading, text, and the summary where there is one.

        Hashes of texts without summaries are those of the time before there were any.
        """
        return list(self) if self.summary else [self.heading, self.text]


NO_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a text: its identity `key`, its place in the tree, its words.

    `key` is the section's public id, or a name of its own in a text that is not saved
    yet; empty for a part that is new. `level` counts from 1.
    """

    kind: str
    number: str = ""
    level: int = 1
    words: Mapping[str, Words] = field(default_factory=dict)
    key: str = ""

    def says(self, language: str) -> Words:
        """Return heading and text in one language; empty ones when there are none."""
        return self.words.get(language, NO_WORDS)

    def heading(self, language: str | None = None) -> Wording:
        """Return the heading in one language, or visibly in the other."""
        return wording_of(
            {code: said.heading for code, said in self.words.items()}, language=language
        )

    def text(self, language: str | None = None) -> Wording:
        """Return the text in one language, or visibly in the other."""
        return wording_of(
            {code: said.text for code, said in self.words.items()}, language=language
        )

    @property
    def is_empty(self) -> bool:
        """Whether no language says anything."""
        return not any(said.heading or said.text for said in self.words.values())

    @property
    def digest(self) -> str:
        """Tell two parts that say the same by SHA-256, shortened to 16 digits."""
        return hashlib.sha256(_plain(self.content()).encode()).hexdigest()[:16]

    def content(self) -> list[Any]:
        """List everything that can be changed about the part, in a fixed order."""
        said = {
            code: self.says(code).plain() for code in LANGUAGES if any(self.says(code))
        }
        return [self.kind, self.number, self.level, said]

    def as_json(self) -> dict[str, Any]:
        """Write the part down as plain values."""
        return {
            "key": self.key,
            "kind": self.kind,
            "number": self.number,
            "level": self.level,
            "words": {code: list(said) for code, said in self.words.items()},
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Part":
        """Read what `as_json` wrote."""
        words = {code: Words(*said) for code, said in value["words"].items()}
        return cls(
            kind=value["kind"],
            number=value["number"],
            level=value["level"],
            words=words,
            key=value["key"],
        )


Outline = list[Part]


def with_keys(outline: Sequence[Part]) -> Outline:
    """Give every part a name by which a form can speak of it."""
    return [
        part if part.key else replace(part, key=new_public_id()) for part in outline
    ]


def content_hash(parts: Outline, became: Sequence[Sequence[str]] = ()) -> str:
    """Hash every identity, place and word of a text (SHA-256, hex).

    `became` says what the parts of the version before it became, a row of old key, new
    key and change each; a first version has none, and its hash is that of its text.
    """
    content: list[Any] = [[part.key, *part.content()] for part in parts]
    if became:
        content = [content, sorted(list(row) for row in became)]
    return hashlib.sha256(_plain(content).encode()).hexdigest()


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
