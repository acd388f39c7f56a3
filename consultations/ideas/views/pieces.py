"""Plain values that the components of the pages ask for."""

from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from consultations.ideas.models import Answer, Evidence, Idea, IdeaWording
from consultations.ideas.queries import IdeaReading, Step, author_of
from consultations.ideas.states import IdeaState
from foundation.accounts.models import Level
from foundation.core.errors import DomainError
from foundation.media.models import Photo
from frontend.moments import day, moment, time_until
from frontend.nouns import counted
from frontend.numerals import number

LEAD_WORDS = 32
TONES = {
    IdeaState.SUBMITTED: "",
    IdeaState.UNDER_REVIEW: "soon",
    IdeaState.UNDER_DEVELOPMENT: "accent",
    IdeaState.IMPLEMENTED: "open",
    IdeaState.DECLINED: "",
    IdeaState.MERGED: "",
}
CURRENCIES = {"SAR": pgettext_lazy("a sum of money", "riyals")}
ENDED = frozenset({IdeaState.DECLINED, IdeaState.MERGED})


@dataclass(frozen=True, slots=True)
class Card:
    """An idea in a list."""

    idea: Idea
    url: str
    status: str
    tone: str
    note: str
    lead: str
    left: str
    is_late: bool
    figures: tuple[str, str]


@dataclass(frozen=True, slots=True)
class FollowButton:
    """What the card for supporters hands to the slot `support`."""

    url: str
    is_following: bool
    count: int
    back: str


def follow_button(context: Context, subject: object) -> SafeString:
    """Put the button into the card for supporters, for those who do not support."""
    if not isinstance(subject, FollowButton):
        return SafeString()
    inputs = {
        "url": subject.url,
        "following": subject.is_following,
        "count": subject.count,
        "next_url": subject.back,
    }
    # Not the variable: a card that is included with "only" does not know it.
    request = getattr(context, "request", None)
    return render_to_string("components/follow/follow.html", inputs, request=request)


def card_of(idea: Idea, *, now: datetime) -> Card:
    """Say what a list shows of an idea."""
    return Card(
        idea=idea,
        url=idea.get_absolute_url(),
        status=state_name(idea.state),
        tone=tone_of(idea.state),
        note=str(idea.district.name) if idea.district else "",
        lead=Truncator(plain(idea.html)).words(LEAD_WORDS, truncate=" …"),
        left=debt_state(idea, now=now),
        is_late=idea.is_overdue(now=now),
        figures=(
            counted(idea.supports_in_all, "supporters"),
            counted(idea.thread.comment_count, "comments"),
        ),
    )


def state_name(state: str) -> str:
    """Name a state in the reader's language."""
    return str(IdeaState(state).label)


def tone_of(state: str) -> str:
    """Choose the colour of a state's tag; its word says the same."""
    return TONES[IdeaState(state)]


def plain(html: str) -> str:
    """Return the words of stored HTML, for places that show no marks."""
    return unescape(strip_tags(html)).strip()


def debt_state(idea: Idea, *, now: datetime) -> str:
    """Say how late an owed answer is, or how long is left; empty when none is owed."""
    if not idea.owes_answer or idea.answer_due_at is None:
        return ""
    zone = idea.authority.time_zone
    if idea.is_overdue(now=now):
        since = {"day": day(idea.answer_due_at, zone=zone)}
        return _("Answer overdue since %(day)s") % since
    return _("Answer due %(time)s") % {"time": time_until(idea.answer_due_at, now)}


def byline_of(idea: Idea) -> str:
    """Say whose idea it is, and how surely we know them."""
    named = {"name": _apart(author_of(idea) or _("a resident"))}
    if idea.author is not None and idea.author.has_level(Level.VERIFIED):
        return _("Idea by %(name)s, verified resident") % named
    return _("Idea by %(name)s") % named


def crumbs_of(idea: Idea) -> list[dict[str, str]]:
    """List the ways up: the authority's ideas, all of them, those of the district."""
    here = reverse("ideas:list")
    slug = idea.authority.slug
    ways = [
        {"label": _("Ideas"), "url": here},
        {"label": str(idea.authority.name), "url": _address(here, authority=slug)},
    ]
    if idea.district is not None:
        url = _address(here, authority=slug, district=idea.district.slug)
        ways.append({"label": str(idea.district.name), "url": url})
    return ways


def steps_of(reading: IdeaReading) -> list[dict[str, Any]]:
    """Say what each step of the life shows."""
    idea = reading.idea
    paid_at = idea.answered_at if idea.answer_due_at else None
    steps = [_step(step, paid_at=paid_at) for step in reading.steps]
    came = sum(merged.supports_in_all for merged in reading.merged)
    if reading.merged:
        named = {
            "ideas": counted(len(reading.merged), "ideas"),
            "supporters": counted(came, "supporters"),
        }
        steps[0]["note"] = _("Merged into it: %(ideas)s, with %(supporters)s.") % named
    return steps


def support_of(
    reading: IdeaReading, *, why_not: DomainError | None, signed_in: bool, now: datetime
) -> dict[str, Any]:
    """Say what the card for supporters shows; strangers are offered the way in."""
    idea = reading.idea
    may = why_not is None or (not signed_in and idea.takes_supports)
    left = max(0, reading.policy.threshold - idea.support_count)
    threshold = idea.reached_threshold or reading.policy.threshold
    return {
        "count": idea.supports_in_all,
        "unit": noun_of_supporters(idea.supports_in_all),
        "url": reverse("ideas:support", args=[idea.public_id]) if may else "",
        "supported": reading.has_supported,
        "threshold": threshold if idea.takes_supports or idea.reached_threshold else 0,
        "threshold_label": _threshold_label(left),
        "reached_at": idea.reached_threshold_at,
        "debt_note": debt_state(idea, now=now),
        "why_not": "" if may else str(why_not),
        "follow": FollowButton(
            url=reverse("audiences:follow", args=[idea.audience.public_id]),
            is_following=reading.is_following,
            count=idea.audience.follower_count,
            back=idea.get_absolute_url(),
        ),
    }


def topics_of(idea: Idea) -> list[dict[str, str]]:
    """List the topics, each leading to the ideas that share it."""
    here = reverse("ideas:list")
    return [
        {"label": topic.name, "url": _address(here, topic=topic.slug)}
        for topic in idea.topics.all()
    ]


def noun_of_supporters(count: int) -> str:
    """Return the noun alone, in the form that its number asks for."""
    phrase = counted(count, "supporters")
    return phrase.replace(number(count), "").strip()


def photo_of(photo: Photo | None, *, caption: str = "") -> dict[str, Any] | None:
    """Say what the component of a picture asks for."""
    if photo is None:
        return None
    return {
        "src": photo.file.url,
        "alt": photo.description or caption,
        "width": photo.width,
        "height": photo.height,
        "caption": photo.description,
    }


def map_of(idea: Idea) -> dict[str, Any] | None:
    """Say where the idea lies; None when it names no place."""
    parts = [idea.place, str(idea.district.name) if idea.district else ""]
    caption = _(", ").join(part for part in parts if part)
    if not caption and idea.latitude is None:
        return None
    points = []
    if idea.latitude is not None and idea.longitude is not None:
        point = {"latitude": idea.latitude, "longitude": idea.longitude}
        points = [{**point, "label": idea.title}]
    return {
        "caption": caption or _("The place of the idea"),
        "points": points,
        "tiles": settings.SAWT_MAP_TILES,
    }


def evidence_of(evidence: Evidence) -> dict[str, Any]:
    """Say what a proof of delivery shows."""
    return {
        "facts": _facts_of(evidence),
        "html": evidence.html,
        "language": evidence.language,
        "direction": evidence.direction,
        "photo": photo_of(evidence.photo),
    }


def answer_of(answer: Answer, idea: Idea) -> dict[str, Any]:
    """Say what an official answer shows: the authority speaks, the person is named."""
    return {
        "author": _who(
            answer.answered_by.display_name if answer.answered_by else "",
            str(answer.department.name) if answer.department else "",
        ),
        "badge": str(idea.authority.name),
        "at": answer.answered_at,
        "html": answer.html,
        "language": answer.language,
        "direction": answer.direction,
    }


def earlier_words_of(wording: IdeaWording) -> dict[str, str]:
    """Say what an idea said before it was edited, and until when."""
    return {
        "until": _("Until %(moment)s") % {"moment": moment(wording.replaced_at)},
        "title": wording.title,
        "html": wording.html,
        "language": wording.language,
        "direction": wording.direction,
    }


def _facts_of(evidence: Evidence) -> list[str]:
    delivered = {"day": day(evidence.delivered_on)}
    facts = [_("Delivered on %(day)s") % delivered]
    if evidence.cost is not None:
        currency = CURRENCIES.get(evidence.currency, evidence.currency)
        cost = {"amount": number(evidence.cost), "currency": currency}
        facts.append(_("Cost: %(amount)s %(currency)s") % cost)
    return facts


def _step(step: Step, *, paid_at: datetime | None) -> dict[str, Any]:
    """Say what a step shows; the one that paid the owed answer says so."""
    pays = paid_at is not None and step.at == paid_at
    department = str(step.department.name) if step.department else ""
    return {
        "name": step.name,
        "state": _state_of(step),
        "who": _who(step.who, department),
        "at": step.at,
        "reason": plain(step.html),
        "language": step.language,
        "note": _("This step answered what the supporters were owed.") if pays else "",
    }


def _state_of(step: Step) -> str:
    if step.is_to_come:
        return "to-come"
    if step.state in ENDED:
        return "ended"
    open_ended = step.is_current and step.state != IdeaState.IMPLEMENTED
    return "current" if open_ended else "past"


def _who(name: str, department: str) -> str:
    return _(", ").join(_apart(part) for part in (name, department) if part)


def _apart(name: str) -> str:
    """Keep the direction of a name from turning the words around it (FSI, PDI)."""
    return f"\u2068{name}\u2069"


def _threshold_label(left: int) -> str:
    named = {"supporters": counted(left, "supporters")}
    return _("%(supporters)s more oblige the authority to answer.") % named


def _address(path: str, **query: str) -> str:
    return f"{path}?{urlencode(query)}"
