"""What became of a text from one version to the next: its parts, and passages of them.

Knows words and places; knows no tables and no Django.
"""

from drafts.comparing.aligning import Change, Pair, align, keeper
from drafts.comparing.units import Unit

__all__ = ["Change", "Pair", "Unit", "align", "keeper"]
