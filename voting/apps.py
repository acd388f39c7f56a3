"""Start of the voting app."""

from django.apps import AppConfig


class VotingConfig(AppConfig):
    name = "voting"
    label = "voting"
