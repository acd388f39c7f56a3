"""Broken tables are refused with the line that is broken, and nothing is saved."""

from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from consultations.ideas.models import Idea
from foundation.organisations.models import Authority

pytestmark = pytest.mark.django_db
HEAD = "id,title,date,summary,text,numSupports,userId\n"
ROW = "7,Limpiar,2015-09-15,Algo,Algo más,3,9\n"
COMMENTS = "id,parentId,proposalId,text,date,time,userId,numPositiveVotes\n"
COMMENT = "1,-1,7,Hola,2015-09-15,0 days 10:50:19,4,2\n"


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, Path]:
    proposals, comments = tmp_path / "proposals.csv", tmp_path / "comments.csv"
    proposals.write_text(HEAD + ROW, "utf-8")
    comments.write_text(COMMENTS + COMMENT, "utf-8")
    return proposals, comments


def run(tables: tuple[Path, Path]) -> None:
    call_command(
        "import_consul",
        proposals=tables[0],
        comments=tables[1],
        stdout=StringIO(),
        stderr=StringIO(),
    )


def test_without_an_authority_the_first_one_takes_the_ideas(
    authority: Authority, tables: tuple[Path, Path]
) -> None:
    run(tables)
    idea = Idea.objects.get()
    assert idea.authority == authority
    assert (idea.source_id, idea.author_name, idea.supports_in_all) == ("7", "#9", 3)
    assert idea.text == "Algo más"
    comment = idea.thread.comments.get()
    assert (comment.source_id, comment.agree_count) == ("1", 2)
    local = datetime.fromisoformat("2015-09-15T10:50:19+03:00")
    assert comment.posted_at == local


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        (HEAD.replace("title", "name") + ROW, 1),
        (HEAD + ROW + "8,Two,2015-09-15\n", 3),
        (HEAD + ROW + "8,Two,someday,a,b,1,2\n", 3),
        (HEAD + ROW + "8,Two,2015-09-15,a,b,many,2\n", 3),
        (HEAD + ROW + "8,,2015-09-15,a,b,1,2\n", 3),
        (HEAD + ROW + '8,"Two,2015-09-15,a,b,1,2\n', 3),
        (HEAD + ROW + "8,Two,2015-09-15,a,b\x00,1,2\n", 3),
    ],
)
def test_a_broken_line_is_named_and_nothing_is_saved(
    authority: Authority, tables: tuple[Path, Path], broken: str, line: int
) -> None:
    tables[0].write_text(broken, "utf-8")
    with pytest.raises(CommandError, match=rf"{line}.*proposals\.csv"):
        run(tables)
    assert not Idea.objects.exists()


def test_a_wrong_encoding_is_named(
    authority: Authority, tables: tuple[Path, Path]
) -> None:
    tables[0].write_bytes((HEAD + ROW).replace("Algo", "Año").encode("latin-1"))
    with pytest.raises(CommandError, match=r"2.*proposals\.csv"):
        run(tables)


def test_a_comment_of_no_proposal_is_refused(
    authority: Authority, tables: tuple[Path, Path]
) -> None:
    tables[1].write_text(COMMENTS + COMMENT.replace("-1,7", "-1,99"), "utf-8")
    with pytest.raises(CommandError, match="99"):
        run(tables)
    assert not Idea.objects.exists()


def test_a_missing_file_is_one_sentence(
    authority: Authority, tables: tuple[Path, Path]
) -> None:
    with pytest.raises(CommandError, match="gone"):
        run((tables[0].with_name("gone.csv"), tables[1]))


def test_without_any_authority_the_command_refuses(tables: tuple[Path, Path]) -> None:
    with pytest.raises(CommandError):
        run(tables)
