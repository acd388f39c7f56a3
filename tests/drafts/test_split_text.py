import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def run(*arguments: str) -> dict[str, object]:
    output = StringIO()
    call_command("split_text", *arguments, stdout=output)
    document: dict[str, object] = json.loads(output.getvalue())
    assert "\\u" not in output.getvalue()
    return document


def test_the_command_prints_one_document(tmp_path: Path) -> None:
    law = tmp_path / "law.txt"
    law.write_text("نظام\nالمادة الأولى: تعريفات\nنص\nنص آخر", encoding="utf-8")
    assert run(str(law)) == {
        "title": "نظام",
        "language": "ar",
        "sections": [
            {
                "kind": "article",
                "number": "1",
                "heading": "المادة الأولى: تعريفات",
                "level": 1,
                "text": "نص\nنص آخر",
            }
        ],
    }


def test_format_and_language_can_be_given(tmp_path: Path) -> None:
    law = tmp_path / "law.draft"
    law.write_text("# نظام\n## المادة 1\nنص", encoding="utf-8")
    document = run(str(law), "--format", "markdown", "--language", "en")
    assert (document["title"], document["language"]) == ("نظام", "en")


@pytest.mark.parametrize(
    "arguments",
    [["none.txt"], ["x.txt", "--language", "fr"], ["x.txt", "--format", "pdf"]],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    arguments: list[str], tmp_path: Path
) -> None:
    (tmp_path / "x.txt").write_text("نص", encoding="utf-8")
    with pytest.raises(CommandError, match=r"^[^\n]+\.$"):
        call_command("split_text", str(tmp_path / arguments[0]), *arguments[1:])
