"""Start of the media app."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "foundation.media"
    label = "media"
    default_auto_field = "django.db.models.BigAutoField"
