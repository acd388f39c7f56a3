"""Hostile texts that nobody here wrote, as a browser or a program can send them."""

import json
from functools import cache
from pathlib import Path

from tests.outside.conftest import Outside


def hostile_texts(outside: Outside) -> list[str]:
    """List every payload of DOMPurify and every naughty string."""
    return list(_read(outside("dompurify-xss"), outside("naughty-strings")))


@cache
def _read(xss: Path, naughty: Path) -> tuple[str, ...]:
    cases = json.loads((xss / "cases.json").read_text("utf-8"))
    strings = json.loads((naughty / "blns.json").read_text("utf-8"))
    return tuple(as_sent(text) for text in [*(c["payload"] for c in cases), *strings])


def as_sent(text: str) -> str:
    """Give what is left of a text when a browser has made it UTF-8."""
    return text.encode("utf-8", "replace").decode()


def kept(text: str) -> str:
    """Give what shall be kept of a text: all of it but white space around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
