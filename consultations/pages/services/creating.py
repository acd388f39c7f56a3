"""Making consultations with what they own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.text import slugify

from comments.services import create_thread
from consultations.ideas.services import create_call
from consultations.pages.errors import WrongAuthorityError
from consultations.pages.models import (
    AuthorityPage,
    BilingualPage,
    ConsultationPage,
    DraftDecisionPage,
    IdeaCallPage,
    Milestone,
    NewsPage,
    Phase,
    ProjectPage,
    UpdatePage,
    to_minute,
)
from drafts.models import Draft
from drafts.services import create_draft
from foundation.accounts.models import Person
from foundation.audiences.models import Audience
from foundation.core.translated import LANGUAGES
from foundation.organisations.models import Authority

Fields = Mapping[str, Any]
P = TypeVar("P", bound=BilingualPage)
C = TypeVar("C", bound=ConsultationPage)
MANY = ("ideas", "projects")
LONGEST_SLUG = 70


@dataclass(frozen=True, slots=True)
class PhasePlan:
    """A phase that a new page is to have."""

    kind: str
    opens_at: datetime
    closes_at: datetime | None = None


@transaction.atomic
def create_draft_page(
    *,
    draft: Draft,
    fields: Fields | None = None,
    phases: Sequence[PhasePlan] = (),
    actor: Person | None,
    now: datetime,
) -> DraftDecisionPage:
    """Make the page of a draft text, not yet public; its heading is the draft's title.

    `fields` are columns of the page (`lead_ar`, `ballot_question_en`, …), `topics` as
    a list of words, and `ideas` and `projects` as lists of rows.
    """
    titles = {f"heading_{code}": words for code, words in spoken(draft, "title")}
    page = _equipped(
        DraftDecisionPage(draft=draft), draft.authority, actor=actor, now=now
    )
    return _create(page, {**titles, **(fields or {})}, phases, actor=actor)


@transaction.atomic
def ensure_draft_page(
    *, draft: Draft, actor: Person | None, now: datetime
) -> DraftDecisionPage:
    """Find the page of a draft text, or make it; asked twice, there is still one."""
    # Locked so that a double click does not make two.
    Draft.objects.select_for_update().get(pk=draft.pk)
    page = DraftDecisionPage.objects.filter(draft=draft).first()
    return page or create_draft_page(draft=draft, actor=actor, now=now)


@transaction.atomic
def create_project_page(
    *,
    authority: Authority,
    fields: Fields,
    phases: Sequence[PhasePlan] = (),
    milestones: Sequence[Fields] = (),
    actor: Person | None,
    now: datetime,
) -> ProjectPage:
    """Make the page of a municipal project, not yet public."""
    page = _equipped(ProjectPage(), authority, actor=actor, now=now)
    page.milestones = [
        Milestone(sort_order=order, **stage) for order, stage in enumerate(milestones)
    ]
    return _create(page, fields, phases, actor=actor)


@transaction.atomic
def create_idea_call_page(
    *,
    authority: Authority,
    fields: Fields,
    phases: Sequence[PhasePlan] = (),
    actor: Person | None,
    now: datetime,
) -> IdeaCallPage:
    """Make the page of a call for ideas, not yet public."""
    page = _equipped(IdeaCallPage(), authority, actor=actor, now=now)
    return _create(page, fields, phases, actor=actor)


@transaction.atomic
def create_update_page(
    *, consultation: ConsultationPage, fields: Fields, actor: Person | None
) -> UpdatePage:
    """Make news of a consultation, not yet public."""
    return _add(consultation, UpdatePage(), fields, actor=actor)


@transaction.atomic
def create_news_page(
    *, authority: Authority, fields: Fields, actor: Person | None
) -> NewsPage:
    """Make news of an authority, not yet public."""
    return _add(
        AuthorityPage.objects.get(authority=authority), NewsPage(), fields, actor=actor
    )


def equip_page(
    *, page: BilingualPage, authority: Authority, actor: Person | None, now: datetime
) -> None:
    """Give a new consultation what it owns: audience, thread, draft or call.

    Raises:
        WrongAuthorityError: the draft belongs to another authority.

    """
    if not isinstance(page, ConsultationPage):
        return
    page.authority = authority
    page.audience = Audience.objects.create()
    if isinstance(page, ProjectPage):
        page.thread = create_thread(authority=authority, is_enabled=False)
    if isinstance(page, IdeaCallPage):
        page.call = create_call(authority=authority)
    if isinstance(page, DraftDecisionPage):
        _give_draft(page, actor, now)


def spoken(row: Any, name: str) -> list[tuple[str, str]]:
    """List what a translated attribute says, language by language."""
    return [(code, getattr(row, f"{name}_{code}")) for code in LANGUAGES]


def free_slug(parent: BilingualPage, title: str) -> str:
    """Make an address from a title that no page beside it has."""
    words = slugify(title, allow_unicode=True) or "page"
    base = words if len(words) <= LONGEST_SLUG else _cut(words)
    taken = set(parent.get_children().values_list("slug", flat=True))
    candidates = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(slug for slug in candidates if slug not in taken)


def _give_draft(page: DraftDecisionPage, actor: Person | None, now: datetime) -> None:
    if not page.draft_id:
        page.draft = create_draft(
            authority=page.authority,
            title_ar=page.heading_ar,
            title_en=page.heading_en,
            created_by=actor,
            now=now,
        )
    if page.draft.authority_id != page.authority_id:
        raise WrongAuthorityError


def _equipped(
    page: P, authority: Authority, *, actor: Person | None, now: datetime
) -> P:
    equip_page(page=page, authority=authority, actor=actor, now=now)
    return page


def _create(
    page: C, fields: Fields, phases: Sequence[PhasePlan], *, actor: Person | None
) -> C:
    page.phases = [
        Phase(
            kind=plan.kind,
            opens_at=to_minute(plan.opens_at),
            closes_at=to_minute(plan.closes_at),
            sort_order=order,
        )
        for order, plan in enumerate(phases)
    ]
    parent = AuthorityPage.objects.get(authority_id=page.authority_id)
    return _add(parent, page, fields, actor=actor)


def _add(parent: BilingualPage, page: P, fields: Fields, *, actor: Person | None) -> P:
    plain = {k: v for k, v in fields.items() if k not in (*MANY, "topics")}
    for name, value in plain.items():
        setattr(page, name, value)
    page.owner, page.live = actor, False
    page.fill_title()
    page.slug = plain.get("slug") or free_slug(parent, page.title)
    parent.add_child(instance=page)
    for name in MANY:
        if name in fields:
            setattr(page, name, fields[name])
    if fields.get("topics"):
        page.topics.add(*fields["topics"])
    page.save_revision(user=actor, log_action=True)
    return page


def _cut(words: str) -> str:
    """Shorten at the end of a word."""
    return words[:LONGEST_SLUG].rpartition("-")[0] or words[:LONGEST_SLUG]
