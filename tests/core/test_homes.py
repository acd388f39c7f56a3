"""The way back up from what is owned to who owns it."""

from collections.abc import Collection

import pytest

from foundation.audiences.models import Audience
from foundation.core import homes
from foundation.core.homes import Home, home_of, homes_of, register_home


@pytest.fixture(autouse=True)
def nobody_owns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(homes, "_resolvers", type(homes._resolvers)(list))


def owner_of(*owned: int, asked: list[set[int]]) -> homes.Resolver:
    def resolve(pks: Collection[int]) -> dict[int, Home]:
        asked.append(set(pks))
        return {
            pk: Home(url=f"/{pk}/", title=str(pk), kind="idea")
            for pk in pks
            if pk in owned
        }

    return resolve


def test_each_owner_answers_for_its_own_and_is_asked_once() -> None:
    first: list[set[int]] = []
    second: list[set[int]] = []
    register_home(Audience, owner_of(1, 2, asked=first))
    register_home(Audience, owner_of(3, asked=second))
    found = homes_of(Audience, [1, 2, 3, 4])
    assert sorted(found) == [1, 2, 3]
    assert first == [{1, 2, 3, 4}]
    assert second == [{3, 4}]


def test_nobody_is_asked_about_what_is_found() -> None:
    asked: list[set[int]] = []
    register_home(Audience, owner_of(1, asked=[]))
    register_home(Audience, owner_of(asked=asked))
    homes_of(Audience, [1])
    assert asked == []


def test_one_row_has_a_home_or_none() -> None:
    register_home(Audience, owner_of(1, asked=[]))
    assert home_of(Audience(pk=1)) == Home(url="/1/", title="1", kind="idea")
    assert home_of(Audience(pk=2)) is None


def test_registering_twice_asks_once() -> None:
    asked: list[set[int]] = []
    resolver = owner_of(asked=asked)
    register_home(Audience, resolver)
    register_home(Audience, resolver)
    homes_of(Audience, [5])
    assert asked == [{5}]
