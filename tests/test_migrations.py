"""Tables fit the models, and every migration has a name that says what it does."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[1]
OURS = [
    config
    for config in apps.get_app_configs()
    if Path(config.path).is_relative_to(ROOT) and ".venv" not in config.path
]


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_the_migrations_have_all_been_made_on_this_engine() -> None:
    loader = MigrationLoader(connection)
    assert set(loader.graph.nodes) <= set(loader.applied_migrations)


def test_every_app_with_tables_has_migrations_from_the_start() -> None:
    without = [
        config.label
        for config in OURS
        if list(config.get_models())
        and not (Path(config.path) / "migrations" / "0001_initial.py").exists()
    ]
    assert without == []


def test_migrations_are_named_by_people() -> None:
    automatic = re.compile(r"^\d{4}_(auto_|alter_.*_and_more|.*_\d{8}_\d{4})")
    names = [
        f"{config.label}.{path.stem}"
        for config in OURS
        for path in (Path(config.path) / "migrations").glob("0*.py")
        if automatic.match(path.stem)
    ]
    assert names == []
