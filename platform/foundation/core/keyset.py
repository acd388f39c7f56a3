"""Pages of a list that stay fast at any depth: continue after a row, never at a number.

A cursor holds the sort values of the last row shown, signed so that nobody can make
one up; it is opaque to whoever passes it back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import InvalidInputError

SALT = "sawt.cursor"
T = TypeVar("T")
M = TypeVar("M", bound=models.Model)


class BadCursorError(InvalidInputError):
    """The cursor was not made by this list."""

    code = "bad-cursor"
    message = _("This page address is not complete. Start again from the first page.")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list and the cursor to continue with; None at the end."""

    items: list[T]
    next_cursor: str | None


def page_of(
    rows: "models.QuerySet[M]", *, order: Sequence[str], cursor: str | None, limit: int
) -> Page[M]:
    """Return the rows after `cursor` in `order`, `limit` at most.

    `order` names columns, `-` for descending, and ends with a unique one; none of them
    may be null.

    Raises:
        BadCursorError: the cursor belongs to another list or order.

    """
    ordered = rows.order_by(*order)
    if cursor:
        ordered = ordered.filter(after(order, read_cursor(cursor, order)))
    found = list(ordered[: limit + 1])
    items = found[:limit]
    more = len(found) > limit
    return Page(items, make_cursor(items[-1], order) if more and items else None)


def make_cursor(row: models.Model, order: Sequence[str]) -> str:
    """Write down where `row` stands in `order`."""
    values = [_value(row, name.lstrip("-")) for name in order]
    return write_cursor(values, order)


def write_cursor(values: Sequence[Any], order: Sequence[str]) -> str:
    """Sign the sort `values` of a row together with their `order`."""
    content = {"o": ",".join(order), "v": [_plain(value) for value in values]}
    return signing.dumps(content, salt=SALT, compress=True)


def read_cursor(cursor: str, order: Sequence[str]) -> list[Any]:
    """Read the sort values back.

    Raises:
        BadCursorError: it was changed, or belongs to another order.

    """
    try:
        content = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError, UnicodeError) as error:
        raise BadCursorError from error
    if content.get("o") != ",".join(order):
        raise BadCursorError
    return [_rich(value) for value in content["v"]]


def after(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Compare row by row: (a, b) > (x, y) is a > x or (a = x and b > y).

    The first column is also bounded on its own, which changes no result: without that
    a database reads its index from the start instead of from the cursor on.
    """
    condition = Q()
    for name, value in reversed(list(zip(order, values, strict=True))):
        column = name.lstrip("-")
        beyond = Q(**{f"{column}__{'lt' if name.startswith('-') else 'gt'}": value})
        condition = beyond | (Q(**{column: value}) & condition) if condition else beyond
    first = order[0]
    bound = "lte" if first.startswith("-") else "gte"
    return Q(**{f"{first.lstrip('-')}__{bound}": values[0]}) & condition


def _value(row: models.Model, path: str) -> object:
    value: object = row
    for name in path.split("__"):
        value = getattr(value, name)
    return value


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return value


def _rich(value: object) -> object:
    if isinstance(value, dict) and set(value) == {"t"}:
        return parse_datetime(value["t"])
    if isinstance(value, dict) and set(value) == {"d"}:
        return parse_date(value["d"])
    return value
