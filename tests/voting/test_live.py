"""Open pages hear how many voted, and the tally only where everyone may see it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.live.models import LiveEvent
from tests.factories.accounts import PersonFactory
from voting.models import Ballot
from voting.services import cast_vote, create_ballot

pytestmark = pytest.mark.django_db


def ballot(now: datetime, *, hides: bool) -> Ballot:
    return create_ballot(
        authority=None,
        question={"ar": "هل توافق؟", "en": "Do you approve?"},
        opens_at=now - timedelta(days=400),
        closes_at=now + timedelta(days=400),
        hides_tally_until_close=hides,
    )


def told(ballot: Ballot) -> list[dict[str, Any]]:
    rows = LiveEvent.objects.filter(topic=f"ballot:{ballot.public_id}").order_by("pk")
    return [row.payload for row in rows]


def test_an_open_tally_is_told_with_the_turnout(now: datetime) -> None:
    question = ballot(now, hides=False)
    for choice in ("approve", "reject"):
        voter = PersonFactory(verified=True)
        cast_vote(ballot=question, voter=voter, choice=choice, now=now)
    tally = {"approve": 1, "reject": 1, "abstain": 0}
    assert told(question)[-1] == {"turnout": 2, "tally": tally}


def test_a_hidden_tally_is_never_told(now: datetime) -> None:
    question = ballot(now, hides=True)
    voter = PersonFactory(verified=True)
    cast_vote(ballot=question, voter=voter, choice="approve", now=now)
    cast_vote(ballot=question, voter=voter, choice="reject", now=now)
    assert told(question) == [{"turnout": 1}, {"turnout": 1}]


@pytest.mark.parametrize("hides", [True, False])
def test_a_ballot_says_what_its_page_watches(
    client: Client, now: datetime, *, hides: bool
) -> None:
    question = ballot(now, hides=hides)
    page = client.get(reverse("voting:ballot", args=[question.public_id]))
    html = page.content.decode()
    assert f'data-live="ballot:{question.public_id}"' in html
    assert "data-turnout-forms" in html
