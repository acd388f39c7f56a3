"""Two thousand open pages on one thread, against a server that only broadcasts.

Both are told to speak in turns, in one run on one machine. Times are read from the one
clock that all processes share: from the moment at which the server has something to
say to the moment at which the last page has heard it.
"""

import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import pytest

from tests.config.server import ROOT, database_url, free_port
from tests.factories.comments import ThreadFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

SOCKETS = 2_000
ROUNDS = 30
WARMING = 3
LARGEST_RATIO = 2.0
MOST_KIBIBYTES = 40.0
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """One of the two servers, with its crowd."""

    name: str
    process: subprocess.Popen[str]
    crowd: subprocess.Popen[str]
    kibibytes_before: float
    last: list[float] = field(default_factory=list)

    def speak(self) -> float:
        """Let it say one thing; return the milliseconds to the last socket."""
        self.process.send_signal(signal.SIGUSR1)
        line = _out(self.crowd).readline()
        return float(line.split()[1])

    @property
    def kibibytes_a_socket(self) -> float:
        return (kibibytes_of(self.process.pid) - self.kibibytes_before) / SOCKETS


def test_two_thousand_pages_are_told_nearly_as_fast_as_by_a_bare_broadcast() -> None:
    topic = f"thread:{ThreadFactory().public_id}"
    with running("ours", topic) as ours, running("bare", topic) as bare:
        for _ in range(WARMING):
            ours.speak()
            bare.speak()
        cpu_before = [cpu_seconds(server.process.pid) for server in (ours, bare)]
        for _ in range(ROUNDS):
            for server in (ours, bare):
                server.last.append(server.speak())
                time.sleep(0.05)
        cpu = [
            (cpu_seconds(server.process.pid) - before) / ROUNDS / SOCKETS * 1e6
            for server, before in zip((ours, bare), cpu_before, strict=True)
        ]
        ratio = statistics.median(
            a / b for a, b in zip(ours.last, bare.last, strict=True)
        )
        for server, spent in zip((ours, bare), cpu, strict=True):
            report(server, spent)
        sys.stdout.write(f"ratio of the times, pair by pair: {ratio:.2f}\n")
        assert ratio <= LARGEST_RATIO
        assert ours.kibibytes_a_socket <= MOST_KIBIBYTES


def report(server: Server, microseconds: float) -> None:
    sys.stdout.write(
        f"\n{server.name}: {SOCKETS} sockets, the last one after"
        f" {statistics.median(server.last):.1f} ms"
        f" ({min(server.last):.1f} to {max(server.last):.1f}),"
        f" {server.kibibytes_a_socket:.1f} KiB a socket,"
        f" {microseconds:.1f} microseconds of processor a delivery\n"
    )


@contextmanager
def running(name: str, topic: str) -> Iterator[Server]:
    """Start a server and its crowd, and stop both."""
    port = free_port()
    process = start(f"tests.bench.crowd.{name}", str(port), topic)
    try:
        wait_for(port)
        # What is loaded with the first sockets is not the others' weight.
        with crowd_of(20, port, topic):
            pass
        before = kibibytes_of(process.pid)
        with crowd_of(SOCKETS, port, topic) as crowd:
            yield Server(name, process, crowd, before)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def crowd_of(sockets: int, port: int, topic: str) -> Iterator["subprocess.Popen[str]"]:
    """Open that many pages, and close them at the end."""
    crowd = start("tests.bench.crowd.crowd", str(port), str(sockets), topic)
    try:
        assert _out(crowd).readline() == "ready\n"
        yield crowd
    finally:
        crowd.terminate()
        crowd.wait(20)


def start(module: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "config.settings.local",
            "SAWT_RATE_LIMITS": "off",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
        },
    )


def wait_for(port: int) -> None:
    """Wait until the server takes connections."""
    for _ in range(300):
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.2)


def kibibytes_of(pid: int) -> float:
    """The memory that a process shares with nobody."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    private = [line.split() for line in lines if line.startswith("Private_")]
    return float(sum(int(words[1]) for words in private))


def cpu_seconds(pid: int) -> float:
    words = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / TICKS


def _out(process: "subprocess.Popen[str]") -> IO[str]:
    assert process.stdout is not None
    return process.stdout
