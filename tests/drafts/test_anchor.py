import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

OLD = (
    "نظام\nالمادة الأولى\nتهدف اللائحة إلى تنظيم الأسواق. ويعمل بها فوراً.\n"
    "المادة الثانية\nحكم يلغى كله."
)
NEW = (
    "نظام\nالمادة الأولى\n"
    "تمهيد. تهدف اللائحة إلى تنظيم الأسواق. ويعمل بها بعد شهر فوراً."
)


@pytest.fixture
def texts(tmp_path: Path) -> tuple[str, str, Path]:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    return str(old), str(new), tmp_path / "quotes.jsonl"


def run(texts: tuple[str, str, Path], quotes: str, *more: str) -> dict[str, Any]:
    old, new, path = texts
    path.write_text(quotes, encoding="utf-8")
    output = StringIO()
    call_command("anchor", old, new, "--quotes", str(path), *more, stdout=output)
    document: dict[str, Any] = json.loads(output.getvalue())
    return document


def test_the_command_prints_a_place_for_each_passage(
    texts: tuple[str, str, Path],
) -> None:
    passages = [(0, 0, 31), (0, 32, 48), (1, 0, 13)]
    lines = [
        json.dumps(dict(zip(("section", "start", "end"), passage, strict=True)))
        for passage in passages
    ]
    assert run(texts, "\n".join(lines) + "\n\n") == {
        "quotes": [
            {"section": 0, "start": 7, "end": 38, "state": "exact"},
            {"section": 0, "start": 39, "end": 63, "state": "changed"},
            {"section": None, "start": None, "end": None, "state": "lost"},
        ]
    }


def test_no_passages_have_no_places(texts: tuple[str, str, Path]) -> None:
    assert run(texts, "") == {"quotes": []}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "Line 2 is not JSON."),
        ("[1, 2, 3]", "Line 2 does not give section, start and end as numbers."),
        ('{"section": 0, "start": 0}', "Line 2 does not give section, start"),
        ('{"section": true, "start": 0, "end": 1}', "Line 2 does not give section"),
        ('{"section": 0, "start": 0, "end": "9"}', "Line 2 does not give section"),
        ('{"section": 7, "start": 0, "end": 1}', "Line 2: there is no section 7;"),
        ('{"section": -1, "start": 0, "end": 1}', "Line 2: there is no section -1;"),
        ('{"section": 0, "start": 5, "end": 5}', "Line 2: 5 to 5 is no passage"),
        ('{"section": 0, "start": 0, "end": 999}', "Line 2: 0 to 999 is no passage"),
        ('{"section": 0, "start": -1, "end": 4}', "Line 2: -1 to 4 is no passage"),
    ],
)
def test_a_line_that_is_no_passage_is_refused_by_its_number(
    texts: tuple[str, str, Path], line: str, sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(texts, '{"section": 0, "start": 0, "end": 3}\n' + line)


def test_what_cannot_be_read_is_refused_with_a_sentence(
    texts: tuple[str, str, Path], tmp_path: Path
) -> None:
    old, new, path = texts
    path.write_bytes(b"\xff\xfe\x00")
    for arguments in (
        ["none.txt", new, "--quotes", str(path)],
        [old, new, "--quotes", str(tmp_path / "none.jsonl")],
        [old, new, "--quotes", str(path)],
        [old, new, "--quotes", str(path), "--language", "fr"],
    ):
        with pytest.raises(CommandError, match=r"^[^\n]+\.$"):
            call_command("anchor", *arguments)
