"""What of a draft everyone may see: it is found only while its page is public."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from comments.models import Thread
from drafts.models import Draft, Section
from foundation.core.homes import Home, homes_of


def public_draft(public_id: str) -> tuple[Draft, Home]:
    """Find a draft and its page.

    Raises:
        Http404: there is none that visitors may see.

    """
    drafts = Draft.objects.select_related("authority", "thread")
    draft = get_object_or_404(drafts, public_id=public_id)
    return draft, _visible_home(draft.thread)


def public_section(draft_id: str, public_id: str) -> tuple[Section, Home]:
    """Find a section of a draft and where it stands on the draft's page.

    Raises:
        Http404: there is none that visitors may see.

    """
    sections = Section.objects.select_related("draft__authority", "thread__authority")
    section = get_object_or_404(
        sections, public_id=public_id, draft__public_id=draft_id
    )
    return section, _visible_home(section.thread)


def _visible_home(thread: Thread) -> Home:
    home = homes_of(Thread, [thread.pk]).get(thread.pk)
    if home is None or not home.is_public:
        raise Http404
    return home
