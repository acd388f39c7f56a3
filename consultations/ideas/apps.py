"""Start of the ideas app."""

from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "consultations.ideas"
    label = "ideas"
