"""Running on one machine, with nothing to set."""

from config.settings.base import *

DEBUG = ENV.demo == "off"
SECRET_KEY = ENV.secret_key or "only-for-one-machine-and-never-for-a-city"
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
