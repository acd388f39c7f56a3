"""A text that was read from a file becomes a draft decision, or its next version."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from consultations.pages.models import DraftDecisionPage, Phase, to_minute
from consultations.pages.services.creating import PhasePlan, create_draft_page
from consultations.pages.services.going_live import publish_now
from consultations.pages.states import PhaseKind
from drafts.models import Draft, Version
from drafts.queries import draft_titled
from drafts.services import bring_in_text, create_draft
from drafts.splitting import SplitText
from foundation.core.text import language_of
from foundation.organisations.models import Authority

LONGEST_TITLE = 400


@dataclass(frozen=True, slots=True)
class ImportedDraft:
    """A version of a draft text, and the draft's page."""

    page: DraftDecisionPage
    version: Version


@transaction.atomic
def import_draft(
    *,
    authority: Authority,
    text: SplitText,
    title: str,
    is_published: bool,
    now: datetime,
) -> ImportedDraft:
    """Make a draft decision from a split text; published, it is open for comments.

    The same title for the same authority is a new version of that draft.

    Raises:
        EmptyVersionError: there is nothing in the text.
        VersionSealedError: the draft of this title waits for approval.

    """
    title = title[:LONGEST_TITLE]
    draft = draft_titled(authority, title)
    if draft is None:
        draft = _new_draft(authority, title, language=text.language, now=now)
    version = bring_in_text(draft=draft, text=text, actor=None, now=now)
    page = _page(draft, is_open=is_published, now=now)
    if is_published:
        publish_now(page=page, actor=None, now=now)
        page.refresh_from_db()
    return ImportedDraft(page, version)


def _new_draft(
    authority: Authority, title: str, *, language: str, now: datetime
) -> Draft:
    spoken = language_of(title, default=language)
    return create_draft(
        authority=authority,
        created_by=None,
        now=now,
        **{f"title_{'en' if spoken == 'en' else 'ar'}": title},
    )


def _page(draft: Draft, *, is_open: bool, now: datetime) -> DraftDecisionPage:
    """Find the page of a draft, or make it; give it a phase of comments if asked."""
    page: DraftDecisionPage | None = DraftDecisionPage.objects.filter(
        draft=draft
    ).first()
    if page is None:
        phases = [PhasePlan(PhaseKind.COMMENT, now)] if is_open else []
        return create_draft_page(draft=draft, phases=phases, actor=None, now=now)
    newest = page.get_latest_revision_as_object()
    if is_open and newest.phase(PhaseKind.COMMENT) is None:
        newest.phases.add(Phase(kind=PhaseKind.COMMENT, opens_at=to_minute(now)))
        newest.save_revision()
        page.refresh_from_db()
    return page
