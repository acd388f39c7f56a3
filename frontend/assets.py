"""One stylesheet and one script, put together from the folders without a build step.

`FrontendFinder` is a staticfiles finder: it offers ``frontend/sawt.css`` (tokens,
base, components), ``frontend/sawt.js`` (the modules of layouts and components), and
the fonts, vendored libraries and pictures as they lie. In development every request
sees the current files; ``collectstatic`` hashes and compresses them like any other.
"""

import atexit
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

ROOT = Path(__file__).parent
_PREFIX = "frontend/"
_AS_THEY_LIE = ("fonts", "vendor", "pictures")
_NOT_SERVED = {"LICENSE", "OFL.txt"}
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_LINE_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)


def stylesheet_sources() -> list[Path]:
    """The parts of the stylesheet in the order of their weight."""
    tokens = sorted((ROOT / "tokens").glob("*.css"))
    layouts = sorted((ROOT / "layouts").glob("*.css"))
    return tokens + layouts + sorted((ROOT / "components").glob("*/*.css"))


def script_sources() -> list[Path]:
    """The modules of the script: those of the layouts, then of the components."""
    layouts = sorted((ROOT / "layouts").glob("*.module.js"))
    return layouts + sorted((ROOT / "components").glob("*/*.js"))


def stylesheet() -> str:
    """The whole stylesheet, comments left out."""
    return "".join(
        _COMMENT.sub("", path.read_text("utf-8")) for path in stylesheet_sources()
    )


def script() -> str:
    """The whole script; each module keeps its names to itself in a block of its own."""
    parts = (
        _LINE_COMMENT.sub("", path.read_text("utf-8")) for path in script_sources()
    )
    return "".join(f"{{\n{_COMMENT.sub('', part)}}}\n" for part in parts)


def _theme() -> str:
    return _LINE_COMMENT.sub("", (ROOT / "layouts" / "theme.js").read_text("utf-8"))


_COMPOSED = {"sawt.css": stylesheet, "sawt.js": script, "theme.js": _theme}


@cache
def _workshop() -> Path:
    """A private folder for the composed files, gone when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="sawt-frontend-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _compose(name: str) -> Path:
    """Write a composed file if its text has changed, and say where it is."""
    text, target = _COMPOSED[name](), _workshop() / name
    if not target.exists() or target.read_text("utf-8") != text:
        target.write_text(text, "utf-8")
    return target


class FrontendFinder(BaseFinder):
    """Finds what the frontend serves under ``frontend/``."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG002  Django's shape
        """Nothing to configure, so nothing to check."""
        return []

    def find(  # Django's shape
        self,
        path: str,
        find_all: bool = False,  # noqa: FBT001, FBT002
        **kwargs: Any,  # noqa: ARG002
    ) -> Any:  # noqa: ANN401
        """Where a file lies; an empty list when it is none of ours."""
        found = self._locate(path)
        if find_all:
            return [str(found)] if found else []
        return str(found) if found else []

    def list(
        self,
        ignore_patterns: Iterable[str] | None,  # noqa: ARG002
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        """Every file with the storage it is read from."""
        for name in _COMPOSED:
            _compose(name)
            yield name, _storage(_workshop())
        for folder in _AS_THEY_LIE:
            for path in sorted((ROOT / folder).rglob("*")):
                if path.is_file() and path.name not in _NOT_SERVED:
                    yield path.relative_to(ROOT).as_posix(), _storage(ROOT)

    def _locate(self, path: str) -> Path | None:
        if not path.startswith(_PREFIX):
            return None
        name = path.removeprefix(_PREFIX)
        if name in _COMPOSED:
            return _compose(name)
        wanted = (ROOT / name).resolve()
        served = any(wanted.is_relative_to(ROOT / folder) for folder in _AS_THEY_LIE)
        return wanted if served and wanted.is_file() else None


@cache
def _storage(root: Path) -> FileSystemStorage:
    storage = FileSystemStorage(location=str(root))
    # collectstatic joins this to the name, as it does for finders of prefixed folders.
    storage.prefix = _PREFIX.rstrip("/")  # type: ignore[attr-defined]
    return storage
