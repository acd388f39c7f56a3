"""What the environment may say, read once and checked.

Every field is documented in docs/operations/settings.md; a name that begins with
`SAWT_` and is not known here, or a value that cannot be read, stops the start with a
sentence.
"""

import os
import re
import sys
from pathlib import Path
from typing import Literal, NoReturn
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[3]
STATE = ROOT / ".state"
# Read by the tests alone: where the data that nobody here wrote is kept.
FOR_TESTS = frozenset({"SAWT_OUTSIDE_DATA"})
DATABASES = {"sqlite", "postgres", "postgresql"}
HOST = re.compile(r"\*|\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\]", re.IGNORECASE)


class Environment(BaseSettings):
    """The variables that switch parts of Sawt; an empty one counts as not set."""

    model_config = SettingsConfigDict(
        extra="ignore",
        populate_by_name=True,
        env_ignore_empty=True,
        validate_default=False,
    )

    database_url: str = Field(
        default=f"sqlite:///{STATE / 'sawt.sqlite3'}", alias="DATABASE_URL"
    )
    redis_url: str = Field(default="", alias="REDIS_URL")
    elasticsearch_url: str = Field(default="", alias="ELASTICSEARCH_URL")
    secret_key: str = Field(default="", alias="SAWT_SECRET_KEY")
    hosts: str = Field(default="localhost,127.0.0.1,[::1]", alias="SAWT_HOSTS")
    base_url: str = Field(default="http://localhost:8000", alias="SAWT_BASE_URL")
    time_zone: str = Field(default="Asia/Riyadh", alias="SAWT_TIME_ZONE")
    country: str = Field(
        default="sa", alias="SAWT_COUNTRY", pattern="^[a-z]{2}(-[a-z0-9]{1,3})?$"
    )
    rate_limits: Literal["on", "off"] = Field(default="on", alias="SAWT_RATE_LIMITS")
    reports_to_hide: int = Field(default=3, ge=1, alias="SAWT_REPORTS_TO_HIDE")
    demo: Literal["on", "off"] = Field(default="off", alias="SAWT_DEMO")
    map_tiles: str = Field(default="", alias="SAWT_MAP_TILES")
    mail_url: str = Field(default="console:", alias="SAWT_MAIL_URL")
    mail_from: str = Field(default="Sawt <sawt@localhost>", alias="SAWT_MAIL_FROM")
    storage_url: str = Field(
        default=f"file://{STATE / 'media'}", alias="SAWT_STORAGE_URL"
    )

    @field_validator("database_url")
    @classmethod
    def _names_a_database(cls, value: str) -> str:
        """Accept sqlite:///path, sqlite:///:memory: and postgres://…/name."""
        address = _address(value, DATABASES)
        if not address.path.strip("/"):
            _refuse("it names no database")
        if address.scheme != "sqlite" and not address.hostname:
            _refuse("it names no host")
        return value

    @field_validator("redis_url")
    @classmethod
    def _names_a_redis(cls, value: str) -> str:
        """Accept redis://host:port/number and rediss://, or nothing."""
        address = _address(value, {"redis", "rediss"})
        if not address.hostname:
            _refuse("it names no host")
        if not re.fullmatch(r"/?\d*", address.path):
            _refuse("its path must be the number of a Redis database")
        return value

    @field_validator("elasticsearch_url", "base_url")
    @classmethod
    def _names_a_site(cls, value: str) -> str:
        """Accept http:// and https:// with a host; a last slash is dropped."""
        if not _address(value, {"http", "https"}).hostname:
            _refuse("it names no host")
        return value.rstrip("/")

    @field_validator("hosts")
    @classmethod
    def _lists_hosts(cls, value: str) -> str:
        """Accept host names separated by commas, without scheme or port."""
        wrong = [n for n in split_list(value) if not HOST.fullmatch(n)]
        if wrong or not split_list(value):
            _refuse("write host names separated by commas, without scheme or port")
        return value

    @field_validator("time_zone")
    @classmethod
    def _names_a_time_zone(cls, value: str) -> str:
        """Accept names of the IANA time zone database."""
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            _refuse("it is no time zone; write one like Asia/Riyadh")
        return value

    @field_validator("map_tiles")
    @classmethod
    def _is_a_tile_address(cls, value: str) -> str:
        """Accept an address with {z}, {x} and {y} in it."""
        if not all(part in value for part in ("{z}", "{x}", "{y}")):
            _refuse("it must contain {z}, {x} and {y}")
        return _checked(value, {"http", "https"})

    @field_validator("mail_url")
    @classmethod
    def _names_a_mail_route(cls, value: str) -> str:
        """Accept smtp://, smtps://, file:///folder and console:."""
        if value == "console:":
            return value
        address = _address(value, {"smtp", "smtps", "file"})
        if address.scheme == "file" and not address.path.startswith("/"):
            _refuse("write a folder as file:///folder")
        if address.scheme != "file" and not address.hostname:
            _refuse("it names no host")
        return value

    @field_validator("mail_from")
    @classmethod
    def _is_a_sender(cls, value: str) -> str:
        """Accept `address@host` and `Name <address@host>`."""
        if not re.fullmatch(r"[^<>\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@\S+", value):
            _refuse("write it as Name <address@example.org>")
        return value

    @field_validator("storage_url")
    @classmethod
    def _names_a_store(cls, value: str) -> str:
        """Accept file:///folder and s3://bucket?endpoint=…&region=…."""
        address = _address(value, {"file", "s3"})
        if address.scheme == "file" and not address.path.startswith("/"):
            _refuse("write a folder as file:///folder")
        if address.scheme == "s3" and not address.hostname:
            _refuse("it names no bucket")
        return value


def known_names() -> frozenset[str]:
    """List the variables that are read."""
    fields = Environment.model_fields.values()
    return frozenset(str(field.alias) for field in fields)


def read_environment() -> Environment:
    """Read the environment; stop with a sentence when it cannot be read.

    Raises:
        SystemExit: a value is malformed, or a `SAWT_` name is unknown.

    """
    known = known_names() | FOR_TESTS
    unknown = sorted(n for n in os.environ if n.startswith("SAWT_") and n not in known)
    if unknown:
        stop(f"Unknown setting {unknown[0]}: see docs/operations/settings.md.")
    try:
        return Environment()
    except ValidationError as error:
        first = error.errors()[0]
        reason = first["msg"].removeprefix("Value error, ")
        stop(f"The setting {first['loc'][0]} is malformed: {reason}.")


def split_list(value: str) -> list[str]:
    """Split at commas."""
    return [part.strip() for part in value.split(",") if part.strip()]


def stop(sentence: str) -> NoReturn:
    """End the start with one sentence on standard error, and exit code 1."""
    sys.exit(sentence)


def _checked(value: str, schemes: set[str]) -> str:
    _address(value, schemes)
    return value


def _address(value: str, schemes: set[str]) -> SplitResult:
    """Split an address, the port included, and insist on one of `schemes`."""
    try:
        address = urlsplit(value)
        _port = address.port
    except ValueError:
        _refuse("it is no address")
    if address.scheme not in schemes:
        _refuse("it must begin with " + " or ".join(f"{s}:" for s in sorted(schemes)))
    return address


def _refuse(reason: str) -> NoReturn:
    raise ValueError(reason)
