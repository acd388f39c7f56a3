#!/usr/bin/env python
"""Run Django's commands for Sawt."""

import os
import sys
from pathlib import Path

# platform/ is a plain folder (a package of that name would hide Python's own
# `platform` module), so its packages are reached through the import path.
sys.path.insert(1, str(Path(__file__).resolve().parent / "platform"))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
