"""Start of the core app."""

from django.apps import AppConfig

MINUTES_A_DAY = 24 * 60


class CoreConfig(AppConfig):
    name = "foundation.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the worker tidy up after itself."""
        from foundation.core.recurring import every, forget_old_runs
        from foundation.core.tasks_now import forget_old_tasks

        every(minutes=MINUTES_A_DAY, name="core.forget_old_runs")(forget_old_runs)
        every(minutes=MINUTES_A_DAY, name="core.forget_old_tasks")(forget_old_tasks)
