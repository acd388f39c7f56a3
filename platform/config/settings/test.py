"""Running the tests."""

import os

os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")

from config.settings.base import *

SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["*"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["OPTIONS"].pop("init_command", None)
else:
    # The test runner creates and drops databases, which an open pool would hold.
    DATABASES["default"]["OPTIONS"] = {}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
