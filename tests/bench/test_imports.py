"""How long it takes to bring in what other places hold."""

import sys
import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from comments.models import Comment
from consultations.ideas.models import Idea
from drafts.readers import read_file
from drafts.splitting import split
from tests.factories.organisations import AuthorityFactory
from tests.outside.conftest import Outside, outside

__all__ = ["outside"]

pytestmark = pytest.mark.slow
MOST_SECONDS = 60


@pytest.mark.django_db
def test_ideas_and_comments_of_madrid_come_in_within_a_minute(outside: Outside) -> None:
    folder = outside("decide-madrid-2019")
    AuthorityFactory(slug="madrid")
    began = time.perf_counter()
    call_command(
        "import_consul",
        proposals=folder / "proposals.csv",
        comments=folder / "comments.csv",
        authority="madrid",
        stdout=StringIO(),
        stderr=StringIO(),
    )
    seconds = time.perf_counter() - began
    say(
        f"{connection.vendor}: {Idea.objects.count()} ideas and"
        f" {Comment.objects.filter(is_placeholder=False).count()} comments,"
        f" {Comment.objects.filter(is_placeholder=True).count()} placeholders"
        f" in {seconds:.1f} s"
    )
    assert seconds < MOST_SECONDS


def test_laws_are_cut_faster_than_they_are_read(outside: Outside) -> None:
    files = sorted(outside("saudi-laws-md").rglob("*.md"))
    began = time.perf_counter()
    found = sum(articles_of(path) for path in files)
    seconds = time.perf_counter() - began
    say(
        f"{len(files)} Markdown documents, {found} articles in {seconds:.1f} s,"
        f" {seconds / len(files) * 1000:.0f} ms a document"
    )
    assert seconds / len(files) < 1


def articles_of(path: Path) -> int:
    return sum(section.kind == "article" for section in split(read_file(path)).sections)


def say(line: str) -> None:
    sys.stdout.write(f"\n{line}\n")
