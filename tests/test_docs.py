"""What the documentation names exists, and what exists is documented."""

import re
from pathlib import Path

import pytest
import yaml
from django.apps import apps
from django.core.management import get_commands, load_command_class

from config.settings.environment import FOR_TESTS, known_names

ROOT = Path(__file__).resolve().parents[1]
DOCS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
SETTINGS = (ROOT / "docs" / "operations" / "settings.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "operations" / "commands.md").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
ROWS = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
OUTSIDE = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "DJANGO_SETTINGS_MODULE"}


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE))


def our_commands() -> set[str]:
    ours = {config.name for config in apps.get_app_configs() if is_ours(config.path)}
    return {name for name, app in get_commands().items() if app in ours}


def is_ours(path: str) -> bool:
    return Path(path).is_relative_to(ROOT) and ".venv" not in path


def test_every_setting_is_documented_and_every_documented_one_is_read() -> None:
    documented = set(ROWS.findall(SETTINGS))
    assert documented == known_names() | FOR_TESTS


def test_no_document_names_a_setting_that_does_not_exist() -> None:
    named = {
        name
        for path in DOCS
        for name in re.findall(r"\bSAWT_[A-Z_]+\b", path.read_text(encoding="utf-8"))
    }
    assert named <= known_names() | FOR_TESTS


def test_every_make_target_is_documented_and_every_documented_one_exists() -> None:
    rows = [row.removeprefix("make ") for row in ROWS.findall(COMMANDS)]
    documented = {row for row in rows if f"`make {row}`" in COMMANDS}
    assert documented == make_targets()


def test_every_make_target_is_phony() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == make_targets()


def test_every_command_is_documented_and_every_documented_one_exists() -> None:
    documented = {
        row.split()[0] for row in ROWS.findall(COMMANDS) if not row.startswith("make ")
    }
    assert documented == our_commands()


@pytest.mark.parametrize("name", sorted(our_commands()))
def test_every_command_says_what_it_does(name: str) -> None:
    command = load_command_class(get_commands()[name], name)
    assert command.help.strip().endswith(".")


def test_documented_options_exist() -> None:
    wrong = []
    for row in ROWS.findall(COMMANDS):
        name = row.split()[0]
        if name in our_commands():
            parser = load_command_class(get_commands()[name], name).create_parser(
                "manage.py", name
            )
            known = {option for act in parser._actions for option in act.option_strings}
            wrong += [o for o in re.findall(r"--[a-z-]+", row) if o not in known]
    assert wrong == []


def test_containers_are_given_settings_that_exist() -> None:
    given: set[str] = set()
    for name in ("migrate", "application", "worker"):
        given |= set(COMPOSE["services"][name]["environment"])
    assert given <= known_names() | OUTSIDE
    # What a city must or may say reaches the containers.
    wanted = known_names() - {"SAWT_DEMO", "SAWT_RATE_LIMITS"}
    assert wanted <= given


def test_the_containers_are_those_of_the_documented_parts() -> None:
    services = set(COMPOSE["services"])
    assert {"application", "worker", "postgres", "redis", "elasticsearch"} <= services


@pytest.mark.parametrize("path", DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    links = LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_app_has_a_page() -> None:
    rooms = {path.stem for path in (ROOT / "docs" / "rooms").glob("*.md")}
    ours = {
        config.label
        for config in apps.get_app_configs()
        if is_ours(config.path) and config.label != "config"
    }
    assert ours <= rooms


def test_decisions_are_numbered_once_and_tell_the_same_four_things() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [path.name[:4] for path in decisions]
    assert len(set(numbers)) == len(numbers)
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert re.match(rf"# 0*{int(path.name[:4])}\.? \S", text), path.name
        for part in ("Status:", "## Context", "## Decision", "## Consequences"):
            assert part in text, f"{path.name}: {part}"


def test_nothing_points_at_the_workplace() -> None:
    private = re.compile(r"/(work|tmp|root|home)/|localhost:\d+/simple")
    marked = [
        str(path.relative_to(ROOT))
        for path in DOCS
        if private.search(path.read_text(encoding="utf-8"))
    ]
    assert marked == []
