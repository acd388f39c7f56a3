"""Start of the api app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "outlets.api"
    label = "api"
