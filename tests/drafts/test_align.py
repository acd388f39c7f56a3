import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from drafts.comparing import Change
from drafts.states import SectionChange

OLD = """نظام الحدائق
المادة الأولى: تعريفات
الحديقة أرض عامة مزروعة تملكها البلدية ويرتادها الناس.
المادة الثانية: الأوقات
تفتح الحدائق أبوابها من الفجر حتى منتصف الليل كل يوم.
ويجوز إغلاقها عند الصيانة أو الخطر بقرار معلن.
المادة الثالثة: المنع
يمنع إيقاد النار وإلقاء النفايات وإيذاء الطيور في الحدائق.
"""
NEW = """نظام الحدائق
المادة الأولى: تعريفات
الحديقة أرض عامة مزروعة تملكها البلدية ويرتادها الناس.
المادة الثانية: الأوقات
تفتح الحدائق أبوابها من الفجر حتى منتصف الليل كل يوم.
المادة الثالثة
ويجوز إغلاقها عند الصيانة أو الخطر بقرار معلن.
المادة الرابعة: المنع
يمنع إيقاد النار وإلقاء النفايات وإيذاء الطيور في الحدائق.
"""


def run(tmp_path: Path, *options: str) -> dict[str, object]:
    (tmp_path / "old.txt").write_text(OLD, encoding="utf-8")
    (tmp_path / "new.txt").write_text(NEW, encoding="utf-8")
    output = StringIO()
    files = [str(tmp_path / "old.txt"), str(tmp_path / "new.txt")]
    call_command("align", *files, *options, stdout=output)
    document: dict[str, object] = json.loads(output.getvalue())
    return document


def test_the_command_prints_the_pairs_as_one_document(tmp_path: Path) -> None:
    assert run(tmp_path) == {
        "pairs": [
            {"old": [0], "new": [0], "change": "unchanged"},
            {"old": [1], "new": [1, 2], "change": "split"},
            {"old": [2], "new": [3], "change": "renumbered"},
        ]
    }


def test_format_and_language_can_be_given(tmp_path: Path) -> None:
    assert run(tmp_path, "--format", "text", "--language", "ar") == run(tmp_path)


@pytest.mark.parametrize(
    "arguments",
    [
        ["none.txt", "x.txt"],
        ["x.txt", "none.txt"],
        ["x.txt", "x.txt", "--language", "fr"],
        ["x.txt", "x.txt", "--format", "pdf"],
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(
    arguments: list[str], tmp_path: Path
) -> None:
    (tmp_path / "x.txt").write_text("نص", encoding="utf-8")
    files = [str(tmp_path / name) for name in arguments[:2]]
    with pytest.raises(CommandError, match=r"^[^\n]+\.$"):
        call_command("align", *files, *arguments[2:])


def test_the_words_of_changes_are_those_that_are_stored() -> None:
    assert [change.value for change in Change] == SectionChange.values
