"""How lists are paged."""

from ninja import Schema
from pydantic import Field


class Paging(Schema):
    """Where a page of a list begins, and how long it is."""

    cursor: str | None = None
    limit: int = Field(default=20, ge=1, le=100)
