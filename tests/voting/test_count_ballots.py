import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def run(path: Path, text: str, *options: str) -> dict[str, object]:
    path.write_text(text, encoding="utf-8")
    output = StringIO()
    call_command("count_ballots", str(path), *options, stdout=output)
    document: dict[str, object] = json.loads(output.getvalue())
    return document


def test_the_command_prints_the_count_as_one_document(tmp_path: Path) -> None:
    text = "count,ranking\n3,أمل > باسم\n2,باسم > أمل\n"
    document = run(tmp_path / "votes.csv", text, "--method", "schulze")
    assert {key: document[key] for key in document if key != "rounds"} == {
        "method": "schulze",
        "seats": 1,
        "ballots": 5,
        "winners": ["أمل"],
        "tied": [],
        "ranking": [["أمل"], ["باسم"]],
    }
    assert document["rounds"]


def test_blt_is_counted_by_scottish_rules_with_its_own_seats(tmp_path: Path) -> None:
    text = '3 2\n5 1 0\n4 2 0\n1 3 0\n0\n"A"\n"B"\n"C"\n'
    document = run(tmp_path / "votes.BLT", text)
    assert (document["method"], document["seats"]) == ("stv-scottish", 2)
    assert document["winners"] == ["A", "B"]
    assert run(tmp_path / "votes.blt", text, "--seats", "1")["winners"] == ["A"]


def test_the_format_can_be_given(tmp_path: Path) -> None:
    options = ("--format", "abif", "--method", "score")
    document = run(tmp_path / "votes.txt", "2: A/3 > B/1\n", *options)
    assert document["winners"] == ["A"]


@pytest.mark.parametrize(
    ("name", "text", "options", "sentence"),
    [
        ("votes.csv", "count,A\n1,1\n", [], "--method"),
        ("votes.csv", "count,A\n1,1\n", ["--method", "guess"], "guess"),
        ("votes.csv", "count,A\n1\n", ["--method", "score"], "Line 2"),
        ("votes.doc", "count,A\n1,1\n", ["--method", "score"], "doc"),
        ("votes.blt", "2 1\n1 3 0\n", [], "Line 2"),
    ],
)
def test_a_file_that_cannot_be_counted_is_refused_in_a_sentence(
    tmp_path: Path, name: str, text: str, options: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(tmp_path / name, text, *options)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("count_ballots", str(tmp_path / "none.csv"), stdout=StringIO())
