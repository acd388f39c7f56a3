"""Start of the comments app."""

from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "comments"
    label = "comments"
