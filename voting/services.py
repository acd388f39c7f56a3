"""The things people do with a ballot."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from foundation.accounts.models import Level, Person
from foundation.audit.services import record
from foundation.core.errors import KeyReusedError
from foundation.core.events import announce
from foundation.core.keys import plain_key
from foundation.core.text import clean_text, direction_of, language_of
from foundation.core.translated import assign
from foundation.organisations.models import Authority
from voting.errors import BadBallotTimesError, UnknownChoiceError
from voting.events import BallotChanged, VoteCast
from voting.models import Ballot, Casting, Choice, TallyPart, Vote
from voting.queries import why_not_vote

LONGEST_REASON = 1000
PARTS = 16


@transaction.atomic
def create_ballot(
    *,
    authority: Authority | None,
    question: dict[str, str],
    opens_at: datetime,
    closes_at: datetime,
    least_level: int = Level.VERIFIED,
    hides_tally_until_close: bool = True,
) -> Ballot:
    """Put a question to the vote; `question` holds its wording by language.

    Raises:
        BadBallotTimesError: it would close before it opens.

    """
    if closes_at <= opens_at:
        raise BadBallotTimesError
    ballot = Ballot.objects.create(
        authority=authority,
        question_ar=question.get("ar", ""),
        question_en=question.get("en", ""),
        opens_at=opens_at,
        closes_at=closes_at,
        least_level=least_level,
        hides_tally_until_close=hides_tally_until_close,
    )
    _make_tally(ballot)
    return ballot


@transaction.atomic
def update_ballot(
    *,
    ballot: Ballot,
    question: dict[str, str],
    opens_at: datetime,
    closes_at: datetime,
    least_level: int,
    hides_tally_until_close: bool,
) -> Ballot:
    """Word the question anew or move its moments; votes already cast stay.

    Raises:
        BadBallotTimesError: it would close before it opens.

    """
    if closes_at <= opens_at:
        raise BadBallotTimesError
    # Locked so that no vote is counted against moments that are being moved.
    locked = Ballot.objects.select_for_update().get(pk=ballot.pk)
    assign(locked, "question", question)
    locked.opens_at, locked.closes_at = opens_at, closes_at
    locked.least_level = least_level
    locked.hides_tally_until_close = hides_tally_until_close
    locked.save()
    announce(BallotChanged(ballot_id=locked.pk))
    return locked


@transaction.atomic
def cast_vote(
    *,
    ballot: Ballot,
    voter: Person,
    choice: str,
    now: datetime,
    reason: str = "",
    submission_key: str = "",
) -> Vote:
    """Record one person's choice; a later vote replaces an earlier one.

    A request that comes again with its `submission_key` changes nothing, whatever was
    voted since; so does the same choice and reason once more.

    Raises:
        BallotNotOpenYetError, BallotClosedError: `now` is outside the opening times.
        SignInToVoteError, NotEligibleError: the person is not of the electorate.
        UnknownChoiceError: the ballot does not offer `choice`.
        KeyReusedError: the key came before with another choice or reason.

    """
    # Locked so that a vote and the closing of the ballot cannot overlap.
    ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    reason = clean_text(reason, longest=LONGEST_REASON, required=False)
    wish = Casting(
        choice=choice,
        reason=reason,
        cast_at=now,
        submission_key=plain_key(submission_key),
    )
    earlier = Vote.objects.filter(ballot=ballot, voter=voter).first()
    if earlier and _is_repeated(earlier, wish):
        return earlier
    if choice not in Choice.values:
        raise UnknownChoiceError(field="choice")
    if refusal := why_not_vote(voter, ballot, now=now):
        raise refusal
    wish.vote = _write(earlier or Vote(ballot=ballot, voter=voter), wish)
    wish.save()
    announce(VoteCast(ballot_id=ballot.pk))
    return wish.vote


@transaction.atomic
def recount(*, ballot: Ballot, now: datetime) -> bool:
    """Count the votes afresh; return whether the kept tally was right."""
    locked = Ballot.objects.select_for_update().get(pk=ballot.pk)
    counted = dict.fromkeys(Choice.values, 0)
    for choice in locked.votes.values_list("choice", flat=True).iterator():
        counted[choice] += 1
    kept = dict.fromkeys(Choice.values, 0)
    for part in locked.tally_parts.all():
        kept[part.choice] += part.votes
    if kept == counted:
        return True
    locked.tally_parts.all().delete()
    _make_tally(locked, counted)
    record(
        action="ballot.recounted",
        actor=None,
        target=f"ballot:{locked.public_id}",
        detail={"kept": kept, "counted": counted},
        now=now,
    )
    return False


def _is_repeated(vote: Vote, wish: Casting) -> bool:
    """Whether this very request was answered before, or says nothing new.

    Raises:
        KeyReusedError: its key came before with another choice or reason.

    """
    if wish.submission_key:
        casting = vote.castings.filter(submission_key=wish.submission_key).first()
        if casting and (casting.choice, casting.reason) != (wish.choice, wish.reason):
            raise KeyReusedError
        if casting:
            return True
    return (vote.choice, vote.reason) == (wish.choice, wish.reason)


def _write(vote: Vote, wish: Casting) -> Vote:
    """Let the vote say what the wish says, and move its count along."""
    before = vote.choice
    if vote.pk is None:
        vote.first_cast_at = wish.cast_at
    vote.choice, vote.reason, vote.cast_at = wish.choice, wish.reason, wish.cast_at
    vote.reason_language = language_of(wish.reason) if wish.reason else ""
    vote.reason_direction = direction_of(wish.reason) if wish.reason else ""
    vote.save()
    if before != vote.choice:
        _count(vote, vote.choice, 1)
        if before:
            _count(vote, before, -1)
    return vote


def _count(vote: Vote, choice: str, by: int) -> None:
    TallyPart.objects.filter(
        ballot_id=vote.ballot_id, choice=choice, part=vote.pk % PARTS
    ).update(votes=F("votes") + by)


def _make_tally(ballot: Ballot, counted: dict[str, int] | None = None) -> None:
    """Lay out the parts of the tally; what is already counted goes into the first."""
    TallyPart.objects.bulk_create(
        TallyPart(
            ballot=ballot,
            choice=choice,
            part=part,
            votes=(counted or {}).get(choice, 0) if part == 0 else 0,
        )
        for choice in Choice.values
        for part in range(PARTS)
    )
