"""Databases for tests: migrated once, then copied.

Wagtail's migrations take half a minute, so each engine has one template database, made
from nothing by the real migrations and kept under .state/ (PostgreSQL: in the server)
by a hash of what it was made from. Every test process works on a copy, and a test that
commits gets its copy laid anew instead of emptied: what the migrations wrote is there
for every test.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connections

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / ".state" / "templates"
KEPT_TEMPLATES = 3
# Nothing that the migrations queued is left for a test to meet.
MIGRATE = """
import sys
sys.path.insert(0, "platform")
import django
django.setup()
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from foundation.core.tasks_now import run_queued_tasks
call_command("migrate", interactive=False, verbosity=0)
run_queued_tasks()
DBTaskResult.objects.all().delete()
"""


@contextmanager
def copied_database(worker: str) -> Iterator["SQLiteCopy | PostgreSQLCopy"]:
    """Let Django work on a fresh copy of the migrated template."""
    kind = SQLiteCopy if connections["default"].vendor == "sqlite" else PostgreSQLCopy
    copy = kind(worker)
    with _one_at_a_time(kind.__name__):
        copy.prepare_template()
    copy.open()
    try:
        yield copy
    finally:
        copy.close()


class SQLiteCopy:
    """A file in a temporary folder, copied from the template file."""

    def __init__(self, worker: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=f"sawt-tests-{worker}-"))
        self.path = self.folder / "tests.sqlite3"
        self.template = TEMPLATES / f"{migrations_digest()}.sqlite3"

    def prepare_template(self) -> None:
        """Migrate a new file, unless one of the same migrations is there."""
        if self.template.exists():
            return
        building = self.folder / "building.sqlite3"
        _migrate(f"sqlite:///{building}")
        TEMPLATES.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(building)) as source:
            source.execute("PRAGMA journal_mode=DELETE")
        shutil.move(building, self.template)
        kept = sorted(TEMPLATES.glob("*.sqlite3"), key=lambda p: p.stat().st_mtime)
        for old in kept[:-KEPT_TEMPLATES]:
            old.unlink()

    def open(self) -> None:
        """Point Django at the copy."""
        shutil.copyfile(self.template, self.path)
        _point_django_at(str(self.path))
        connections["default"].settings_dict["OPTIONS"]["init_command"] = (
            # As in use, but for waiting on the disk.
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
        )

    def lay_anew(self) -> None:
        """Put every row back as the migrations left it, under open connections too."""
        connections["default"].close()
        with (
            closing(sqlite3.connect(self.template)) as source,
            closing(sqlite3.connect(self.path, timeout=30)) as target,
        ):
            source.backup(target)

    def close(self) -> None:
        """Remove the copy."""
        connections["default"].close()
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgreSQLCopy:
    """A database of its own in the server, made by CREATE DATABASE … TEMPLATE."""

    def __init__(self, worker: str) -> None:
        self.template = f"sawt_template_{migrations_digest()}"
        self.name = f"sawt_tests_{os.getpid()}_{worker}"

    def prepare_template(self) -> None:
        """Migrate a new database, unless one of the same migrations is there."""
        if self._fetch("SELECT 1 FROM pg_database WHERE datname = %s", self.template):
            return
        building = f"{self.template}_building"
        self._execute(f"DROP DATABASE IF EXISTS {building} WITH (FORCE)")
        self._execute(f"CREATE DATABASE {building} TEMPLATE template0")
        _migrate(_with_database(os.environ["DATABASE_URL"], building))
        self._execute(f"ALTER DATABASE {building} RENAME TO {self.template}")

    def open(self) -> None:
        """Make the copy and point Django at it."""
        self._execute(f"CREATE DATABASE {self.name} TEMPLATE {self.template}")
        _point_django_at(self.name)

    def lay_anew(self) -> None:
        """Throw the copy away, whoever is still connected, and make it again."""
        connections["default"].close()
        self._execute(f"DROP DATABASE {self.name} WITH (FORCE)")
        self._execute(f"CREATE DATABASE {self.name} TEMPLATE {self.template}")

    def close(self) -> None:
        """Remove the copy."""
        connections["default"].close()
        self._execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        with connections["default"]._nodb_cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(statement)

    def _fetch(self, statement: str, *values: Any) -> Any:
        with connections["default"]._nodb_cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(statement, values)
            return cursor.fetchone()


def migrations_digest() -> str:
    """Hash everything that a migrated database is made from."""
    total = hashlib.sha256()
    folders = ("platform", "comments", "consultations", "drafts", "search", "voting")
    files = [p for top in folders for p in ROOT.glob(f"{top}/**/migrations/*.py")]
    settings_file = ROOT / "platform" / "config" / "settings" / "base.py"
    for path in [
        *sorted(files),
        ROOT / "requirements.txt",
        settings_file,
        Path(__file__),
    ]:
        total.update(str(path.relative_to(ROOT)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()[:16]


def _migrate(url: str) -> None:
    """Run the real migrations from nothing, in a process of their own."""
    subprocess.run(
        [sys.executable, "-c", MIGRATE],
        cwd=ROOT,
        check=True,
        env={
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
        },
    )


def _point_django_at(name: str) -> None:
    connections["default"].close()
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


def _with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@contextmanager
def _one_at_a_time(kind: str) -> Iterator[None]:
    """Let one test process make the template while the others wait for it."""
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    with (TEMPLATES / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
