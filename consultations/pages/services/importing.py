"""A text that was read from a file becomes a draft decision with its page."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from consultations.pages.errors import TitleTakenError
from consultations.pages.models import DraftDecisionPage
from consultations.pages.services.creating import PhasePlan, create_draft_page
from consultations.pages.services.going_live import publish_now
from consultations.pages.states import PhaseKind
from drafts.models import Version
from drafts.queries import draft_titled
from drafts.services import create_draft, write_version
from drafts.splitting import SplitText
from foundation.core.text import language_of
from foundation.organisations.models import Authority

LONGEST_TITLE = 400


@dataclass(frozen=True, slots=True)
class ImportedDraft:
    """A draft text, its first version and its page."""

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

    Raises:
        TitleTakenError: the authority has a draft of this title.
        EmptyVersionError: there is nothing in the text.

    """
    title = title[:LONGEST_TITLE]
    if draft_titled(authority, title) is not None:
        raise TitleTakenError
    language = language_of(title, default=text.language)
    draft = create_draft(
        authority=authority,
        created_by=None,
        now=now,
        **{f"title_{'en' if language == 'en' else 'ar'}": title},
    )
    version = write_version(draft=draft, texts=[text], actor=None, now=now)
    phases = [PhasePlan(PhaseKind.COMMENT, now)] if is_published else []
    page = create_draft_page(draft=draft, phases=phases, actor=None, now=now)
    if is_published:
        publish_now(page=page, actor=None, now=now)
        page.refresh_from_db()
    return ImportedDraft(page, version)
