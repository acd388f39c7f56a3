"""An authority with an officer, and an idea that waits there."""

import pytest
from django.test import Client

from consultations.ideas.models import Idea
from foundation.accounts.models import Person
from foundation.organisations.models import Authority, Role
from tests.factories.ideas import IdeaFactory
from tests.factories.organisations import AuthorityFactory, member_of


@pytest.fixture
def authority(db: None) -> Authority:
    return AuthorityFactory(slug="harbour")


@pytest.fixture
def officer(authority: Authority) -> Person:
    return member_of(authority, Role.OFFICER)


@pytest.fixture
def idea(authority: Authority) -> Idea:
    return IdeaFactory(authority=authority)


@pytest.fixture
def officer_client(officer: Person) -> Client:
    client = Client()
    client.force_login(officer)
    return client
