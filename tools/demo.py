"""Serve the demo city: one server process and one worker under one supervisor."""

import os
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
HIGHEST_PORT = 65535
RUN = ROOT / ".state" / "run"

sys.path.insert(0, str(ROOT / "platform"))

from config.demo_people import PASSWORD, PEOPLE  # noqa: E402


def main() -> None:
    """Say how to sign in, then become the supervisor."""
    port = os.environ.get("PORT", "8000")
    refuse_a_taken_port(port)
    introduce()
    RUN.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "SAWT_DEMO": "on",
        "SAWT_BASE_URL": os.environ.get("SAWT_BASE_URL") or f"http://localhost:{port}",
        "DEMO_PORT": port,
        "DEMO_BIN": str(BIN),
        "DEMO_ROOT": str(ROOT),
    }
    # Static files are sent by a synchronous library, about which Django warns.
    environment.setdefault("PYTHONWARNINGS", "ignore")
    environment.setdefault("SAWT_MAIL_URL", f"file://{ROOT / '.state' / 'mail'}")
    configuration = str(ROOT / "tools" / "demo.conf")
    command = ["setpriv", "--pdeathsig", "TERM", str(BIN / "supervisord")]
    options = ["--nodaemon", "--silent", "--configuration", configuration]
    os.chdir(ROOT)
    os.execvpe(command[0], [*command, *options], environment)  # noqa: S606


def introduce() -> None:
    """Print one line for each role."""
    print(f"Sign in with one of these addresses and the password {PASSWORD}")
    for email, role in PEOPLE.items():
        print(f"  {email:<24} {role}")
    print("Mail is written to .state/mail; Ctrl-C stops everything.", flush=True)


def refuse_a_taken_port(port: str) -> None:
    """Stop with a sentence when the port is no number or somebody listens there."""
    if not port.isdigit() or not 0 < int(port) <= HIGHEST_PORT:
        sys.exit(f"PORT={port} is not a port number.")
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", int(port)))
        except OSError:
            sys.exit(f"Port {port} is taken. Choose another one: PORT=8123 make demo")


if __name__ == "__main__":
    main()
