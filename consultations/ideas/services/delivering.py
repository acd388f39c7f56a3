"""Proving that an idea was delivered."""

from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from consultations.ideas.errors import (
    CostBelowZeroError,
    DeliveredInFutureError,
    TooEarlyForEvidenceError,
)
from consultations.ideas.events import EvidenceAdded, IdeaChanged
from consultations.ideas.models import Evidence, Idea
from consultations.ideas.permissions import can_move
from consultations.ideas.services.supporting import lock_idea
from consultations.ideas.services.wording import clean_field, write_text
from consultations.ideas.states import PROVABLE
from foundation.accounts.models import Person
from foundation.audit.services import record
from foundation.core.errors import KeyReusedError, NotAllowedError
from foundation.core.events import announce
from foundation.core.keys import plain_key
from foundation.media.models import Photo
from foundation.media.services import store_photo

COST_LIMIT = Decimal(10) ** 12


class EvidenceDetails(TypedDict, total=False):
    """What evidence may carry beyond its text and day."""

    cost: Decimal | None
    photo: "UploadedFile[bytes] | None"
    photo_description: str
    submission_key: str
    language: str


@transaction.atomic
def add_evidence(
    *,
    idea: Idea,
    text: str,
    delivered_on: date,
    added_by: Person,
    now: datetime,
    **details: Unpack[EvidenceDetails],
) -> Evidence:
    """Publish proof of delivery: what was done, when, at what cost, with a photo.

    Raises:
        NotAllowedError: the person is no officer of the idea's authority.
        TooEarlyForEvidenceError: the idea is not under development or implemented.
        DeliveredInFutureError: the day has not come where the authority is.
        CostBelowZeroError: the cost is negative or cannot be stored.
        KeyReusedError: the key came back with another idea or text.
        InvalidInputError: the text or the photo cannot be taken.

    """
    idea = lock_idea(idea)
    if not can_move(added_by, idea):
        raise NotAllowedError
    words = write_text(text, field="text", language=details.get("language", ""))
    key = plain_key(details.get("submission_key", ""))
    first = _first_of(idea, added_by, words.text, key=key)
    if first is not None:
        return first
    _check(idea, delivered_on, details.get("cost"), now=now)
    evidence = Evidence.objects.create(
        idea=idea,
        text=words.text,
        delivered_on=delivered_on,
        cost=details.get("cost"),
        photo=_photo(added_by, details, now),
        added_by=added_by,
        added_at=now,
        submission_key=key,
        **words.columns(),
    )
    _tell(evidence, added_by)
    return evidence


def _check(idea: Idea, day: date, cost: Decimal | None, *, now: datetime) -> None:
    if idea.state not in PROVABLE:
        raise TooEarlyForEvidenceError
    if day > now.astimezone(ZoneInfo(idea.authority.time_zone)).date():
        raise DeliveredInFutureError(field="delivered_on")
    if cost is not None and not (cost.is_finite() and 0 <= cost < COST_LIMIT):
        raise CostBelowZeroError(field="cost")


def _photo(person: Person, details: EvidenceDetails, now: datetime) -> Photo | None:
    upload = details.get("photo")
    if upload is None:
        return None
    description = clean_field(
        details.get("photo_description", ""),
        field="photo_description",
        longest=200,
        required=False,
    )
    return store_photo(upload=upload, sent_by=person, now=now, description=description)


def _first_of(idea: Idea, person: Person, text: str, *, key: str) -> Evidence | None:
    if not key:
        return None
    first = Evidence.objects.filter(added_by=person, submission_key=key).first()
    if first is not None and (first.idea_id, first.text) != (idea.pk, text):
        raise KeyReusedError
    return first


def _tell(evidence: Evidence, person: Person) -> None:
    idea = evidence.idea
    record(
        action="idea.evidence-added",
        actor=person.public_id,
        target=f"idea:{idea.public_id}",
        authority=idea.authority.slug,
        detail={"delivered_on": evidence.delivered_on, "cost": evidence.cost},
        now=evidence.added_at,
    )
    announce(EvidenceAdded(idea_id=idea.pk, evidence_id=evidence.pk))
    announce(IdeaChanged(idea_id=idea.pk))
