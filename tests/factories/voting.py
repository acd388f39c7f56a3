"""Ballots for tests; open at the `now` fixture unless a trait says otherwise."""

from datetime import UTC, datetime, timedelta
from typing import Any

import factory

from tests.factories.organisations import AuthorityFactory
from voting.models import Ballot
from voting.services import create_ballot

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class BallotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ballot

    class Params:
        closed = factory.Trait(
            opens_at=NOW - timedelta(days=9), closes_at=NOW - timedelta(days=1)
        )
        upcoming = factory.Trait(
            opens_at=NOW + timedelta(days=1), closes_at=NOW + timedelta(days=9)
        )

    authority = factory.SubFactory(AuthorityFactory)
    question = {
        "ar": "هل توافق على إقرار اللائحة؟",
        "en": "Shall the rules be adopted?",
    }
    opens_at = NOW - timedelta(days=2)
    closes_at = NOW + timedelta(days=5)
    hides_tally_until_close = False

    @classmethod
    def _create(cls, model_class: type[Ballot], *args: Any, **kwargs: Any) -> Ballot:
        return create_ballot(**kwargs)
