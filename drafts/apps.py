"""Start of the drafts app."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    name = "drafts"
    label = "drafts"
