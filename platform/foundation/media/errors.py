"""Rules of media that can be broken."""

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import InvalidInputError


class UnreadablePhotoError(InvalidInputError):
    """The file is no picture that we can read."""

    code = "unreadable-photo"
    message = _(
        "This file is not a picture we can read. Please send a JPEG, PNG or WebP."
    )


class PhotoTooLargeError(InvalidInputError):
    """The picture is larger than we take."""

    code = "photo-too-large"
    message = _("This picture is too large: at most 10 MB and 50 megapixels, please.")
