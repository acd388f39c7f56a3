"""The page on which people see and change what is known of them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.accounts.models import Person
from foundation.organisations.models import Residence
from foundation.organisations.queries import district_of
from frontend import slots
from tests.factories.accounts import PersonFactory
from tests.factories.organisations import DistrictFactory

pytestmark = pytest.mark.django_db
ME = "/ar/me/"


@pytest.fixture
def person(client: Client) -> Person:
    made = PersonFactory(display_name="ريم")
    client.force_login(made)
    return made


def typed(**changes: Any) -> dict[str, Any]:
    return {"display_name": "ريم الحارثي", "language": "en", "district": "", **changes}


def test_a_stranger_is_shown_the_door(client: Client) -> None:
    answer = client.get(ME)
    assert answer["Location"] == f"{reverse('account_login')}?next={ME}"


def test_name_language_and_district_are_kept(client: Client, person: Person) -> None:
    district = DistrictFactory()
    place = f"{district.authority.slug}/{district.slug}"
    assert client.post(ME, typed(district=place)).status_code == 302
    person.refresh_from_db()
    assert (person.display_name, person.language) == ("ريم الحارثي", "en")
    assert district_of(person) == district
    assert f'value="{place}" selected' in client.get(ME).content.decode()


def test_choosing_no_district_forgets_the_earlier_one(
    client: Client, person: Person
) -> None:
    Residence.objects.create(person=person, district=DistrictFactory())
    client.post(ME, typed())
    assert district_of(person) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", " "),
        ("display_name", "x" * 81),
        ("language", "fr"),
        ("district", "nowhere/at-all"),
        ("display_name", "a\x00b"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_given_back(
    client: Client, person: Person, field: str, value: str
) -> None:
    answer = client.post(ME, typed(**{field: value}))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'id="id_{field}_error"' in page
    assert field == "display_name" or 'value="ريم الحارثي"' in page
    person.refresh_from_db()
    assert (person.display_name, person.language) == ("ريم", "ar")


@pytest.mark.parametrize(
    ("trait", "words"),
    [
        ({"registered": True}, "أنت مسجَّل"),
        ({}, "وسيلة اتصالك مؤكَّدة"),
        ({"verified": True}, "أنت ساكن موثَّق"),
    ],
)
def test_the_level_is_said_in_words(
    client: Client, trait: dict[str, bool], words: str
) -> None:
    client.force_login(PersonFactory(**trait))
    assert words in client.get(ME).content.decode()


def test_the_page_leaves_a_place_for_upper_rooms(
    client: Client, person: Person
) -> None:
    def renderer(_context: object, subject: object) -> SafeString:
        return format_html("<p>ما كتبه {}</p>", subject)

    slots.fill("profile-end", renderer)
    try:
        assert "<p>ما كتبه ريم</p>" in client.get(ME).content.decode()
    finally:
        slots.empty("profile-end", renderer)


def test_the_page_takes_the_same_queries_however_many_districts(
    client: Client, person: Person, django_assert_num_queries: Any
) -> None:
    for _each in range(8):
        DistrictFactory()
    client.get(ME)
    with django_assert_num_queries(7):
        client.get(ME)
