"""Laws and a city's debates hold numbers of every kind, and hardly anybody's own."""

import csv
from collections.abc import Callable
from pathlib import Path

from foundation.core.personal_data import Finding, find_personal_data


def test_no_law_is_taken_for_personal_data(outside: Callable[[str], Path]) -> None:
    files = [p for p in outside("saudi-law-boe").rglob("*") if p.is_file()]
    wrong = [(path.name, f) for path in files for f in found_in(path)]
    assert sum(path.stat().st_size for path in files) > 1_000_000
    assert wrong == []


def found_in(path: Path) -> list[Finding]:
    return find_personal_data(path.read_text("utf-8", errors="replace"))


def test_the_debates_of_a_city_are_left_alone(outside: Callable[[str], Path]) -> None:
    wrong, cells = [], 0
    for path in outside("decide-madrid-2019").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines):
                cells += len(row)
                wrong += [f for cell in row for f in find_personal_data(cell)]
    assert cells > 10_000
    # One of many thousand texts may well give an address away.
    assert len([f for f in wrong if f.kind != "email"]) == 0
