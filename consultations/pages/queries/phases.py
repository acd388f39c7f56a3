"""The phases of a consultation as its page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from consultations.pages.models import Phase
from consultations.pages.states import PhaseKind
from frontend.moments import day

ACTS = {PhaseKind.COMMENT, PhaseKind.VOTE}


@dataclass(frozen=True, slots=True)
class PhaseReading:
    """One phase; `state` is `past`, `open` or `to-come` at the moment of reading."""

    kind: str
    name: str
    state: str
    opens_at: datetime
    closes_at: datetime | None


def read_phases(phases: Iterable[Phase], *, now: datetime) -> list[PhaseReading]:
    """Lay out the phases in order."""
    return [
        PhaseReading(
            kind=phase.kind,
            name=str(PhaseKind(phase.kind).label),
            state=_state(phase, now),
            opens_at=phase.opens_at,
            closes_at=phase.closes_at,
        )
        for phase in phases
    ]


def what_is_possible(phases: list[PhaseReading], *, zone: str) -> tuple[str, str]:
    """Say what a reader can do now, and until when, or what was or will be possible."""
    acting = [phase for phase in phases if phase.kind in ACTS]
    current = [phase for phase in acting if phase.state == "open"]
    if current:
        return _what_now(current), _until(current, zone)
    coming = [phase for phase in acting if phase.state == "to-come"]
    if coming:
        when = day(coming[0].opens_at, zone=zone, weekday=True)
        return _begins(coming[0]), _("From %(day)s") % {"day": when}
    ended = [phase.closes_at for phase in acting if phase.closes_at]
    if ended:
        when = day(max(ended), zone=zone, weekday=True)
        return _("Read what was said"), _("Participation ended on %(day)s") % {
            "day": when
        }
    return _("Read and follow"), ""


def next_close(phases: list[PhaseReading]) -> PhaseReading | None:
    """Find the open phase with acts that closes first; None when none will close."""
    closing = [
        phase
        for phase in phases
        if phase.kind in ACTS and phase.state == "open" and phase.closes_at
    ]
    return min(
        closing, key=lambda phase: phase.closes_at or phase.opens_at, default=None
    )


def _what_now(current: list[PhaseReading]) -> str:
    kinds = {phase.kind for phase in current}
    if kinds >= ACTS:
        return _("Comment and vote")
    return _("Comment") if PhaseKind.COMMENT in kinds else _("Vote")


def _until(current: list[PhaseReading], zone: str) -> str:
    closes_at = min((p.closes_at for p in current if p.closes_at), default=None)
    if closes_at is None:
        return _("No end has been set")
    return _("Until %(day)s") % {"day": day(closes_at, zone=zone, weekday=True)}


def _begins(phase: PhaseReading) -> str:
    if phase.kind == PhaseKind.VOTE:
        return _("Voting has not begun yet")
    return _("Comments have not begun yet")


def _state(phase: Phase, now: datetime) -> str:
    if now < phase.opens_at:
        return "to-come"
    if phase.closes_at is not None and phase.closes_at <= now:
        return "past"
    return "open"
