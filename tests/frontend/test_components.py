"""Every component is documented, and its documented example renders."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import RequestFactory
from django.utils import translation

from tests.frontend.gallery import COMPONENTS, Sample, folders, samples

LANGUAGES = ["ar", "en"]
_FRAME = "A frame: markup only"


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_component_has_a_page_and_a_stylesheet_or_a_template(folder: Path) -> None:
    page = folder / f"{folder.name}.md"
    assert page.exists()
    named = {path.stem for path in folder.iterdir()}
    assert named == {folder.name}
    has_template = (folder / f"{folder.name}.html").exists()
    assert has_template != (_FRAME in page.read_text("utf-8"))


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_the_documented_example_renders(sample: Sample, language: str) -> None:
    html = sample.render(RequestFactory().get(f"/{language}/"))
    assert html.strip(), "the example shows nothing"
    assert " style=" not in html
    assert "<script" not in html


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_the_page_names_every_input_of_the_example(sample: Sample) -> None:
    if _FRAME in sample.page:
        return
    inputs = sample.page.partition("## Inputs")[2].partition("## Example")[0]
    include = re.search(
        rf'include "components/{sample.name}/{sample.name}\.html"(.*?)%}}',
        sample.example,
    )
    given = re.findall(r"(?:^|\s)(\w+)=", include[1].partition(" with ")[2])
    assert all(f"`{name}`" in inputs for name in given)
    assert " only " in include[0]


def test_components_are_included_with_only() -> None:
    loose = [
        f"{path.name}: {tag}"
        for path in COMPONENTS.parent.rglob("*.html")
        for tag in re.findall(
            r'{%\s*include "components/[^%]*%}', path.read_text("utf-8")
        )
        if " only " not in tag
    ]
    assert loose == []
