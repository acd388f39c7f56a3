"""Prepare everything that `make demo` and `make test` need.

Runs on Debian's own Python with nothing installed. Each step leaves a stamp in
.state/stamps and is left out while what it depends on is unchanged, so that a second
run takes a second or two.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STATE = ROOT / ".state"
STAMPS = STATE / "stamps"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
SOURCES = (
    "platform",
    "comments",
    "consultations",
    "drafts",
    "frontend",
    "search",
    "voting",
)
# What WeasyPrint sets PDF with; without them Sawt runs, and says that it has no PDF.
PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
DEFAULT_DATABASE = f"sqlite:///{STATE / 'sawt.sqlite3'}"


def main() -> None:
    """Take the steps in order."""
    started = time.monotonic()
    os.chdir(ROOT)
    STAMPS.mkdir(parents=True, exist_ok=True)
    prepare_environment()
    prepare_printing()
    compile_messages()
    collect_static()
    prepare_database()
    say(f"Everything is prepared ({time.monotonic() - started:.0f} s).")


def prepare_environment() -> None:
    """Make .venv and install the hashed requirements and Sawt itself into it."""
    wanted = digest_of([ROOT / name for name in (*REQUIREMENTS, "pyproject.toml")])
    wanted += f" {sys.version_info[:2]}"
    if PYTHON.exists() and stamp_says("environment", wanted):
        return
    make_environment()
    say("Installing what Sawt runs on and is tested with")
    uv = install_uv()
    install = [uv, "pip", "install", "--python", PYTHON]
    run(*install, "--require-hashes", *(f"-r{name}" for name in REQUIREMENTS))
    run(*install, "--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT)
    stamp("environment", wanted)


def prepare_printing() -> None:
    """Install what PDF needs, where that can be done; go on without it elsewhere."""
    wanted = " ".join(PANGO)
    if stamp_says("printing", wanted):
        return
    if not succeeds(PYTHON, "-c", "import weasyprint"):
        succeeds("sh", ROOT / "tools" / "packages.sh", *PANGO)
    if not succeeds(PYTHON, "-c", "import weasyprint"):
        say(f"There will be no PDF: install {wanted} for it")
        return
    stamp("printing", wanted)


def make_environment() -> None:
    """Create .venv, with Debian's python3-venv where Python came without it."""
    if sys.version_info < (3, 11):  # noqa: UP036
        stop("Sawt needs Python 3.11 or later: name one with `make PYTHON=… setup`.")
    if PYTHON.exists() and succeeds(PYTHON, "-m", "pip", "--version"):
        return
    say(f"Creating the environment .venv with Python {sys.version.split()[0]}")
    create = (sys.executable, "-m", "venv", "--clear", VENV)
    if succeeds(*create):
        return
    run("sh", ROOT / "tools" / "packages.sh", "python3-venv")
    run(*create)


def install_uv() -> Path:
    """Install the installer, at the version and hashes that are pinned for it."""
    lines = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("uv=="))
    block = [lines[start]]
    for line in lines[start + 1 :]:
        if not line.startswith("    --hash"):
            break
        block.append(line)
    pinned = STATE / "uv.txt"
    pinned.write_text("\n".join(block).rstrip(" \\") + "\n", encoding="utf-8")
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "-r", pinned)
    return VENV / "bin" / "uv"


def compile_messages() -> None:
    """Compile the translations that are newer than what was compiled from them."""
    run(PYTHON, ROOT / "tools" / "messages.py", "--compile")


def collect_static() -> None:
    """Gather the static files, when one of them or a package has changed."""
    files = [
        path
        for path in (ROOT / "frontend").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    seen = [f"{p.relative_to(ROOT)} {p.stat().st_mtime_ns}" for p in sorted(files)]
    own = [path for top in SOURCES for path in ROOT.glob(f"{top}/**/static/**/*")]
    seen += [f"{p.relative_to(ROOT)} {p.stat().st_mtime_ns}" for p in sorted(own)]
    seen.append((STAMPS / "environment").read_text(encoding="utf-8"))
    wanted = hashlib.sha256("\n".join(seen).encode()).hexdigest()
    if (STATE / "static").is_dir() and stamp_says("static", wanted):
        return
    say("Gathering the static files")
    shutil.rmtree(STATE / "static", ignore_errors=True)
    manage("collectstatic", "--noinput", "--verbosity=0", SAWT_DEMO="on")
    stamp("static", wanted)


def prepare_database() -> None:
    """Migrate, and load the demo city into a database that does not have it yet."""
    url = os.environ.get("DATABASE_URL") or DEFAULT_DATABASE
    name = hashlib.sha256(url.encode()).hexdigest()[:8]
    if not is_there(url):
        for step in ("migrated", "demo"):
            (STAMPS / f"{step}-{name}").unlink(missing_ok=True)
    migrate(name, url)
    load_demo(name)


def migrate(name: str, url: str) -> None:
    """Bring the tables up to date."""
    files = [p for top in SOURCES for p in ROOT.glob(f"{top}/**/migrations/*.py")]
    wanted = digest_of([*sorted(files), ROOT / "requirements.txt"])
    if stamp_says(f"migrated-{name}", wanted) and url.startswith("sqlite"):
        return
    say("Bringing the database up to date")
    manage("migrate", "--noinput", "--verbosity=0")
    stamp(f"migrated-{name}", wanted)


def load_demo(name: str) -> None:
    """Load the demo city once, and again when its texts have changed."""
    command = ROOT / "platform" / "config" / "management" / "commands" / "load_demo.py"
    if not command.exists():
        return
    files = [command, *sorted((ROOT / "platform" / "config" / "demo").rglob("*.*"))]
    wanted = digest_of([p for p in files if "__pycache__" not in p.parts])
    if stamp_says(f"demo-{name}", wanted):
        return
    say("Loading the demo city")
    manage("load_demo", SAWT_DEMO="on")
    stamp(f"demo-{name}", wanted)


def is_there(url: str) -> bool:
    """Whether the database exists, as far as can be seen without asking it."""
    if not url.startswith("sqlite:///"):
        return True
    return Path(url.removeprefix("sqlite:///")).exists()


def manage(*arguments: str, **variables: str) -> None:
    """Run one of Django's commands; stop when it fails."""
    run(PYTHON, ROOT / "manage.py", *arguments, **variables)


def run(*command: str | Path, **variables: str) -> None:
    """Run a command before our eyes; stop when it fails."""
    done = subprocess.run(
        [str(part) for part in command], check=False, env={**os.environ, **variables}
    )
    if done.returncode:
        sys.exit(done.returncode)


def succeeds(*command: str | Path) -> bool:
    """Whether a command exits with 0; what it prints is not shown."""
    words = [str(part) for part in command]
    return subprocess.run(words, check=False, capture_output=True).returncode == 0


def digest_of(files: Iterable[Path]) -> str:
    """Hash names and contents of files."""
    total = hashlib.sha256()
    for path in files:
        total.update(str(path.relative_to(ROOT)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def stamp_says(step: str, wanted: str) -> bool:
    """Whether a step was last taken for the same `wanted`."""
    path = STAMPS / step
    return path.exists() and path.read_text(encoding="utf-8") == wanted


def stamp(step: str, done: str) -> None:
    """Remember what a step was taken for."""
    (STAMPS / step).write_text(done, encoding="utf-8")


def say(sentence: str) -> None:
    """Show progress."""
    print(f"· {sentence}", file=sys.stderr, flush=True)


def stop(sentence: str) -> None:
    """Give up with a sentence."""
    sys.exit(sentence)


if __name__ == "__main__":
    main()
