"""Events reach their listeners within the transaction or after it, and once."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from foundation.core import events


@dataclass(frozen=True, slots=True)
class BellRung:
    tower: str


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the listeners of this test have heard."""
    monkeypatch.setattr(events, "_within", type(events._within)(list))
    monkeypatch.setattr(events, "_after", type(events._after)(list))
    return []


@pytest.fixture
def listening(heard: list[str]) -> None:
    events.listen_within(BellRung, lambda event: heard.append(f"within {event.tower}"))
    events.listen_after(BellRung, lambda event: heard.append(f"after {event.tower}"))


@pytest.mark.django_db(transaction=True)
def test_listeners_within_hear_before_the_commit_and_others_after_it(
    heard: list[str], listening: None
) -> None:
    with transaction.atomic():
        events.announce(BellRung("north"))
        assert heard == ["within north"]
    assert heard == ["within north", "after north"]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_told_after(
    heard: list[str], listening: None
) -> None:
    with transaction.atomic():
        events.announce(BellRung("north"))
        transaction.set_rollback(True)
    assert heard == ["within north"]


@pytest.mark.django_db(transaction=True)
def test_a_failing_listener_after_silences_no_other(heard: list[str]) -> None:
    def fail(event: BellRung) -> None:
        raise RuntimeError

    events.listen_after(BellRung, fail)
    events.listen_after(BellRung, lambda event: heard.append("heard"))
    events.announce(BellRung("north"))
    assert heard == ["heard"]


@pytest.mark.django_db
def test_a_failing_listener_within_stops_the_change(heard: list[str]) -> None:
    def fail(event: BellRung) -> None:
        raise LookupError

    events.listen_within(BellRung, fail)
    with pytest.raises(LookupError):
        events.announce(BellRung("north"))


@pytest.mark.django_db
def test_a_listener_registered_twice_hears_once(heard: list[str]) -> None:
    def listen(event: BellRung) -> None:
        heard.append(event.tower)

    events.listen_within(BellRung, listen)
    events.listen_within(BellRung, listen)
    events.announce(BellRung("north"))
    assert heard == ["north"]
