"""Questions asked of ballots."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from foundation.accounts.models import Level, Person
from foundation.core.errors import DomainError
from foundation.core.keyset import Page, page_of
from foundation.core.models import new_public_id
from foundation.live.permissions import topic_of
from frontend.nouns import phrase_forms
from frontend.numerals import number
from voting.errors import (
    BallotClosedError,
    BallotNotOpenYetError,
    NotEligibleError,
    SignInToVoteError,
)
from voting.models import Ballot, Choice, TallyPart, Vote

# The component that draws a bar knows these three kinds.
SHADES = {Choice.APPROVE: "for", Choice.REJECT: "against", Choice.ABSTAIN: "none"}
WHO = {
    Level.REGISTERED: _("Open ballot, for everyone who is registered"),
    Level.CONFIRMED: _("Open ballot, for people with a confirmed contact"),
    Level.VERIFIED: _("Open ballot, for verified residents"),
}


@dataclass(frozen=True, slots=True)
class ChoiceReading:
    """One choice as the ballot's card shows it."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class TallyRow:
    """The count of one choice; `percent` is its share of all votes, 0 to 100."""

    value: str
    label: str
    count: int
    percent: float
    kind: str


@dataclass(frozen=True, slots=True)
class BallotReading:
    """All that the card of a ballot shows to one reader, gathered beforehand.

    `state` is `waiting`, `open` or `closed`; `rows` is None while the tally is hidden.
    `submission_key` goes into the form, so that a double click is one vote.
    """

    ballot: Ballot
    now: datetime
    state: str
    choices: list[ChoiceReading]
    own: Vote | None
    refusal: DomainError | None
    turnout: int
    rows: list[TallyRow] | None
    submission_key: str
    typed_choice: str = ""
    typed_reason: str = ""
    error: str = ""

    @property
    def element_id(self) -> str:
        """The anchor of the card in its page."""
        return f"ballot-{self.ballot.public_id}"

    @property
    def who(self) -> str:
        """Say what sort of ballot it is and who may vote, in the reader's language."""
        return str(WHO[Level(self.ballot.least_level)])

    @property
    def promises(self) -> list[dict[str, str]]:
        """Say what happens to a vote, in the reader's language."""
        lines = [
            ("check", _("Your vote counts once; you may change it until the close.")),
            ("lock", _("Your name is not shown beside your choice or reason.")),
        ]
        if self.ballot.hides_tally_until_close:
            lines.append(("clock", _("The count is published when voting has closed.")))
        return [{"icon": icon, "text": str(text)} for icon, text in lines]

    @property
    def tally_note(self) -> str:
        """Say how many voted where the count itself is still hidden."""
        if self.rows is not None:
            return ""
        return _turnout_phrase(self.turnout) % {"count": number(self.turnout)}

    @property
    def tally_note_forms(self) -> str:
        """The same of any number, for the script that keeps it up to date."""
        return "" if self.rows is not None else phrase_forms(_turnout_phrase)

    @property
    def live_topic(self) -> str:
        """What open pages watch."""
        return topic_of("ballot", self.ballot.public_id)

    @property
    def may_vote(self) -> bool:
        """Whether a vote would be taken now."""
        return self.refusal is None

    @property
    def asks_to_sign_in(self) -> bool:
        """Whether signing in is what is missing."""
        return self.refusal is not None and self.refusal.code == "sign-in-to-vote"


def _turnout_phrase(turnout: int) -> str:
    return ngettext(
        "%(count)s vote so far; the count is published after the close.",
        "%(count)s votes so far; the count is published after the close.",
        turnout,
    )


def why_not_vote(
    person: object, ballot: Ballot, *, now: datetime
) -> DomainError | None:
    """Return the refusal that a vote would meet now; None when it would be taken."""
    if now < ballot.opens_at:
        return BallotNotOpenYetError()
    if now >= ballot.closes_at:
        return BallotClosedError()
    if not isinstance(person, Person) or not person.is_active:
        return SignInToVoteError()
    if not person.has_level(ballot.least_level):
        return NotEligibleError()
    return None


def find_ballot(public_id: str) -> Ballot | None:
    """Find a ballot with its authority."""
    rows = Ballot.objects.select_related("authority")
    return rows.filter(public_id=public_id).first()


def tally(ballot: Ballot) -> dict[Choice, int]:
    """Return the count of each choice, including choices nobody made."""
    return tallies([ballot.pk]).get(ballot.pk, dict.fromkeys(Choice, 0))


def tallies(ballot_ids: Iterable[int]) -> dict[int, dict[Choice, int]]:
    """Return the counts of many ballots in one query."""
    counted: dict[int, dict[Choice, int]] = {}
    rows = (
        TallyPart.objects.filter(ballot_id__in=list(ballot_ids))
        .values_list("ballot_id", "choice")
        .annotate(total=Sum("votes"))
    )
    for ballot_id, choice, total in rows:
        row = counted.setdefault(ballot_id, dict.fromkeys(Choice, 0))
        row[Choice(choice)] = total
    return counted


def turnouts(ballot_ids: Iterable[int]) -> dict[int, int]:
    """Return how many voted in each of many ballots, in one query."""
    return {pk: sum(row.values()) for pk, row in tallies(ballot_ids).items()}


def own_vote(person: object, ballot: Ballot) -> Vote | None:
    """Find the current vote of a person who is signed in."""
    if not isinstance(person, Person):
        return None
    return Vote.objects.filter(ballot=ballot, voter=person).first()


def read_ballot(
    *,
    ballot: Ballot,
    viewer: object,
    now: datetime,
    typed: tuple[str, str] = ("", ""),
    error: str = "",
    submission_key: str = "",
) -> BallotReading:
    """Gather what one reader sees of a ballot: two queries, one for anonymous readers.

    `typed` is the choice and reason of a form that was refused, kept for the reader.
    """
    own = own_vote(viewer, ballot)
    counted = tally(ballot)
    chosen = typed[0] or (own.choice if own else "")
    return BallotReading(
        ballot=ballot,
        now=now,
        state=_state(ballot, now),
        choices=[
            ChoiceReading(c.value, str(c.label), c.value == chosen) for c in Choice
        ],
        own=own,
        refusal=why_not_vote(viewer, ballot, now=now),
        turnout=sum(counted.values()),
        rows=tally_rows(counted) if ballot.shows_tally(now=now) else None,
        submission_key=submission_key or new_public_id(),
        typed_choice=typed[0],
        typed_reason=typed[1] or (own.reason if own and not error else ""),
        error=error,
    )


def tally_rows(counted: dict[Choice, int]) -> list[TallyRow]:
    """Lay out a count for the table and its bars."""
    total = sum(counted.values())
    return [
        TallyRow(
            value=choice.value,
            label=str(choice.label),
            count=counted[choice],
            percent=100 * counted[choice] / total if total else 0.0,
            kind=SHADES[choice],
        )
        for choice in Choice
    ]


def reasons(ballot: Ballot, *, cursor: str | None, limit: int = 20) -> Page[Vote]:
    """List the reasons given, newest first, without who gave them.

    Empty while the tally is hidden is the caller's rule: a reason shows its choice.
    """
    rows = (
        Vote.objects.filter(ballot=ballot)
        .exclude(reason="")
        .only(
            "public_id",
            "choice",
            "reason",
            "reason_language",
            "reason_direction",
            "cast_at",
        )
    )
    return page_of(rows, order=("-cast_at", "-pk"), cursor=cursor, limit=limit)


def _state(ballot: Ballot, now: datetime) -> str:
    if now < ballot.opens_at:
        return "waiting"
    return "open" if now < ballot.closes_at else "closed"
