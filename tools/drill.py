"""Kill the server's processes while they work, and see that nothing is lost.

For half a minute people write and tasks are queued on a database of its own, while the
worker is killed (SIGKILL) again and again and its supervisor starts it anew. In the
end every write that was acknowledged must be there, every task must have been carried
out, and the audit chain and the database file must be whole. DATABASE_URL names
another engine than SQLite; the database must be empty.
"""

import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DRILL_SECONDS = 30
WRITERS = 4
PATIENCE_SECONDS = 120


def main() -> None:
    """Prepare, disturb, count."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/drill.sqlite3")
        os.environ["PYTHONPATH"] = f"{ROOT}:{ROOT / 'platform'}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.local"
        sys.path[:0] = [str(ROOT), str(ROOT / "platform")]
        start_django()
        acknowledged, kills = disturb()
        complaints = count_losses(acknowledged)
    print(f"{len(acknowledged)} writes acknowledged, the worker killed {kills} times")
    if complaints:
        sys.exit("\n".join(complaints))
    print("Nothing was lost.")


def start_django() -> None:
    """Set Django up on a migrated database."""
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    print("Preparing a database", flush=True)
    call_command("migrate", interactive=False, verbosity=0)


def disturb() -> tuple[list[str], int]:
    """Write and kill for a while; return what was acknowledged and the kills."""
    acknowledged: list[str] = []
    stopping = threading.Event()
    writers = [
        threading.Thread(target=write, args=(name, acknowledged, stopping))
        for name in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    kills = kill_workers(time.monotonic() + DRILL_SECONDS)
    stopping.set()
    for writer in writers:
        writer.join()
    return acknowledged, kills


def write(name: int, acknowledged: list[str], stopping: threading.Event) -> None:
    """Record and queue, one transaction a time, until told to stop."""
    from django.db import connection, transaction  # noqa: PLC0415

    from foundation.audit.services import record  # noqa: PLC0415
    from tests.core.tasks import sign  # noqa: PLC0415

    number = 0
    while not stopping.wait(0.02):
        number += 1
        target = f"drill:{name}-{number}"
        with transaction.atomic():
            now = datetime.now(UTC)
            record(action="drill.written", actor=None, target=target, now=now)
            sign.enqueue(target)
        acknowledged.append(target)
    connection.close()


def kill_workers(until: float) -> int:
    """Start workers and kill each after a moment; return how many were killed."""
    kills = 0
    while time.monotonic() < until:
        worker = start_worker()
        time.sleep(random.uniform(3, 7))  # noqa: S311
        worker.kill()
        worker.wait()
        kills += 1
    return kills


def start_worker() -> subprocess.Popen[bytes]:
    """Start a worker as the supervisor does."""
    command = [sys.executable, ROOT / "manage.py", "run_worker", "--interval=0.1"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


def count_losses(acknowledged: list[str]) -> list[str]:
    """Let one worker finish, then say what is missing."""
    from foundation.audit.models import AuditEntry  # noqa: PLC0415
    from foundation.audit.queries import first_broken_link  # noqa: PLC0415
    from foundation.audit.services import chain_waiting_entries  # noqa: PLC0415

    finish_the_work()
    chain_waiting_entries(now=datetime.now(UTC))
    entries = AuditEntry.objects.filter(target__startswith="drill:")
    written = set(
        entries.filter(action="drill.written").values_list("target", flat=True)
    )
    signed = list(
        entries.filter(action="drill.signed").values_list("target", flat=True)
    )
    checks = {
        "writes were lost": set(acknowledged) - written,
        "tasks were not carried out": written - set(signed),
        "tasks took effect twice": {t for t, n in Counter(signed).items() if n > 1},
        "the audit chain is broken": {first_broken_link()} - {None},
    }
    return [f"{len(found)}: {words}" for words, found in checks.items() if found]


def finish_the_work() -> None:
    """Wait until a last, undisturbed worker has nothing left to do."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    worker = start_worker()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists():
            break
        time.sleep(0.5)
    worker.terminate()
    worker.wait()


if __name__ == "__main__":
    main()
