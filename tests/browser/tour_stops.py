"""What a stop of the tour is, and how the first row of a state is found."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)
STRANGER, RESIDENT, OFFICER = "", "resident@example.org", "officer@example.org"


@dataclass(frozen=True)
class Stop:
    """One page: who looks at it, what it answers, and which form is sent empty first.

    `form` is what the action of that form contains.
    """

    path: str
    who: str = STRANGER
    status: int = 200
    form: str = ""

    def __str__(self) -> str:
        sent = f" after sending {self.form}" if self.form else ""
        return f"{self.path} seen by {self.who or 'a stranger'}{sent}"


def one(rows: QuerySet[Row]) -> Row:
    """Take the first row.

    Raises:
        LookupError: the demo city shows no such state.

    """
    row = (rows if rows.ordered else rows.order_by("pk")).first()
    if row is None:
        wanted = str(rows.query).partition(" WHERE ")[2][:300]
        message = f"the demo city has no {rows.model.__name__} with {wanted}"
        raise LookupError(message)
    return row
