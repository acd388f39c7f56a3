"""Start of the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "foundation.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
