"""The draft text of a page: sealed while it waits, released when it does not."""

from datetime import datetime

from wagtail.models import Revision

from consultations.pages.errors import NothingToPublishError
from consultations.pages.models import BilingualPage, DraftDecisionPage
from drafts.models import Version
from drafts.services import seal_version, unseal_version
from drafts.states import VersionState
from foundation.accounts.models import Person


def seal_words(
    *, revision: Revision, actor: Person | None, now: datetime
) -> Version | None:
    """Seal the text that a submitted revision names, and keep its hash in the revision.

    Raises:
        NothingToPublishError: the draft has no text.

    """
    page = revision.as_object()
    if not isinstance(page, DraftDecisionPage):
        return None
    newest = page.newest_version()
    if newest is None:
        raise NothingToPublishError
    page.version = seal_version(version=newest, actor=actor, now=now)
    page.version_hash = page.version.content_hash
    revision.content = page.serializable_data()
    revision.save(update_fields=["content"])
    return page.version


def release_version(
    *, page: BilingualPage, actor: Person | None, now: datetime
) -> None:
    """Let the text be written again; a published one stays as it is."""
    if not isinstance(page, DraftDecisionPage):
        return
    newest = page.newest_version()
    if newest is not None and newest.state == VersionState.SEALED:
        unseal_version(version=newest, actor=actor, now=now)
