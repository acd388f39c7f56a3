"""Making, naming and deleting drafts."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from comments.models import Thread
from comments.services import create_thread
from drafts.errors import DraftInUseError, UntitledDraftError
from drafts.models import Draft, Section
from drafts.services.recording import note
from drafts.states import VersionState
from foundation.accounts.models import Person
from foundation.core.text import clean_text
from foundation.organisations.models import Authority

LONGEST_TITLE = 400


@transaction.atomic
def create_draft(
    *,
    authority: Authority,
    title_ar: str = "",
    title_en: str = "",
    created_by: Person | None,
    now: datetime,
) -> Draft:
    """Make a draft without a text, and the thread on it as a whole.

    The thread takes no comments until a page opens it.

    Raises:
        UntitledDraftError: there is no title in any language.

    """
    draft = Draft.objects.create(
        authority=authority,
        **_titles(title_ar, title_en),
        thread=create_thread(authority=authority, is_enabled=False),
        created_at=now,
        created_by=created_by,
    )
    note("created", draft, actor=created_by, now=now)
    return draft


@transaction.atomic
def rename_draft(
    *, draft: Draft, title_ar: str, title_en: str, actor: Person | None, now: datetime
) -> Draft:
    """Give a draft other titles; nothing happens when they are the same.

    Raises:
        UntitledDraftError: there is no title in any language.

    """
    titles = _titles(title_ar, title_en)
    if all(getattr(draft, name) == title for name, title in titles.items()):
        return draft
    for name, title in titles.items():
        setattr(draft, name, title)
    draft.save(update_fields=list(titles))
    note("renamed", draft, actor=actor, now=now)
    return draft


@transaction.atomic
def delete_draft(*, draft: Draft, actor: Person | None, now: datetime) -> None:
    """Delete a draft that nobody has read, with its sections and their threads.

    Raises:
        DraftInUseError: a version was published, or a page shows the draft.

    """
    if draft.versions.filter(state=VersionState.PUBLISHED).exists():
        raise DraftInUseError
    sections = Section.objects.filter(draft=draft)
    threads = [draft.thread_id, *sections.values_list("thread_id", flat=True)]
    note("deleted", draft, actor=actor, now=now)
    try:
        # Versions first: their places hold on to the sections.
        draft.versions.all().delete()
        draft.delete()
    except ProtectedError as error:
        raise DraftInUseError from error
    Thread.objects.filter(pk__in=threads).delete()


def _titles(title_ar: str, title_en: str) -> dict[str, str]:
    titles = {
        "title_ar": clean_text(title_ar, longest=LONGEST_TITLE, required=False),
        "title_en": clean_text(title_en, longest=LONGEST_TITLE, required=False),
    }
    if not any(titles.values()):
        raise UntitledDraftError
    return titles
