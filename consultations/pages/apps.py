"""Start of the pages app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "consultations.pages"
    label = "pages"
