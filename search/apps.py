"""Start of the search app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Listen to every room, and enter the header."""
        from frontend import menu
        from search import handlers

        handlers.listen()
        menu.enter(menu.Entry("search", _("Search"), "search:results"))
