"""Ballots and votes."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.responses import Status

from outlets.api.schemas import BallotOut, VoteIn, VoteOut
from outlets.api.views.asking import found, key_of, person_of, writer_of
from voting.queries import find_ballot, read_ballot
from voting.services import cast_vote

router = Router(tags=["ballots"])


@router.get("/ballots/{ballot_id}", response=BallotOut)
def ballot(request: HttpRequest, ballot_id: str) -> BallotOut:
    """Show one ballot; its counts only where they may be seen."""
    reading = read_ballot(
        ballot=found(find_ballot(ballot_id)),
        viewer=person_of(request),
        now=timezone.now(),
    )
    return BallotOut.of(reading, request)


@router.post("/ballots/{ballot_id}/votes", response={201: VoteOut})
def vote(request: HttpRequest, ballot_id: str, body: VoteIn) -> Status[VoteOut]:
    """Vote, or change a vote; the same Idempotency-Key changes nothing."""
    voter = writer_of(request)
    cast = cast_vote(
        ballot=found(find_ballot(ballot_id)),
        voter=voter,
        choice=body.choice,
        reason=body.reason or "",
        submission_key=key_of(request),
        now=timezone.now(),
    )
    return Status(201, VoteOut.of(cast, request))
