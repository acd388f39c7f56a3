"""Bringing the whole city to life, once and in one transaction."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django_tasks_db.models import DBTaskResult

from config.demo.city import found_city
from config.demo.clock import clock_at
from config.demo.consultations import tell_consultations
from config.demo.conversations import Stage, tell_conversations
from config.demo.deliberation import tell_deliberation
from config.demo.ideas import tell_ideas
from config.demo.standing import tell_standing_pages
from config.demo.story import Story
from config.demo_people import PEOPLE
from foundation.accounts.models import Person
from foundation.core.tasks_now import run_ready_tasks
from outlets.notifications.models import Message

EVERY = 250
READ_AFTER = timedelta(days=6)


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
    tell_deliberation(city, story)

    def tell(done: int, of: int) -> None:
        if done % EVERY == 0 or done == of:
            say(f"  {done} of {of} deeds")

    story.play(tell)


def carry_out_tasks(*, now: datetime) -> None:
    """Carry out what the city queued, each task at the moment at which it was queued.

    So a message stands in the inbox on the day of its cause. What is old was read.
    """
    while (task := DBTaskResult.objects.ready().first()) is not None:
        after_one = iter((False, True))
        with clock_at(task.enqueued_at):
            run_ready_tasks(is_stopping=lambda turns=after_one: next(turns))  # type: ignore[misc]
    Message.objects.filter(created_at__lt=now - READ_AFTER, read_at=None).update(
        read_at=F("created_at") + timedelta(hours=5)
    )
