from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import PersonFactory
from tests.factories.voting import BallotFactory
from voting.models import Ballot, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def ballot() -> Ballot:
    now = timezone.now()
    return BallotFactory(
        opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
    )


def page(ballot: Ballot) -> str:
    return reverse("voting:ballot", args=[ballot.public_id])


def send(client: Client, ballot: Ballot, **fields: Any) -> Any:
    return client.post(reverse("voting:vote", args=[ballot.public_id]), fields)


def test_a_resident_votes_and_sees_what_was_recorded(
    resident_client: Client, ballot: Ballot
) -> None:
    response = send(resident_client, ballot, choice="approve", reason="رصيف للجميع")
    assert response.status_code == 302
    shown = resident_client.get(response.url).content.decode()
    assert "سُجّل صوتك" in shown
    assert "رصيف للجميع" in shown
    assert Vote.objects.get().voter == resident_client.person


def test_a_double_click_is_one_vote(resident_client: Client, ballot: Ballot) -> None:
    for _ in range(2):
        send(resident_client, ballot, choice="reject", submission_key="form-1")
    assert Vote.objects.get().castings.count() == 1


def test_a_refusal_keeps_what_was_typed(
    resident_client: Client, ballot: Ballot
) -> None:
    response = send(resident_client, ballot, choice="", reason="كلام طويل كتبته")
    assert response.status_code == 422
    assert "كلام طويل كتبته" in response.content.decode()
    assert not Vote.objects.exists()


def test_a_closed_ballot_says_so(resident_client: Client, ballot: Ballot) -> None:
    Ballot.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    response = send(resident_client, ballot, choice="approve")
    assert response.status_code == 409
    assert "أُغلق" in response.content.decode()


def test_an_anonymous_choice_survives_signing_in(
    client: Client, ballot: Ballot
) -> None:
    response = send(client, ballot, choice="reject", reason="كتبته قبل الدخول")
    assert reverse("account_login") in response.url
    assert "ما كتبته محفوظ" in client.get(response.url).content.decode()
    client.session.save()
    client.force_login(PersonFactory(verified=True))
    shown = client.get(page(ballot)).content.decode()
    assert "كتبته قبل الدخول" in shown


def test_who_is_not_verified_reads_why(client: Client, ballot: Ballot) -> None:
    client.force_login(PersonFactory())
    assert "الموثَّقين" in client.get(page(ballot)).content.decode()


def test_a_hidden_tally_stays_hidden(client: Client, ballot: Ballot) -> None:
    Ballot.objects.update(hides_tally_until_close=True)
    person = PersonFactory(verified=True)
    client.force_login(person)
    send(client, ballot, choice="approve", reason="سبب لا يظهر الآن")
    client.logout()
    shown = client.get(page(ballot)).content.decode()
    assert "سبب لا يظهر الآن" not in shown
    assert '<table class="tally__table">' not in shown


def test_an_address_elsewhere_is_not_followed(
    resident_client: Client, ballot: Ballot
) -> None:
    url = reverse("voting:vote", args=[ballot.public_id])
    response = resident_client.post(
        url + "?next=https://example.com/", {"choice": "approve"}
    )
    assert response.url == page(ballot)


def test_an_unknown_ballot_is_not_found(client: Client) -> None:
    assert client.get("/ar/votes/nothing/").status_code == 404
    assert client.post("/ar/votes/nothing/vote/").status_code == 404


def test_the_page_of_a_ballot_takes_a_constant_number_of_queries(
    client: Client, ballot: Ballot, django_assert_num_queries: Any
) -> None:
    for choice in ("approve", "reject", "abstain"):
        client.force_login(PersonFactory(verified=True))
        send(client, ballot, choice=choice, reason=f"سبب {choice}")
    with django_assert_num_queries(5):
        Client().get(page(ballot))
