"""Where the index is kept and asked: one engine for each database."""

from django.db import connection

from search.engines.base import Engine
from search.engines.postgresql import PostgreSQLEngine
from search.engines.sqlite import SQLiteEngine

ENGINES: dict[str, Engine] = {
    "sqlite": SQLiteEngine(),
    "postgresql": PostgreSQLEngine(),
}


def engine() -> Engine:
    """Give the engine that stands in the application's own database."""
    return ENGINES[connection.vendor]
