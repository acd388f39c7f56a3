"""Who joins in: a choice from the crowd that is the same on every day and machine."""

import hashlib
from collections.abc import Iterable

from foundation.accounts.models import Person


def choose(
    crowd: Iterable[Person], count: int, *, seed: str, without: Iterable[Person] = ()
) -> list[Person]:
    """Choose `count` people by a hash of `seed` and their address.

    Raises:
        ValueError: there are not so many.

    """
    left_out = set(without)
    free = [person for person in crowd if person not in left_out]
    if count > len(free):
        message = f"{seed} wants {count} people of {len(free)}."
        raise ValueError(message)
    return sorted(free, key=lambda person: _lot(person, seed))[:count]


def _lot(person: Person, seed: str) -> str:
    return hashlib.sha256(f"{seed} {person.email}".encode()).hexdigest()
