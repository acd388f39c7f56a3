"""Running for a city."""

from config.settings.base import *

if not ENV.secret_key or len(ENV.secret_key) < 50:
    raise SystemExit("Set SAWT_SECRET_KEY to at least 50 random characters.")
if ENV.rate_limits == "off":
    raise SystemExit("SAWT_RATE_LIMITS=off is only for demonstrations and tests.")
if ENV.demo == "on":
    raise SystemExit("SAWT_DEMO=on is only for demonstrations.")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
