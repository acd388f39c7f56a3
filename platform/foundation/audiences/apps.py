"""Start of the audiences app."""

from django.apps import AppConfig


class AudiencesConfig(AppConfig):
    name = "foundation.audiences"
    label = "audiences"
    default_auto_field = "django.db.models.BigAutoField"
