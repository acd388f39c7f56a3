"""What the environment may say, read once and checked.

Every field is documented in docs/operations/settings.md; a name that begins with
`SAWT_` and is not known here, or a value that cannot be read, stops the start with a
sentence.
"""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[3]
STATE = ROOT / ".state"


class Environment(BaseSettings):
    """The variables that switch parts of Sawt."""

    model_config = SettingsConfigDict(extra="ignore", populate_by_name=True)

    database_url: str = Field(
        default=f"sqlite:///{STATE / 'sawt.sqlite3'}", alias="DATABASE_URL"
    )
    redis_url: str = Field(default="", alias="REDIS_URL")
    elasticsearch_url: str = Field(default="", alias="ELASTICSEARCH_URL")
    secret_key: str = Field(default="", alias="SAWT_SECRET_KEY")
    hosts: str = Field(default="localhost,127.0.0.1,[::1]", alias="SAWT_HOSTS")
    base_url: str = Field(default="http://localhost:8000", alias="SAWT_BASE_URL")
    time_zone: str = Field(default="Asia/Riyadh", alias="SAWT_TIME_ZONE")
    rate_limits: Literal["on", "off"] = Field(default="on", alias="SAWT_RATE_LIMITS")
    demo: Literal["on", "off"] = Field(default="off", alias="SAWT_DEMO")
    map_tiles: str = Field(default="", alias="SAWT_MAP_TILES")
    mail_url: str = Field(default="", alias="SAWT_MAIL_URL")
    mail_from: str = Field(default="Sawt <sawt@localhost>", alias="SAWT_MAIL_FROM")
    media_root: Path = Field(default=STATE / "media", alias="SAWT_MEDIA_ROOT")


def read_environment() -> Environment:
    """Read the environment; stop with a sentence when it cannot be read.

    Raises:
        SystemExit: a value is malformed, or a `SAWT_` name is unknown.

    """
    known = {field.alias for field in Environment.model_fields.values()}
    unknown = sorted(n for n in os.environ if n.startswith("SAWT_") and n not in known)
    unknown = [name for name in unknown if name != "SAWT_OUTSIDE_DATA"]
    if unknown:
        raise SystemExit(
            f"Unknown setting {unknown[0]}: see docs/operations/settings.md."
        )
    try:
        return Environment()
    except ValidationError as error:
        first = error.errors()[0]
        raise SystemExit(f"The setting {first['loc'][0]} is malformed: {first['msg']}.")
