"""Start of the live app."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "foundation.live"
    label = "live"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the worker forget what nobody can have missed any more."""
        from foundation.core.recurring import every
        from foundation.live.services import forget_old_events

        every(minutes=10, name="live.forget_old_events")(forget_old_events)
