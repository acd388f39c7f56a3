"""Bringing the whole city to life, once and in one transaction."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from config.demo.city import found_city
from config.demo.consultations import tell_consultations
from config.demo.conversations import Stage, tell_conversations
from config.demo.ideas import tell_ideas
from config.demo.standing import tell_standing_pages
from config.demo.story import Story
from config.demo_people import PEOPLE
from foundation.accounts.models import Person

EVERY = 250


def is_loaded() -> bool:
    """Whether the city stands: it is loaded whole or not at all."""
    return Person.objects.filter(email__in=PEOPLE).exists()


@transaction.atomic
def load_city(*, now: datetime, say: Callable[[str], object]) -> None:
    """Found the city and play its story up to `now`."""
    city, story, stages = found_city(now), Story(now), dict[str, Stage]()
    tell_standing_pages(city, story)
    tell_ideas(city, story, stages)
    tell_consultations(city, story, stages)
    tell_conversations(city, story, stages)

    def tell(done: int, of: int) -> None:
        if done % EVERY == 0 or done == of:
            say(f"  {done} of {of} deeds")

    story.play(tell)
