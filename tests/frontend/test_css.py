"""The rules of the stylesheet: our own lint, in place of one that would need Node."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tinycss2

from frontend.assets import ROOT, stylesheet_sources

COMPONENTS = ROOT / "components"
_PHYSICAL = re.compile(
    r"^((margin|padding|border)-(top|right|bottom|left)(-\w+)*"
    r"|top|right|bottom|left|(min-|max-)?(width|height)"
    r"|border-(top|bottom)-(left|right)-radius|float|clear)$"
)
_COLOUR_WORD = {
    "canvastext",
    "canvas",
    "linktext",
    "highlight",
    "highlighttext",
    "mark",
    "marktext",
    "currentcolor",
    "transparent",
    "none",
    "inherit",
    "buttontext",
}
_COLOUR_PROPERTY = re.compile(r"(^|-)(color|background|fill|stroke)$")
_SIZE_FREE = re.compile(r"^(inherit|[\d.]+em|0|var\(--text-[\w-]+\))$")
_CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
_BEM = re.compile(
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(__[a-z0-9]+(-[a-z0-9]+)*)?(--[a-z0-9]+(-[a-z0-9]+)*)?$"
)
_MEDIA_SIZES = {"30rem", "40rem", "48rem", "56rem", "62rem", "72rem"}

SOURCES = stylesheet_sources()
SHEETS = [path for path in SOURCES if path.is_relative_to(COMPONENTS)]


@cache
def rules(path: Path) -> list[tuple[str, list[tinycss2.ast.Declaration]]]:
    """Selector and declarations of every rule, those inside media queries too."""
    return list(_rules(tinycss2.parse_stylesheet(path.read_text("utf-8"), True, True)))


def _rules(nodes: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    for node in nodes:
        if node.type == "error":
            pytest.fail(f"{node.source_line}: {node.message}")
        if (
            node.type == "at-rule"
            and node.content
            and node.lower_at_keyword != "font-face"
        ):
            yield from _rules(tinycss2.parse_rule_list(node.content, True, True))
        if node.type == "qualified-rule":
            selector = tinycss2.serialize(node.prelude).strip()
            content = tinycss2.parse_declaration_list(node.content, True, True)
            faults = [item for item in content if item.type == "error"]
            assert faults == []
            yield selector, [item for item in content if item.type == "declaration"]


def declarations(path: Path) -> Iterator[tuple[str, str, str, Any]]:
    for selector, content in rules(path):
        for item in content:
            yield (
                selector,
                item.lower_name,
                tinycss2.serialize(item.value).strip(),
                item,
            )


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_only_logical_properties(path: Path) -> None:
    physical = [
        (selector, name)
        for selector, name, value, _ in declarations(path)
        if _PHYSICAL.match(name) or value in {"left", "right"}
    ]
    assert physical == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_nothing_is_forced_and_nothing_hangs_on_an_id(path: Path) -> None:
    assert [
        selector for selector, _, _, item in declarations(path) if item.important
    ] == []
    assert [selector for selector, _ in rules(path) if "#" in selector] == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_every_selector_belongs_to_its_folder(path: Path) -> None:
    block = path.parent.name
    strangers = []
    for selector, _ in rules(path):
        for one in selector.split(","):
            classes = _CLASS.findall(one)
            own = [name for name in classes if re.match(rf"{block}(__|--|$)", name)]
            if not own:
                strangers.append(one.strip())
    assert strangers == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_classes_are_block_element_modifier_of_a_known_block(path: Path) -> None:
    blocks = {folder.name for folder in COMPONENTS.iterdir() if folder.is_dir()}
    for selector, _ in rules(path):
        for name in _CLASS.findall(selector):
            assert _BEM.match(name), name
            assert re.split(r"__|--", name)[0] in blocks, name


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_colours_come_from_tokens(path: Path) -> None:
    raw = []
    for selector, name, value, _ in declarations(path):
        if re.search(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|oklch\(", value, re.IGNORECASE):
            raw.append((selector, value))
        words = re.sub(r"var\([^)]*\)", "", value).lower().split()
        if _COLOUR_PROPERTY.search(name) and set(words) - _COLOUR_WORD:
            raw.append((selector, name, value))
    assert raw == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sizes_of_type_come_from_tokens(path: Path) -> None:
    raw = [
        (selector, value)
        for selector, name, value, _ in declarations(path)
        if name == "font-size" and not _SIZE_FREE.match(value)
    ]
    assert raw == []
    fonts = {value for _, name, value, _ in declarations(path) if name == "font-family"}
    assert fonts <= {"var(--font-text)", "var(--font-code)", "inherit"}


def test_every_custom_property_is_defined_and_used() -> None:
    defined, used = set(), set()
    for path in SOURCES:
        for _, name, value, _ in declarations(path):
            if name.startswith("--"):
                defined.add(name)
            used.update(re.findall(r"var\((--[\w-]+)", value))
    assert used - defined == set()
    assert defined - used == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_media_queries_use_the_few_agreed_widths(path: Path) -> None:
    widths = re.findall(
        r"@media \((?:min|max)-width: ([\d.]+\w+)\)", path.read_text("utf-8")
    )
    assert set(widths) <= _MEDIA_SIZES


def _classes_in_templates() -> set[str]:
    found = set()
    for path in set(ROOT.rglob("*.html")) - {ROOT / "layouts/mail.html"}:
        for value in re.findall(
            r'class="([^"]*(?:"[^"]*"[^"]*)*?)"', path.read_text("utf-8")
        ):
            plain = re.sub(r"{%.*?%}|{{.*?}}", " ", value)
            found.update(re.findall(r"[a-z][\w-]*__[\w-]+", plain))
    return found


def test_every_element_class_in_a_template_has_a_style_or_is_named_in_a_script() -> (
    None
):
    styled = {
        name
        for path in SOURCES
        for selector, _ in rules(path)
        for name in _CLASS.findall(selector)
    }
    scripts = "".join(path.read_text("utf-8") for path in ROOT.rglob("*.js"))
    unknown = {
        name
        for name in _classes_in_templates() - styled
        if name not in scripts and not name.endswith(("--", "__"))
    }
    assert unknown == set()
