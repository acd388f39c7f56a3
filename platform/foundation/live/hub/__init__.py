"""One subscription a process, and one encoded frame for all of its sockets."""

from foundation.live.hub.hub import Hub, hub_here
from foundation.live.hub.sockets import Socket

__all__ = ["Hub", "Socket", "hub_here"]
