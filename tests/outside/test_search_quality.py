"""Questions of ARCD and XQuAD against their paragraphs, through the real index.

Each paragraph is a section in the index, nothing else. A question is asked as a person
asks it: all words first, and any of them when no section has all.
"""

import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from search.models import Entry, Kind
from search.queries import Asked, search
from search.services import index_documents
from tests.factories.search import document
from tests.outside.conftest import Outside

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FIRST_PAGE = 5

# Stemmed BM25 of the data's README, less .02; and what this index reached when it was
# built, less .01, so that it does not get worse unseen.
BARS = {
    ("arcd", "arcd-train.json", "ar"): (0.671, 0.69),
    ("xquad-ar-en", "xquad.ar.json", "ar"): (0.871, 0.90),
    ("xquad-ar-en", "xquad.en.json", "en"): (0.918, 0.93),
}


def questions_and_paragraphs(
    path: Path,
) -> tuple[list[tuple[str, str]], dict[str, str]]:
    questions, names = [], {}
    for paragraph in _paragraphs(path):
        text = paragraph["context"]
        name = names.setdefault(text, f"p{len(names)}")
        questions += [(asked["question"], name) for asked in paragraph["qas"]]
    return questions, {name: text for text, name in names.items()}


def _paragraphs(path: Path) -> Iterator[dict]:
    for article in json.loads(path.read_text("utf-8"))["data"]:
        yield from article["paragraphs"]


@pytest.mark.django_db
@pytest.mark.parametrize("case", BARS)
def test_the_right_paragraph_comes_first(
    case: tuple[str, str, str], outside: Outside, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file, language = case
    questions, texts = questions_and_paragraphs(outside(folder) / file)
    index_documents(
        (
            document(name, text, kind=Kind.SECTION, language=language)
            for name, text in texts.items()
        ),
        now=NOW,
    )
    assert Entry.objects.count() == len(texts)

    started = time.perf_counter()
    places = [_place(question, name) for question, name in questions]
    seconds = (time.perf_counter() - started) / len(questions)
    first = places.count(0) / len(places)
    found = sum(place is not None for place in places) / len(places)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{connection.vendor} {file}: first {first:.3f}, in first five"
            f" {found:.3f}, {len(questions)} questions, {len(texts)} paragraphs,"
            f" {seconds * 1000:.1f} ms a question\n"
        )
    assert first >= max(BARS[case])


def _place(question: str, name: str) -> int | None:
    results = search(Asked(text=question, limit=FIRST_PAGE), now=NOW, language="ar")
    ids = [hit.id for hit in results.hits]
    return ids.index(name) if name in ids else None
