"""Files of published versions, made once and kept.

A published version never changes, so neither do its files. Each is kept under a digest
of everything that it shows: a new title, or a new style, gives a new file.
"""

import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple
from functools import cache
from importlib import metadata
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from drafts.exports.errors import FilesBusyError
from drafts.exports.pdf.fonts import font_files
from drafts.exports.texts import ExportedText

HERE = Path(__file__).parent
LONGEST_WAIT_SECONDS = 20
_TRY_AGAIN_SECONDS = 0.1
# Each user of a machine has one: nobody can open another user's file to write.
_LOCK = Path(tempfile.gettempdir()) / f"sawt-exports-{os.getuid()}.lock"

Make = Callable[[], bytes]


def name_of_file(text: ExportedText, ending: str) -> str:
    """Where a file is kept, by all that it shows; `text` needs no sections."""
    said = "\n".join(map(str, astuple(text)))
    digest = hashlib.sha256(f"{_style_digest()}\n{ending}\n{said}".encode()).hexdigest()
    return f"exports/{text.draft_id}/{digest[:40]}.{ending}"


def is_kept(name: str) -> bool:
    """Whether the file was made before."""
    return default_storage.exists(name)


def keep(name: str, make: Make, *, wait_seconds: float = LONGEST_WAIT_SECONDS) -> bytes:
    """Give the kept file, or make it; one file at a time is made on a machine.

    Raises:
        FilesBusyError: others are being made for longer than anyone should wait.

    """
    if is_kept(name):
        return _read(name)
    with _alone(wait_seconds):
        # Whoever waited here may find that the file was made meanwhile.
        if not is_kept(name):
            default_storage.save(name, ContentFile(make()))
    return _read(name)


def _read(name: str) -> bytes:
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return content


@contextmanager
def _alone(wait_seconds: float) -> Iterator[None]:
    """Hold the one place of this machine where files are made.

    Raises:
        FilesBusyError: it was not free in time.

    """
    deadline = time.monotonic() + wait_seconds
    with _LOCK.open("a") as lock:
        while not _locked(lock.fileno()):
            if time.monotonic() >= deadline:
                raise FilesBusyError
            time.sleep(_TRY_AGAIN_SECONDS)
        yield  # closing the file gives the place back, whatever happens


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@cache
def _style_digest() -> str:
    """Tell one state of our own writing from another: code, styles, WeasyPrint."""
    files = sorted(path for path in HERE.rglob("*") if path.suffix in {".py", ".css"})
    template = HERE.parent / "templates" / "drafts" / "print" / "text.html"
    whole = hashlib.sha256()
    for path in (*files, template, *font_files()):
        whole.update(path.read_bytes())
    whole.update(_version_of("weasyprint").encode())
    return whole.hexdigest()


def _version_of(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""
