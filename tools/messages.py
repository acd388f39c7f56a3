"""Keep the translation catalogues: one an app, in its own locale/ folder.

messages.py [APP…]     bring catalogues up to date with the sources (needs gettext)
messages.py --check    exit 1 when that would change one
messages.py --compile  write the compiled catalogues that are out of date
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
SOURCES = (
    "platform",
    "comments",
    "consultations",
    "drafts",
    "frontend",
    "search",
    "voting",
)
CATALOGUE = Path("locale") / "ar" / "LC_MESSAGES" / "django.po"
MADE_ON = re.compile(r'^"POT-Creation-Date: .*\n', re.MULTILINE)
NO_WORDS = ("migrations", "__pycache__", "vendor", "fonts", "*.mo", "node_modules")


def main() -> None:
    """Do what the arguments say."""
    if "--compile" in sys.argv:
        compile_catalogues()
    else:
        named = [ROOT / name for name in sys.argv[1:] if not name.startswith("-")]
        update_catalogues(named or list(apps()), keep="--check" not in sys.argv)


def compile_catalogues() -> None:
    """Write .mo files beside the .po files that are newer."""
    for top in SOURCES:
        for source in (ROOT / top).glob("**/locale/*/LC_MESSAGES/*.po"):
            compiled = source.with_suffix(".mo")
            if not compiled.exists() or is_newer(source, compiled):
                polib.pofile(str(source)).save_as_mofile(str(compiled))


def update_catalogues(folders: list[Path], *, keep: bool) -> None:
    """Collect the apps' messages anew; exit 1 when one changed and is not kept."""
    start_django()
    stale = []
    for app in folders:
        before, after = read_catalogue(app), collect_messages(app)
        if MADE_ON.sub("", before) == MADE_ON.sub("", after):
            continue
        stale.append(app.relative_to(ROOT))
        if keep:
            (app / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
            (app / CATALOGUE).write_text(after, encoding="utf-8")
    for name in stale:
        print(
            f"{name}/{CATALOGUE}: {'updated' if keep else 'does not fit its sources'}"
        )
    if stale and not keep:
        sys.exit("Run `make messages` and translate what is new.")


def collect_messages(app: Path) -> str:
    """Run makemessages on a copy of the app, so that the sources stay as they are."""
    from django.core.management import call_command  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / app.name
        shutil.copytree(app, copy, ignore=shutil.ignore_patterns(*NO_WORDS))
        (copy / "locale").mkdir(exist_ok=True)
        os.chdir(copy)
        options = {"no_obsolete": True, "no_location": True, "verbosity": 0}
        call_command("makemessages", locale=["ar"], **options)
        os.chdir(ROOT)
        return read_catalogue(copy)


def read_catalogue(app: Path) -> str:
    """Return the text of an app's catalogue; nothing when it has no words."""
    path = app / CATALOGUE
    return path.read_text(encoding="utf-8") if path.exists() else ""


def apps() -> Iterator[Path]:
    """List the folders of our apps."""
    for top in SOURCES:
        for start in sorted((ROOT / top).glob("**/apps.py")):
            yield start.parent


def is_newer(path: Path, other: Path) -> bool:
    """Whether a file was written after another one."""
    return path.stat().st_mtime_ns > other.stat().st_mtime_ns


def start_django() -> None:
    """Make Django's commands available."""
    sys.path.insert(0, str(ROOT / "platform"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    import django  # noqa: PLC0415

    django.setup()


if __name__ == "__main__":
    main()
