"""Proposing an idea."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from comments.services import create_thread
from consultations.ideas.errors import (
    CallOfAnotherAuthorityError,
    DistrictOfAnotherAuthorityError,
    NoSuchPlaceError,
    TooManyTopicsError,
)
from consultations.ideas.events import IdeaSubmitted
from consultations.ideas.models import Idea, IdeaCall
from consultations.ideas.permissions import why_not_submit
from consultations.ideas.services.likeness import keep_words
from consultations.ideas.services.wording import (
    LONGEST_PLACE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    Written,
    clean_field,
    digest_of,
    write_text,
)
from foundation.accounts.models import Person
from foundation.audiences.models import Audience
from foundation.audiences.services import follow
from foundation.audit.services import record
from foundation.core.errors import KeyReusedError
from foundation.core.events import announce
from foundation.core.keys import plain_key
from foundation.core.text import direction_of, language_of
from foundation.media.models import Photo
from foundation.media.services import store_photo
from foundation.organisations.models import Authority, District

MOST_TOPICS = 3
POLE, DATE_LINE = 90, 180  # degrees


class IdeaDetails(TypedDict, total=False):
    """What an idea may say beyond its title and text."""

    call: IdeaCall | None
    topics: Sequence[str]
    district: District | None
    place: str
    latitude: float | None
    longitude: float | None
    photo: "UploadedFile[bytes] | None"
    photo_description: str
    submission_key: str
    language: str


@transaction.atomic
def submit_idea(
    *,
    author: Person,
    authority: Authority,
    title: str,
    text: str,
    now: datetime,
    **details: Unpack[IdeaDetails],
) -> Idea:
    """Publish a resident's idea with its thread and audience; its author follows it.

    The same `submission_key` with the same content returns the first idea. `language`
    is the author's, and decides only between languages of one script.

    Raises:
        KeyReusedError: the key came back with other content.
        DomainError: `permissions.why_not_submit` says why.
        InvalidInputError: title, text, call, district, place, topics or photo cannot be
            taken as they are; `field` names which.

    """
    key = plain_key(details.get("submission_key", ""))
    digest = _digest(authority, title, text, details=details)
    # Locked so that the second of two equal requests finds what the first has made,
    # and so that nobody outruns the daily limit.
    author = Person.objects.select_for_update(no_key=True).get(pk=author.pk)
    first = _first_of(author, key, digest)
    if first is not None:
        return first
    refusal = why_not_submit(author, authority, call=details.get("call"), now=now)
    if refusal is not None:
        raise refusal
    idea = _idea(authority, title, text, details=details)
    idea.author, idea.submission_key, idea.submission_digest = author, key, digest
    _complete(idea, details, now)
    _tell(idea, author, now)
    return idea


def clean_words(title: str, text: str, language: str) -> tuple[str, Written]:
    """Clean the two texts of an idea; the language is told from both together.

    Raises:
        InvalidInputError: one of them is empty, too long or holds a NUL.

    """
    line = clean_field(title, field="title", longest=LONGEST_TITLE)
    line = line.replace("\n", " ")  # A title stands on one line, whoever sent it.
    body = write_text(text, field="text", language=language, longest=LONGEST_TEXT)
    both = f"{line}\n{body.text}"
    spoken = language_of(both, default=language or "und")
    return line, Written(body.text, body.html, spoken, direction_of(both))


def _idea(authority: Authority, title: str, text: str, *, details: IdeaDetails) -> Idea:
    """Fill in an idea, not saved yet, with what was checked."""
    line, body = clean_words(title, text, details.get("language", ""))
    return Idea(
        authority=authority,
        call=_call(details.get("call"), authority),
        title=line,
        text=body.text,
        district=_district(details.get("district"), authority),
        **_place(details),
        **body.columns(),
    )


def _complete(idea: Idea, details: IdeaDetails, now: datetime) -> None:
    """Save an idea with what it owns: thread, audience, photo, topics, words."""
    topics = _topics(details.get("topics", ()))
    idea.photo = _photo(idea, details, now)
    idea.thread = create_thread(authority=idea.authority)
    idea.audience = Audience.objects.create()
    idea.submitted_at = idea.moved_at = now
    idea.save()
    if topics:
        idea.topics.set(topics)
    keep_words([idea])


def _tell(idea: Idea, author: Person, now: datetime) -> None:
    follow(audience=idea.audience, person=author, now=now)
    record(
        action="idea.submitted",
        actor=author.public_id,
        target=f"idea:{idea.public_id}",
        authority=idea.authority.slug,
        now=now,
    )
    announce(IdeaSubmitted(idea_id=idea.pk))


def _first_of(author: Person, key: str, digest: str) -> Idea | None:
    if not key:
        return None
    first = Idea.objects.filter(author=author, submission_key=key).first()
    if first is not None and first.submission_digest != digest:
        raise KeyReusedError
    return first


def _digest(
    authority: Authority, title: str, text: str, *, details: IdeaDetails
) -> str:
    named = {
        name: value.pk if isinstance(value, IdeaCall | District) else value
        for name, value in details.items()
        if name not in {"photo", "submission_key", "language"}
    }
    return digest_of([authority.pk, title.strip(), text.strip(), named])


def _call(call: IdeaCall | None, authority: Authority) -> IdeaCall | None:
    if call is not None and call.authority_id != authority.pk:
        raise CallOfAnotherAuthorityError(field="call")
    return call


def _district(district: District | None, authority: Authority) -> District | None:
    if district is not None and district.authority_id != authority.pk:
        raise DistrictOfAnotherAuthorityError(field="district")
    return district


def _place(details: IdeaDetails) -> dict[str, str | float | None]:
    latitude, longitude = details.get("latitude"), details.get("longitude")
    if (latitude is None) != (longitude is None):
        raise NoSuchPlaceError(field="latitude")
    if latitude is not None and longitude is not None:
        _check_degrees(latitude, longitude)
    name = clean_field(
        details.get("place", ""), field="place", longest=LONGEST_PLACE, required=False
    )
    return {"place": name, "latitude": latitude, "longitude": longitude}


def _check_degrees(latitude: float, longitude: float) -> None:
    # Written so that NaN, which compares as false with everything, is refused too.
    if not (abs(latitude) <= POLE and abs(longitude) <= DATE_LINE):
        raise NoSuchPlaceError(field="latitude")


def _photo(idea: Idea, details: IdeaDetails, now: datetime) -> Photo | None:
    upload = details.get("photo")
    if upload is None:
        return None
    description = clean_field(
        details.get("photo_description", ""),
        field="photo_description",
        longest=LONGEST_PLACE,
        required=False,
    )
    return store_photo(
        upload=upload, sent_by=idea.author, now=now, description=description
    )


def _topics(names: Sequence[str]) -> list[str]:
    cleaned = [clean_field(name, field="topics", longest=100) for name in names]
    if len(cleaned) > MOST_TOPICS:
        raise TooManyTopicsError(field="topics")
    return cleaned
