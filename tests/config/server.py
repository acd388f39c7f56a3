"""A real server process on a test's own database."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings as django_settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60


def database_url() -> str:
    """Name the database that this test works on."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    place = f"{settings['USER']}@{settings['HOST']}:{settings['PORT']}"
    return f"postgres://{place}/{settings['NAME']}"


def free_port() -> int:
    """Find a port where nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def running_server(*options: str, port: int = 0) -> Iterator[str]:
    """Serve over ASGI as in use, on a free port; give the address."""
    port = port or free_port()
    command = [sys.executable, "-m", "uvicorn", "config.asgi:application"]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--log-level", "warning", *options],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "config.settings.local",
            # Sessions that the test opened hold there as well.
            "SAWT_SECRET_KEY": django_settings.SECRET_KEY,
            "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
        },
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            with urlopen(f"{address}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    message = "The server does not answer."
    raise TimeoutError(message)
