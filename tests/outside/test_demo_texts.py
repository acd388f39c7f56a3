from pathlib import Path

import pytest

from config.demo.reading import CONTENT

LAWS = ("saudi-law-boe", "saudi-laws-md")
LONG = 50


@pytest.mark.parametrize("name", LAWS)
def test_the_drafts_of_the_demo_city_are_taken_from_no_law(
    name: str, outside_data: Path
) -> None:
    """The city was written for it: no long line of a draft stands in a real law."""
    texts = CONTENT.glob("consultations/*/text.ar.md")
    ours = [line for text in texts for line in text.read_text("utf-8").splitlines()]
    long_ones = [line for line in ours if len(line) >= LONG]
    laws = [p for p in (outside_data / name).rglob("*") if p.is_file()]
    assert long_ones
    assert laws
    for law in laws:
        words = law.read_text("utf-8", errors="ignore")
        assert [line for line in long_ones if line in words] == []
