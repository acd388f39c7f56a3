"""Start of the organisations app."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "foundation.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
