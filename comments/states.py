"""How far people are trusted in discussions."""

from enum import IntEnum


class Trust(IntEnum):
    """Levels of trust, the higher the surer; `queries.trust` tells who has which."""

    NEW = 1
    KNOWN = 2
    TRUSTED = 3
