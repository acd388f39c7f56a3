"""Line drawings of 24 by 24, a file each; ``directional/`` ones turn with the page."""

from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

_FOLDER = Path(__file__).parent


@cache
def names() -> frozenset[str]:
    """Every icon there is."""
    return frozenset(path.stem for path in _FOLDER.rglob("*.svg"))


@cache
def drawing(name: str) -> tuple[SafeString, bool]:
    """The marks of an icon, and whether it means a direction.

    Raises:
        FileNotFoundError: there is no such icon.
    """
    turning = _FOLDER / "directional" / f"{name}.svg"
    is_directional = turning.exists()
    source = (turning if is_directional else _FOLDER / f"{name}.svg").read_text("utf-8")
    inner = source.partition(">")[2].rpartition("</svg>")[0]
    return mark_safe(inner.strip()), is_directional  # noqa: S308  our own files
