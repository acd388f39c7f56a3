"""The asynchronous server's entry."""

import os
import sys
from pathlib import Path

sys.path.insert(1, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

pages = get_asgi_application()

# Models can be imported once Django is set up.
from config.limits import BodyLimit  # noqa: E402
from foundation.live.consumers import LiveConsumer  # noqa: E402

application = BodyLimit(
    ProtocolTypeRouter({"http": pages, "websocket": LiveConsumer.as_asgi()})
)
