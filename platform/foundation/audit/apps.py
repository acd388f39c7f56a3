"""Start of the audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "foundation.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the worker chain new entries every minute."""
        from foundation.audit.services import chain_waiting_entries
        from foundation.core.recurring import every

        every(minutes=1, name="audit.chain_entries")(chain_waiting_entries)
