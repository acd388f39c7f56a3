"""Running on one machine, with nothing to set: to develop, and for the demo."""

from config.settings.base import *

DEBUG = not DEMO
SECRET_KEY = ENV.secret_key or "only-for-one-machine-and-never-for-a-city"
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
# Browsers allow passkeys on http://localhost; nowhere else without TLS.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
if DEMO:
    AUTHENTICATION_BACKENDS = ["config.backends.DemoBackend", *AUTHENTICATION_BACKENDS]
else:
    STORAGES = {
        **STORAGES,
        "staticfiles": {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        },
    }
