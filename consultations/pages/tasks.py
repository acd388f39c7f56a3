"""What pages do by the clock."""

from datetime import datetime

from consultations.pages import services
from foundation.core.recurring import every


@every(minutes=1, name="pages.publish_due")
def publish_due(*, now: datetime) -> None:
    """Let scheduled pages go live, and end those that expire."""
    services.publish_due(now=now)
