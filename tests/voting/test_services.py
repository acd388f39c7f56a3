from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from foundation.accounts.models import Level
from foundation.core.errors import DomainError, KeyReusedError
from foundation.core.text import NulInTextError, TextTooLongError
from tests.factories.accounts import PersonFactory
from tests.factories.voting import NOW, BallotFactory
from voting import queries
from voting.errors import (
    BadBallotTimesError,
    BallotClosedError,
    BallotNotOpenYetError,
    NotEligibleError,
    UnknownChoiceError,
)
from voting.models import Ballot, Choice, TallyPart, Vote
from voting.services import cast_vote, create_ballot, recount, update_ballot

pytestmark = pytest.mark.django_db


def counts(ballot: Ballot) -> tuple[int, int, int]:
    tally = queries.tally(ballot)
    return tally[Choice.APPROVE], tally[Choice.REJECT], tally[Choice.ABSTAIN]


def test_a_vote_is_counted(now: datetime) -> None:
    ballot = BallotFactory()
    vote = cast_vote(
        ballot=ballot, voter=PersonFactory(verified=True), choice="approve", now=now
    )
    assert (vote.choice, vote.cast_at) == ("approve", now)
    assert counts(ballot) == (1, 0, 0)


def test_a_later_vote_replaces_the_earlier_one(now: datetime) -> None:
    ballot, voter = BallotFactory(), PersonFactory(verified=True)
    first = cast_vote(ballot=ballot, voter=voter, choice="approve", now=now)
    later = now + timedelta(hours=1)
    second = cast_vote(
        ballot=ballot, voter=voter, choice="reject", reason="لأن الرصيف ضيق", now=later
    )
    assert second.public_id == first.public_id
    assert (second.first_cast_at, second.cast_at) == (now, later)
    assert (second.reason_language, second.reason_direction) == ("ar", "rtl")
    assert counts(ballot) == (0, 1, 0)
    assert second.castings.count() == 2


def test_saying_the_same_again_changes_nothing(now: datetime) -> None:
    ballot, voter = BallotFactory(), PersonFactory(verified=True)
    cast_vote(ballot=ballot, voter=voter, choice="abstain", now=now)
    again = cast_vote(
        ballot=ballot, voter=voter, choice="abstain", now=now + timedelta(hours=1)
    )
    assert again.cast_at == now
    assert again.castings.count() == 1
    assert counts(ballot) == (0, 0, 1)


def test_a_repeated_request_changes_nothing_whatever_came_after_it(
    now: datetime,
) -> None:
    ballot, voter = BallotFactory(), PersonFactory(verified=True)
    wish = {"ballot": ballot, "voter": voter, "now": now}
    cast_vote(**wish, choice="approve", submission_key="one")
    cast_vote(**wish, choice="reject", submission_key="two")
    late = cast_vote(**wish, choice="approve", submission_key="one")
    assert late.choice == "reject"
    assert counts(ballot) == (0, 1, 0)


def test_a_key_with_other_content_is_refused(now: datetime) -> None:
    ballot, voter = BallotFactory(), PersonFactory(verified=True)
    wish = {"ballot": ballot, "voter": voter, "now": now, "submission_key": "one"}
    cast_vote(**wish, choice="approve")
    with pytest.raises(KeyReusedError):
        cast_vote(**wish, choice="reject")
    assert counts(ballot) == (1, 0, 0)


@pytest.mark.parametrize(
    ("trait", "error"),
    [("closed", BallotClosedError), ("upcoming", BallotNotOpenYetError)],
)
def test_a_ballot_that_is_not_open_refuses_votes(
    trait: str, error: type[DomainError], now: datetime
) -> None:
    ballot = BallotFactory(**{trait: True})
    with pytest.raises(error):
        cast_vote(
            ballot=ballot, voter=PersonFactory(verified=True), choice="approve", now=now
        )
    assert not Vote.objects.exists()


def test_the_closing_moment_is_excluded(now: datetime) -> None:
    ballot, voter = BallotFactory(closes_at=now), PersonFactory(verified=True)
    just_before = now - timedelta(microseconds=1)
    cast_vote(ballot=ballot, voter=voter, choice="approve", now=just_before)
    with pytest.raises(BallotClosedError):
        cast_vote(ballot=ballot, voter=voter, choice="reject", now=now)


def test_who_is_not_verified_enough_is_refused(now: datetime) -> None:
    ballot, voter = BallotFactory(), PersonFactory()
    with pytest.raises(NotEligibleError):
        cast_vote(ballot=ballot, voter=voter, choice="approve", now=now)
    voter.level = Level.VERIFIED
    voter.save()
    assert cast_vote(ballot=ballot, voter=voter, choice="approve", now=now)


@pytest.mark.parametrize("choice", ["", "yes", "APPROVE", "approve ", "1"])
def test_an_unknown_choice_is_refused(choice: str, now: datetime) -> None:
    ballot, voter = BallotFactory(), PersonFactory(verified=True)
    with pytest.raises(UnknownChoiceError):
        cast_vote(ballot=ballot, voter=voter, choice=choice, now=now)


@pytest.mark.parametrize(
    ("reason", "error"), [("a\x00b", NulInTextError), ("x" * 1001, TextTooLongError)]
)
def test_a_reason_that_cannot_be_kept_is_refused(
    reason: str, error: type[DomainError], now: datetime
) -> None:
    ballot, voter = BallotFactory(), PersonFactory(verified=True)
    with pytest.raises(error):
        cast_vote(ballot=ballot, voter=voter, choice="reject", reason=reason, now=now)
    assert not Vote.objects.exists()


def test_the_database_refuses_a_second_vote_of_one_person(now: datetime) -> None:
    ballot, voter = BallotFactory(), PersonFactory(verified=True)
    cast_vote(ballot=ballot, voter=voter, choice="approve", now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(
            ballot=ballot, voter=voter, choice="reject", first_cast_at=now, cast_at=now
        )


def test_a_ballot_cannot_close_before_it_opens(now: datetime) -> None:
    with pytest.raises(BadBallotTimesError):
        create_ballot(authority=None, question={"en": "?"}, opens_at=now, closes_at=now)
    ballot = BallotFactory()
    with pytest.raises(BadBallotTimesError):
        update_ballot(
            ballot=ballot,
            question={"en": "?"},
            opens_at=now,
            closes_at=now - timedelta(days=1),
            least_level=Level.VERIFIED,
            hides_tally_until_close=True,
        )


def test_votes_stay_when_the_moments_move(now: datetime) -> None:
    ballot, voter = BallotFactory(), PersonFactory(verified=True)
    cast_vote(ballot=ballot, voter=voter, choice="approve", now=now)
    moved = update_ballot(
        ballot=ballot,
        question={"ar": "سؤال", "en": "Question"},
        opens_at=ballot.opens_at,
        closes_at=now + timedelta(minutes=1),
        least_level=Level.VERIFIED,
        hides_tally_until_close=True,
    )
    assert moved.is_open(now=now)
    assert not moved.shows_tally(now=now)
    assert counts(moved) == (1, 0, 0)


def test_a_tally_that_went_wrong_is_found_and_mended(now: datetime) -> None:
    ballot = BallotFactory()
    cast_vote(
        ballot=ballot, voter=PersonFactory(verified=True), choice="approve", now=now
    )
    assert recount(ballot=ballot, now=now)
    TallyPart.objects.filter(ballot=ballot, choice="reject", part=0).update(votes=7)
    assert not recount(ballot=ballot, now=now)
    assert counts(ballot) == (1, 0, 0)


class TallyFollowsVotes(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(
            st.tuples(
                st.integers(0, 3),
                st.sampled_from(Choice.values),
                st.sampled_from("abc"),
            ),
            max_size=20,
        )
    )
    def test_the_tally_is_the_last_vote_of_everyone(
        self, acts: list[tuple[int, str, str]]
    ) -> None:
        ballot = BallotFactory()
        voters = PersonFactory.create_batch(4, verified=True)
        for who, choice, key in acts:
            try:
                cast_vote(
                    ballot=ballot,
                    voter=voters[who],
                    choice=choice,
                    submission_key=key,
                    now=NOW,
                )
            except KeyReusedError:
                continue
        said = list(ballot.votes.values_list("choice", flat=True))
        assert counts(ballot) == tuple(said.count(choice) for choice in Choice.values)


@pytest.mark.parametrize("key", ["k" * 500, "مفتاح", "a b", "\x00"])
def test_any_key_recognises_a_repeated_vote(key: str, now: datetime) -> None:
    ballot, voter = BallotFactory(), PersonFactory(verified=True)
    wish = {"ballot": ballot, "voter": voter, "now": now, "submission_key": key}
    first = cast_vote(**wish, choice="approve")
    assert cast_vote(**wish, choice="approve").cast_at == first.cast_at
    with pytest.raises(KeyReusedError):
        cast_vote(**wish, choice="reject")
