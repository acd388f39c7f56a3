"""Start of the organisations app."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "foundation.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put people's own page into the account menu."""
        from django.utils.translation import gettext_lazy as _

        from frontend.menu import Entry, enter

        enter(Entry("account", _("Your account"), "organisations:profile", order=20))
