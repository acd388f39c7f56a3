"""Start of the ideas app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdeasConfig(AppConfig):
    name = "consultations.ideas"
    label = "ideas"

    def ready(self) -> None:
        """Say where the threads and audiences of ideas live; join the menu."""
        from comments.models import Thread
        from consultations.ideas import queries
        from consultations.ideas.views.pieces import follow_button
        from consultations.ideas.views.writing import STASH
        from foundation.audiences.models import Audience
        from foundation.core.homes import register_home
        from foundation.core.web import kept_notice
        from frontend import menu, slots

        register_home(Thread, queries.homes_of_threads)
        register_home(Audience, queries.homes_of_audiences)
        slots.fill("support", follow_button)
        slots.fill("sign-in-notice", kept_notice(STASH))
        menu.enter(menu.Entry("main", _("Ideas"), "ideas:list", order=40))
