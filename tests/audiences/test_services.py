"""Following is counted beside the row, and following twice is following once."""

from datetime import datetime

import pytest

from foundation.accounts.models import Person
from foundation.audiences.models import Audience, Follow
from foundation.audiences.queries import followers, is_following
from foundation.audiences.services import follow, move_followers, unfollow
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def audience() -> Audience:
    return Audience.objects.create()


@pytest.fixture
def person() -> Person:
    return PersonFactory()


def count_of(audience: Audience) -> int:
    audience.refresh_from_db()
    return audience.follower_count


def test_following_is_counted_once(
    audience: Audience, person: Person, now: datetime
) -> None:
    first = follow(audience=audience, person=person, now=now)
    assert follow(audience=audience, person=person, now=now) == first
    assert count_of(audience) == 1
    assert is_following(person, audience)


def test_ceasing_to_follow_is_counted_once(
    audience: Audience, person: Person, now: datetime
) -> None:
    follow(audience=audience, person=person, now=now)
    for _ in range(2):
        unfollow(audience=audience, person=person)
    assert count_of(audience) == 0
    assert not is_following(person, audience)


def test_visitors_follow_nothing(audience: Audience) -> None:
    assert not is_following(None, audience)


def test_followers_move_along_and_nobody_is_counted_twice(
    audience: Audience, now: datetime
) -> None:
    target = Audience.objects.create()
    both, mover = PersonFactory(), PersonFactory()
    for person in (both, mover):
        follow(audience=audience, person=person, now=now)
    follow(audience=target, person=both, now=now)
    assert move_followers(source=audience, target=target, now=now) == 1
    assert count_of(target) == 2
    assert count_of(audience) == 2


def test_moving_again_moves_nobody(
    audience: Audience, person: Person, now: datetime
) -> None:
    target = Audience.objects.create()
    follow(audience=audience, person=person, now=now)
    move_followers(source=audience, target=target, now=now)
    assert move_followers(source=audience, target=target, now=now) == 0
    assert count_of(target) == 1


def test_followers_are_the_active_people(audience: Audience, now: datetime) -> None:
    active, gone = PersonFactory(), PersonFactory(is_active=False)
    for person in (active, gone):
        follow(audience=audience, person=person, now=now)
    assert list(followers(audience)) == [active]


def test_the_count_never_drifts_from_the_rows(
    audience: Audience, now: datetime
) -> None:
    people = PersonFactory.create_batch(4)
    for person in people:
        follow(audience=audience, person=person, now=now)
    for person in people[:2]:
        unfollow(audience=audience, person=person)
    assert count_of(audience) == Follow.objects.filter(audience=audience).count() == 2
