"""Running for a city."""

from config.settings.base import *
from config.settings.environment import stop

SHORTEST_KEY = 50
FEWEST_DIFFERENT = 10

if len(SECRET_KEY) < SHORTEST_KEY or len(set(SECRET_KEY)) < FEWEST_DIFFERENT:
    stop("Set SAWT_SECRET_KEY to at least 50 random characters.")
if ENV.rate_limits == "off":
    stop("SAWT_RATE_LIMITS=off is only for demonstrations and tests.")
if ENV.demo == "on":
    stop("SAWT_DEMO=on is only for demonstrations.")
if not ENV.base_url.startswith("https://"):
    stop("Set SAWT_BASE_URL to the https:// address that residents will use.")

SECURE_SSL_REDIRECT = True
# The container's own health check speaks plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
