"""Real laws written as Akoma Ntoso and read again: not a letter may differ.

Every file is checked against the official schema of the standard.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from config.demo.reading import CONTENT
from drafts.exports.akoma import akoma_of
from drafts.readers import read_file
from drafts.splitting import SplitText, split
from tests.drafts.exports.making import exported, faults_of, read_again
from tests.outside.conftest import Outside

Texts = Callable[[Outside], Iterator[SplitText]]


def laws_of_the_gazette(outside: Outside) -> Iterator[SplitText]:
    lines = (outside("saudi-law-boe") / "laws.jsonl").read_text("utf-8").splitlines()
    for law in map(json.loads, lines):
        provisions = [f"{p['title']}\n{p['content']}" for p in law["provisions"]]
        yield split("\n".join([law["title"], *provisions]))


def laws_in_markdown(outside: Outside) -> Iterator[SplitText]:
    for path in sorted((outside("saudi-laws-md") / "docs").rglob("*.md")):
        yield split(read_file(path))


def acts_of_the_civil_code(outside: Outside) -> Iterator[SplitText]:
    path = outside("code-civil-amendments") / "events.jsonl"
    for act in map(json.loads, path.read_text("utf-8").splitlines()):
        for when in ("before", "after"):
            articles = [change[when] for change in act["changes"] if change.get(when)]
            yield split("\n\n".join(articles), title="Code civil")


def constitutions(outside: Outside) -> Iterator[SplitText]:
    folder = outside("tunisian-constitution-ar-en")
    source = json.loads((folder / "Tunisia_constitution_ara.json").read_text("utf-8"))
    yield split("\n".join(article["text"] for article in source["articles"]))
    source = json.loads((folder / "constitution_eng.json").read_text("utf-8"))
    yield split("Constitution of Tunisia\n" + words_of(source["sections"]))


def words_of(value: Any) -> str:
    """All names and words of a nested record, a line each, in its order."""
    if isinstance(value, list):
        return "\n".join(map(words_of, value))
    if not isinstance(value, dict):
        return str(value)
    pairs = value.items()
    return "\n".join(f"{name}\n{words_of(inner)}" for name, inner in pairs)


def drafts_of_the_demo_city(_outside: Outside) -> Iterator[SplitText]:
    for path in sorted(CONTENT.glob("consultations/*/text.*.md")):
        yield split(read_file(path))


@pytest.mark.parametrize(
    ("texts", "fewest_texts", "fewest_sections"),
    [
        (laws_of_the_gazette, 94, 2791),
        (laws_in_markdown, 332, 3702),
        (acts_of_the_civil_code, 172, 1931),
        (constitutions, 2, 284),
        (drafts_of_the_demo_city, 4, 80),
    ],
)
def test_every_text_comes_back_letter_by_letter_from_a_lawful_file(
    texts: Texts, fewest_texts: int, fewest_sections: int, outside: Outside
) -> None:
    count = sections = 0
    for text in texts(outside):
        if not text.sections:
            continue
        file = akoma_of(exported(text))
        assert faults_of(file) == [], text.title
        assert read_again(file) == text, text.title
        count += 1
        sections += len(text.sections)
    assert count >= fewest_texts
    assert sections >= fewest_sections
