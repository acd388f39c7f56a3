"""What every test may ask for."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import pytest_django
from django.core.cache import cache
from django.test import Client, TransactionTestCase
from django.utils import translation
from wagtail.models import Locale, Page, Site

from consultations.pages.models import HomePage
from tests.databases import copied_database
from tests.factories.accounts import PersonFactory


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `make test` leave out what no second engine can change."""
    parser.addoption(
        "--database-only", action="store_true", help="run only tests with a database"
    )


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Deselect tests without a database when asked to."""
    if not config.getoption("--database-only"):
        return
    kept = [item for item in items if _has_database(item)]
    config.hook.pytest_deselected(items=[i for i in items if not _has_database(i)])
    items[:] = kept


def _has_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[None]:
    """Give every test process a copy of the migrated database (tests/databases.py)."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock(), copied_database(worker) as copy:
        # Instead of emptying every table, what the migrations wrote included.
        TransactionTestCase._fixture_teardown = lambda case: copy.lay_anew()  # type: ignore[attr-defined]
        yield


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
