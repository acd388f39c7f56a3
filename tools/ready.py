"""Say `ready http://localhost:PORT` once the demo answers."""

import os
import sys
import time
from http import HTTPStatus
from http.client import HTTPException
from urllib.request import urlopen

PATIENCE_SECONDS = 120


def main() -> None:
    """Ask the server until it answers."""
    port = os.environ["DEMO_PORT"]
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if answers(f"http://127.0.0.1:{port}/healthz"):
            print(f"ready http://localhost:{port}", flush=True)
            return
        time.sleep(0.1)
    sys.exit(f"The server has not answered for {PATIENCE_SECONDS} s; see above.")


def answers(address: str) -> bool:
    """Whether the server says that it is well."""
    try:
        with urlopen(address, timeout=5) as response:  # noqa: S310
            return bool(response.status == HTTPStatus.OK)
    except (OSError, HTTPException):
        return False


if __name__ == "__main__":
    main()
