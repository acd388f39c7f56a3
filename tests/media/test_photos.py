"""Residents' photos lose their metadata, and files that are traps are refused."""

import struct
import zlib
from datetime import datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from foundation.media.errors import PhotoTooLargeError, UnreadablePhotoError
from foundation.media.models import Photo, SawtImage
from foundation.media.services import LONGEST_SIDE, store_photo

pytestmark = pytest.mark.django_db
ORIENTATION, GPS, CAMERA = 0x0112, 0x8825, 0x010F


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def picture(
    size: tuple[int, int] = (60, 40), kind: str = "JPEG", **options: object
) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "olive").save(out, kind, **options)
    return out.getvalue()


def stored(content: bytes, now: datetime, **fields: object) -> Photo:
    return store_photo(upload=upload(content), sent_by=None, now=now, **fields)  # type: ignore[arg-type]


def test_place_and_camera_are_not_kept(now: datetime) -> None:
    exif = Image.Exif()
    exif[CAMERA] = "a camera"
    exif.get_ifd(GPS)[1] = "N"
    sent = picture(exif=exif)
    assert b"a camera" in sent
    photo = stored(sent, now)
    kept = kept_bytes(photo)
    assert b"a camera" not in kept
    assert not Image.open(BytesIO(kept)).getexif()


def test_a_picture_is_turned_upright_before_its_turn_is_forgotten(
    now: datetime,
) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    photo = stored(picture((60, 40), exif=exif), now)
    assert (photo.width, photo.height) == (40, 60)


def test_what_follows_the_picture_in_its_file_is_not_kept(now: datetime) -> None:
    photo = stored(picture() + b"<script>alert(1)</script>", now)
    assert b"<script>" not in kept_bytes(photo)


def test_a_large_picture_is_scaled_down(now: datetime) -> None:
    photo = stored(picture((4000, 1000)), now)
    assert (photo.width, photo.height) == (LONGEST_SIDE, LONGEST_SIDE // 4)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_are_written_anew_as_jpeg(kind: str, now: datetime) -> None:
    photo = stored(picture(kind=kind), now)
    assert photo.file.name.endswith(".jpg")
    assert Image.open(photo.file).format == "JPEG"


def test_names_of_files_tell_nothing(now: datetime) -> None:
    photo = stored(picture(), now)
    assert "photo.jpg" not in photo.file.name


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        picture()[:100],
        b"GIF89a" + b"\x00" * 50,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"%PDF-1.4",
    ],
    ids=["empty", "text", "cut short", "gif", "svg", "pdf"],
)
def test_what_is_no_picture_of_ours_is_refused(content: bytes, now: datetime) -> None:
    with pytest.raises(UnreadablePhotoError):
        stored(content, now)
    assert not Photo.objects.exists()


def kept_bytes(photo: Photo) -> bytes:
    content = Photo.objects.get(pk=photo.pk).file.read()
    assert content.startswith(b"\xff\xd8")
    return bytes(content)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be enormous."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = (
        chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize("size", [(10_000, 10_000), (60_000, 60_000)])
def test_a_bomb_is_refused_before_it_is_opened(
    size: tuple[int, int], now: datetime
) -> None:
    with pytest.raises((PhotoTooLargeError, UnreadablePhotoError)):
        stored(bomb(*size), now)
    assert not Photo.objects.exists()


def test_more_than_ten_megabytes_are_refused(now: datetime) -> None:
    with pytest.raises(PhotoTooLargeError) as refusal:
        stored(picture() + b"\x00" * 10 * 1024 * 1024, now)
    assert refusal.value.field == "photo"


def test_a_description_is_kept(now: datetime) -> None:
    assert stored(picture(), now, description="رصيف مكسور").description == "رصيف مكسور"


def test_an_image_is_described_in_the_readers_language() -> None:
    image = SawtImage(title="DSC0001", alternative_ar="ميناء", alternative_en="A port")
    assert image.default_alt_text == "ميناء"
    assert SawtImage(title="DSC0001").default_alt_text == "DSC0001"
