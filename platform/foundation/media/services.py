"""Taking in what residents send."""

from datetime import datetime
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from foundation.accounts.models import Person
from foundation.core.models import new_public_id
from foundation.media.errors import PhotoTooLargeError, UnreadablePhotoError
from foundation.media.models import Photo

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")


def store_photo(
    *,
    upload: "UploadedFile[bytes]",
    sent_by: Person | None,
    now: datetime,
    description: str = "",
) -> Photo:
    """Keep a photo, turned upright, scaled down and written anew without metadata.

    Raises:
        PhotoTooLargeError: more than 10 MB or 50 megapixels.
        UnreadablePhotoError: no JPEG, PNG or WebP.

    """
    if (upload.size or 0) > MOST_BYTES:
        raise PhotoTooLargeError(field="photo")
    content = _reencode(upload)
    photo = Photo(sent_by=sent_by, sent_at=now, description=description[:200])
    photo.file.save(f"{new_public_id()}.jpg", ContentFile(content), save=False)
    photo.width, photo.height = photo.file.width, photo.file.height
    photo.save()
    return photo


def _reencode(upload: "UploadedFile[bytes]") -> bytes:
    try:
        picture = Image.open(BytesIO(upload.read()), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise PhotoTooLargeError(field="photo")
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadablePhotoError(field="photo") from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new picture from the pixels alone: nothing of the file's metadata comes along.
    clean = Image.frombytes("RGB", upright.size, upright.tobytes())
    out = BytesIO()
    clean.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
