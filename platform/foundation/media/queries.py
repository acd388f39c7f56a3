"""Questions asked of images."""

from dataclasses import dataclass

from foundation.media.models import SawtImage

COVER = "width-1200|format-webp"


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in one size, with its words."""

    src: str
    alt: str
    width: int
    height: int


def cover_of(image: SawtImage | None) -> Picture | None:
    """Return the wide rendition of a page's picture, made once; None without one."""
    if image is None:
        return None
    rendition = image.get_rendition(COVER)
    return Picture(
        rendition.url, image.default_alt_text, rendition.width, rendition.height
    )
