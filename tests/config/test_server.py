"""The real server answers many at once without a connection for each of them."""

from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

import pytest
from django.db import connection

from tests.config.server import running_server

MOST_CONNECTIONS = 20


def status_of(address: str) -> int:
    with urlopen(address, timeout=60) as response:
        response.read()
        return int(response.status)


def open_connections() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0])


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_requests_at_once_are_answered_from_a_few_connections() -> None:
    with running_server() as address, ThreadPoolExecutor(40) as people:
        addresses = [f"{address}/ar/"] * 80 + [f"{address}/healthz"] * 80
        assert set(people.map(status_of, addresses)) == {200}
        if connection.vendor == "postgresql":
            assert 1 <= open_connections() <= MOST_CONNECTIONS
