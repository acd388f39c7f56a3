"""Settings are read strictly, and what is meant for a demo stays out of production."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.settings.environment import Environment, read_environment
from config.settings.parts import (
    cache_from,
    channels_from,
    database_from,
    folder_from,
    mail_from,
    origins_of_images,
    storage_from,
)

ROOT = Path(__file__).resolve().parents[2]
KEY = "q8Zr!x2Lw9@Bv5Nm3#Kj7^Hg1&Fd4*Sa6(Po0)Iu8_Yt2+Re5=Wq"
PRODUCTION = "import config.settings.production"


def start(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python with only these variables set."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "platform")}
        | variables,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SAWT_COLOUR", "green", "Unknown setting SAWT_COLOUR"),
        ("DATABASE_URL", "mysql://db/sawt", "must begin with postgres"),
        ("DATABASE_URL", "postgres://db:port/sawt", "no address"),
        ("DATABASE_URL", "postgres://db", "names no database"),
        ("DATABASE_URL", "sqlite:///", "names no database"),
        ("DATABASE_URL", "sawt.sqlite3", "must begin with"),
        ("REDIS_URL", "localhost:6379", "must begin with redis"),
        ("REDIS_URL", "redis://host/first", "number of a Redis database"),
        ("ELASTICSEARCH_URL", "9200", "must begin with http"),
        ("SAWT_BASE_URL", "http://", "names no host"),
        ("SAWT_HOSTS", "https://sawt.example.org", "without scheme or port"),
        ("SAWT_HOSTS", " , ", "without scheme or port"),
        ("SAWT_TIME_ZONE", "Mars/Olympus", "no time zone"),
        ("SAWT_TIME_ZONE", "../etc/passwd", "no time zone"),
        ("SAWT_DEMO", "yes", "'on' or 'off'"),
        ("SAWT_RATE_LIMITS", "0", "'on' or 'off'"),
        ("SAWT_MAP_TILES", "https://tiles.example.org/", "{z}, {x} and {y}"),
        ("SAWT_MAP_TILES", "javascript:{z}{x}{y}", "must begin with http"),
        ("SAWT_MAIL_URL", "mail.example.org", "must begin with"),
        ("SAWT_MAIL_URL", "smtp://", "names no host"),
        ("SAWT_MAIL_URL", "file:mail", "file:///folder"),
        ("SAWT_MAIL_FROM", "Sawt", "Name <address@example.org>"),
        ("SAWT_STORAGE_URL", "ftp://files", "must begin with file: or s3:"),
        ("SAWT_STORAGE_URL", "s3://", "names no bucket"),
    ],
)
def test_a_setting_that_cannot_be_read_stops_the_start_with_a_sentence(
    name: str, value: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as stopped:
        read_environment()
    said = str(stopped.value)
    assert name in said
    assert sentence in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "sqlite:////var/lib/sawt.sqlite3"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgres://u:p@db:5432/sawt"),
        ("DATABASE_URL", ""),
        ("REDIS_URL", "rediss://user:secret@redis:6380/2"),
        ("ELASTICSEARCH_URL", "https://search.example.org:9200/"),
        ("SAWT_HOSTS", "sawt.example.org, .example.com,[::1],*"),
        ("SAWT_MAP_TILES", "https://{s}.tiles.example.org/{z}/{x}/{y}.png"),
        ("SAWT_MAIL_URL", "smtp://user%40example.org:p%2Fw@mail.example.org:2525"),
        ("SAWT_MAIL_FROM", "بلدية المرفأ <sawt@example.org>"),
        ("SAWT_STORAGE_URL", "s3://bucket?endpoint=https://store.example.org"),
        ("SAWT_OUTSIDE_DATA", "/somewhere"),
        ("SAWT_DEMO", ""),
    ],
)
def test_a_setting_as_documented_is_taken(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert read_environment()


def test_manage_py_stops_with_the_same_sentence() -> None:
    stopped = subprocess.run(
        [sys.executable, ROOT / "manage.py", "check"],
        env={"PATH": os.environ["PATH"], "SAWT_COLOUR": "green"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert stopped.returncode == 1
    assert stopped.stderr.splitlines() == [
        "Unknown setting SAWT_COLOUR: see docs/operations/settings.md."
    ]


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"SAWT_SECRET_KEY": ""}, "50 random characters"),
        ({"SAWT_SECRET_KEY": "short"}, "50 random characters"),
        ({"SAWT_SECRET_KEY": "a" * 60}, "50 random characters"),
        ({"SAWT_RATE_LIMITS": "off"}, "SAWT_RATE_LIMITS=off"),
        ({"SAWT_DEMO": "on"}, "SAWT_DEMO=on"),
        ({"SAWT_BASE_URL": "http://sawt.example.org"}, "https://"),
    ],
)
def test_production_refuses_what_is_weak(
    variables: dict[str, str], sentence: str
) -> None:
    strong = {"SAWT_SECRET_KEY": KEY, "SAWT_BASE_URL": "https://sawt.example.org"}
    stopped = start(PRODUCTION, **(strong | variables))
    assert stopped.returncode == 1
    assert "Traceback" not in stopped.stderr
    assert sentence in stopped.stderr


def test_production_starts_with_what_is_strong() -> None:
    strong = {"SAWT_SECRET_KEY": KEY, "SAWT_BASE_URL": "https://sawt.example.org"}
    code = f"{PRODUCTION} as p; print(p.DEBUG, p.SECURE_SSL_REDIRECT)"
    assert start(code, **strong).stdout == "False True\n"


def test_the_demo_password_is_known_to_the_demo_settings_alone() -> None:
    code = (
        "import config.settings.local as s; print(s.DEBUG, s.AUTHENTICATION_BACKENDS)"
    )
    demo, usual = start(code, SAWT_DEMO="on"), start(code)
    assert demo.stdout.startswith("False ['config.backends.DemoBackend'")
    assert "DemoBackend" not in usual.stdout
    assert usual.stdout.startswith("True")


def test_an_environment_without_variables_names_a_file_in_the_state_folder() -> None:
    assert "/.state/sawt.sqlite3" in Environment.model_fields["database_url"].default


def test_sqlite_keeps_writers_apart(tmp_path: Path) -> None:
    options = database_from(f"sqlite:///{tmp_path}/new/x.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 20
    assert "synchronous=FULL" in options["init_command"]
    assert (tmp_path / "new").is_dir()


def test_postgresql_gets_a_pool() -> None:
    database = database_from("postgres://u:p@db/sawt?sslmode=require")
    assert database["OPTIONS"]["pool"]["max_size"] > 1
    assert database["OPTIONS"]["sslmode"] == "require"


def test_redis_carries_cache_and_live_updates_where_there_is_one() -> None:
    assert "locmem" in cache_from("")["BACKEND"]
    assert "InMemory" in channels_from("")["BACKEND"]
    assert cache_from("redis://r/0")["LOCATION"] == "redis://r/0"
    assert channels_from("redis://r/0")["CONFIG"] == {"hosts": ["redis://r/0"]}


def test_mail_goes_where_the_address_says() -> None:
    route = mail_from("smtp://user%40example.org:p%2Fw@mail.example.org:2525")
    assert route["EMAIL_HOST_USER"] == "user@example.org"
    assert route["EMAIL_HOST_PASSWORD"] == "p/w"
    assert (route["EMAIL_PORT"], route["EMAIL_USE_TLS"]) == (2525, True)
    assert mail_from("smtps://mail.example.org")["EMAIL_PORT"] == 465
    assert not mail_from("smtp://localhost:25?tls=off")["EMAIL_USE_TLS"]
    assert mail_from("file:///var/mail")["EMAIL_FILE_PATH"] == "/var/mail"
    assert "console" in mail_from("console:")["EMAIL_BACKEND"]


def test_files_are_kept_where_the_address_says() -> None:
    assert folder_from("file:///var/lib/sawt%20files") == Path("/var/lib/sawt files")
    assert folder_from("s3://bucket") is None
    options = storage_from("s3://bucket?endpoint=https://s.example.org&region=me")[
        "OPTIONS"
    ]
    assert options["bucket_name"] == "bucket"
    assert options["endpoint_url"] == "https://s.example.org"
    assert options["region_name"] == "me"


def test_pages_may_show_images_of_the_hosts_that_are_set_and_no_others() -> None:
    assert origins_of_images("", "file:///x") == []
    assert origins_of_images(
        "https://{s}.tiles.example.org/{z}/{x}/{y}.png",
        "s3://bucket?endpoint=https://s.example.org:9000",
    ) == ["https://*.tiles.example.org", "https://s.example.org:9000"]
