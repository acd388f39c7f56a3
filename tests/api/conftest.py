"""A program that speaks to the API."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from foundation.accounts.models import Person
from foundation.accounts.services import create_token
from tests.factories.accounts import PersonFactory


class Program:
    """Sends JSON with a token, or anonymously."""

    def __init__(self, person: Person | None = None) -> None:
        self.client = Client()
        self.person = person
        self.headers: dict[str, str] = {}
        if person is not None:
            secret = create_token(person=person, label="test", now=timezone.now())
            self.headers["Authorization"] = f"Bearer {secret}"

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", query, headers=self.headers)

    def post(self, path: str, body: Any = None, *, key: str = "") -> Any:
        headers = {**self.headers, **({"Idempotency-Key": key} if key else {})}
        content = body if isinstance(body, str | bytes) else json.dumps(body or {})
        return self.client.post(
            f"/api/v1/{path}", content, content_type="application/json", headers=headers
        )


@pytest.fixture
def anonymous(db: None) -> Program:
    return Program()


@pytest.fixture
def resident(db: None) -> Program:
    return Program(PersonFactory(verified=True))
