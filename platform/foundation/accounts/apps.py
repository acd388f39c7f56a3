"""Start of the accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "foundation.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to allauth."""
        from allauth.account.signals import email_confirmed

        from foundation.accounts.handlers import raise_level

        email_confirmed.connect(raise_level, dispatch_uid="sawt.accounts.raise_level")
