"""The type of the site for paper: Arabic and Latin letters in one font a weight.

The site's own fonts are cut in two so that browsers fetch only what they show. On paper
the space between Arabic words would then come from the other font, and is set twice as
wide; so the two are joined again.
"""

import io
from functools import cache
from pathlib import Path

import frontend

WEIGHTS = ("400", "500", "700")
SCHEME = "sawt-font:"
_FOLDER = Path(frontend.__file__).parent / "fonts"
_PARTS = ("arabic", "latin")
# Hints for screens; the two fonts would contradict each other in them.
_HINTS = ("fpgm", "prep", "cvt ", "gasp", "DSIG", "STAT", "meta")


def font_named(address: str) -> bytes:
    """The font file that a style names `sawt-font:400`.

    Raises:
        ValueError: the address is none of ours.

    """
    weight = address.removeprefix(SCHEME)
    if not address.startswith(SCHEME) or weight not in WEIGHTS:
        message = f"Nothing is fetched for a PDF: {address}"
        raise ValueError(message)
    return _joined(weight)


def font_files() -> list[Path]:
    """List the files that the fonts are made of."""
    return [_file(part, weight) for weight in WEIGHTS for part in _PARTS]


@cache
def _joined(weight: str) -> bytes:
    # Late, because only who prints needs it.
    from fontTools.merge import (  # type: ignore[import-untyped]  # noqa: PLC0415
        Merger,
        Options,
    )

    options = Options()
    options.drop_tables = list(_HINTS)
    parts = [str(_file(part, weight)) for part in _PARTS]
    font = Merger(options=options).merge(parts)
    font.recalcTimestamp = False  # the same font every time
    font.flavor = None
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def _file(part: str, weight: str) -> Path:
    return _FOLDER / f"plex-{part}-{weight}.woff2"
