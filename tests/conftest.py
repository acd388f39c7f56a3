"""What every test may ask for."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from wagtail.models import Locale, Page, Site

from consultations.pages.models import HomePage
from tests.factories.accounts import PersonFactory


@pytest.fixture
def now() -> datetime:
    """A moment to live in: the middle of a working day."""
    return datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fresh_state() -> Iterator[None]:
    """No cache and no language leak from one test into the next."""
    cache.clear()
    with translation.override("ar"):
        yield


@pytest.fixture
def home_page(db: None) -> HomePage:
    """The root of the public site, as the migrations or this fixture made it."""
    existing = HomePage.objects.first()
    if existing:
        return existing
    Locale.objects.get_or_create(language_code="ar")
    root = Page.get_first_root_node() or Page.add_root(
        instance=Page(title="Root", slug="root")
    )
    home = root.add_child(
        instance=HomePage(heading_ar="صوت", heading_en="Sawt", slug="sawt-home")
    )
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


@pytest.fixture
def resident_client(client: Client, db: None) -> Client:
    """A browser in which a verified resident is signed in; `client.person` is who."""
    person = PersonFactory(verified=True)
    client.force_login(person)
    client.person = person  # type: ignore[attr-defined]
    return client
