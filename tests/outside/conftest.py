"""Cases that nobody here wrote; their folder is named by SAWT_OUTSIDE_DATA."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / os.environ.get("SAWT_OUTSIDE_DATA", "../shared/data")

Outside = Callable[[str], Path]


def folder_of(name: str) -> Path:
    """Find the folder of one set; without it a test cannot tell anything.

    On a person's machine the test is then skipped, in continuous integration it fails.
    """
    folder = FOLDER / name
    if not folder.is_dir():
        leave = pytest.fail if os.environ.get("CI") else pytest.skip
        leave(f"no outside data at {folder}")
    return folder


@pytest.fixture(scope="session")
def outside() -> Outside:
    """Give what finds the folder of one set by its name."""
    return folder_of


@pytest.fixture(scope="session")
def outside_data() -> Path:
    """Give the folder that holds all sets, for tests that use several."""
    return folder_of(".")
