"""Proposals and comments of Decide Madrid, as CONSUL exported them."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from comments.models import Comment
from consultations.ideas.models import Idea
from foundation.organisations.models import Authority
from tests.factories.organisations import AuthorityFactory
from tests.outside.conftest import Outside

pytestmark = pytest.mark.django_db
PROPOSALS, ROWS, ORPHANS, MISSING_PARENTS = 52, 4070, 243, 194


@pytest.fixture
def folder(outside: Outside) -> Path:
    return outside("decide-madrid-2019")


@pytest.fixture
def authority(db: None) -> Authority:
    return AuthorityFactory(slug="madrid")


def run(proposals: Path, comments: Path, authority: str = "madrid") -> Any:
    said = StringIO()
    call_command(
        "import_consul",
        proposals=proposals,
        comments=comments,
        authority=authority,
        stdout=said,
        stderr=StringIO(),
    )
    return json.loads(said.getvalue())


@pytest.fixture
def imported(authority: Authority, folder: Path) -> Any:
    return run(folder / "proposals.csv", folder / "comments.csv")


def test_everything_comes_in_once(imported: Any, folder: Path) -> None:
    assert imported == {
        "ideas": {"read": PROPOSALS, "created": PROPOSALS, "existing": 0},
        "comments": {
            "read": ROWS,
            "created": ROWS,
            "existing": 0,
            "placeholders": MISSING_PARENTS,
        },
    }
    again = run(folder / "proposals.csv", folder / "comments.csv")
    assert again["ideas"] == {"read": PROPOSALS, "created": 0, "existing": PROPOSALS}
    assert again["comments"]["created"] == 0
    assert again["comments"]["existing"] == ROWS
    assert Idea.objects.count() == PROPOSALS
    assert Comment.objects.count() == ROWS + MISSING_PARENTS


def test_rows_with_one_id_are_one_comment(
    authority: Authority, folder: Path, tmp_path: Path
) -> None:
    lines = (folder / "comments.csv").read_text("utf-8").splitlines(keepends=True)
    doubled = tmp_path / "comments.csv"
    doubled.write_text("".join([*lines[:2], lines[1]]), "utf-8")
    counts = run(folder / "proposals.csv", doubled)["comments"]
    assert (counts["read"], counts["created"], counts["existing"]) == (2, 1, 1)


def test_orphans_answer_placeholders(imported: Any) -> None:
    orphans = Comment.objects.filter(parent__is_placeholder=True)
    assert orphans.count() == ORPHANS
    assert Comment.objects.filter(is_placeholder=True).count() == MISSING_PARENTS


def test_supports_of_the_source_are_shown_and_oblige_nobody(
    imported: Any, folder: Path
) -> None:
    with (folder / "proposals.csv").open(encoding="utf-8") as table:
        expected = {row["id"]: int(row["numSupports"]) for row in csv.DictReader(table)}
    ideas = Idea.objects.all()
    assert {idea.source_id: idea.supports_in_all for idea in ideas} == expected
    assert not ideas.exclude(answer_due_at=None).exists()


def test_every_comment_is_reached_by_its_permalink(
    imported: Any, client: Client
) -> None:
    deepest = Comment.objects.order_by("-depth").first()
    orphan = Comment.objects.filter(parent__is_placeholder=True).first()
    assert deepest is not None
    assert orphan is not None
    sample = [deepest, orphan, *Comment.objects.order_by("pk")[::200]]
    for comment in sample:
        page = client.get(reverse("comments:comment", args=[comment.public_id]))
        assert page.status_code == 200
        assert comment.public_id in page.content.decode()


def test_the_page_of_a_long_discussion_asks_few_questions(
    imported: Any,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    longest = Idea.objects.order_by("-thread__comment_count").first()
    assert longest is not None
    with django_assert_max_num_queries(16):
        assert client.get(longest.get_absolute_url()).status_code == 200


def test_an_unknown_authority_is_refused(authority: Authority, folder: Path) -> None:
    with pytest.raises(CommandError):
        run(folder / "proposals.csv", folder / "comments.csv", "nowhere")
    assert not Idea.objects.exists()
