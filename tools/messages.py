"""Keep the translation catalogues: one an app, in its own locale/ folder.

messages.py            bring every catalogue up to date with the sources (needs gettext)
messages.py --check    exit 1 when that would change one
messages.py --compile  write the compiled catalogues that are out of date
"""

import re
import subprocess
import sys
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
MADE_ON = re.compile(r'^"POT-Creation-Date: .*\n', re.MULTILINE)


def main() -> None:
    """Do what the argument says."""
    if "--compile" in sys.argv:
        compile_catalogues()
    else:
        update_catalogues(keep="--check" not in sys.argv)


def compile_catalogues() -> None:
    """Write .mo files beside the .po files that are newer."""
    for source in catalogues():
        compiled = source.with_suffix(".mo")
        if (
            not compiled.exists()
            or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns
        ):
            polib.pofile(str(source)).save_as_mofile(str(compiled))


def update_catalogues(*, keep: bool) -> None:
    """Collect every app's messages anew; exit 1 when one changed and is not kept."""
    changed = [app for app in apps_with_words() if update_app(app, keep=keep)]
    for app in changed:
        print(f"{app.relative_to(ROOT)}/locale: {'updated' if keep else 'stale'}")
    if changed and not keep:
        sys.exit("Run `make messages` and translate what is new.")


def update_app(app: Path, *, keep: bool) -> bool:
    """Run makemessages in one app; a new date alone changes nothing."""
    path = app / "locale" / "ar" / "LC_MESSAGES" / "django.po"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    command = (sys.executable, ROOT / "manage.py", "makemessages", "--locale=ar")
    subprocess.run(
        [*command, "--no-obsolete", "--no-location", "--verbosity=0"],
        cwd=app,
        check=True,
    )
    after = path.read_text(encoding="utf-8") if path.exists() else ""
    changed = MADE_ON.sub("", before) != MADE_ON.sub("", after)
    if before and not (changed and keep):
        path.write_text(before, encoding="utf-8")
    return changed


def catalogues() -> Iterator[Path]:
    """List the catalogues of our apps."""
    for top in SOURCES:
        yield from sorted((ROOT / top).glob("**/locale/*/LC_MESSAGES/*.po"))


def apps_with_words() -> Iterator[Path]:
    """List the folders of our apps that keep a catalogue."""
    for top in SOURCES:
        for folder in sorted((ROOT / top).glob("**/locale")):
            yield folder.parent


if __name__ == "__main__":
    main()
