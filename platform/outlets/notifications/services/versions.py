"""What a further version of a text is worth telling, to whom, in which words.

Who wrote to what changed and who only follows get different words under one cause, so
that everybody is told once.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from comments.models import Comment
from consultations.pages.models import DraftDecisionPage
from drafts.models import Succession, Version
from drafts.queries import compare_versions, version_before
from drafts.queries.changing import changes_url, said_in_short
from drafts.states import SectionChange
from foundation.accounts.models import Person
from foundation.core.homes import home_of
from frontend.numerals import number
from outlets.notifications.models import MessageKind
from outlets.notifications.services import Notice, Words

Telling = tuple[Notice, "QuerySet[Person]"]


def to_writers(version_id: int) -> Telling | None:
    """Tell whoever commented on sections that a further version changed."""
    found = _further_version(version_id)
    if found is None:
        return None
    version, before = found

    def words() -> Words:
        about = {"about": version.draft.title}
        subject = _("The text you commented on changed: %(about)s") % about
        text = _(
            "Version %(number)s is published. Your comments stand with their "
            "articles; see what changed, word by word."
        ) % {"number": number(version.number)}
        return Words(subject, text, changes_url(before, version))

    cause = f"version:{version.public_id}"
    return Notice(MessageKind.CONSULTATION, cause, words), _writers_to(version)


def to_followers(version_id: int) -> Telling | None:
    """Tell the other followers that a further version of a text is published."""
    found = _further_version(version_id)
    if found is None:
        return None
    version, before = found

    def words() -> Words:
        named = {"about": version.draft.title, "number": number(version.number)}
        subject = _("Version %(number)s of “%(about)s” is published") % named
        text = said_in_short(compare_versions(before, version))
        return Words(subject, text, changes_url(before, version))

    page = DraftDecisionPage.objects.get(draft_id=version.draft_id)
    followers = Person.objects.filter(follows__audience_id=page.audience_id)
    people = followers.exclude(pk__in=_writers_to(version).values("pk"))
    notice = Notice(MessageKind.CONSULTATION, f"version:{version.public_id}", words)
    return notice, people


def _further_version(version_id: int) -> tuple[Version, Version] | None:
    """Find a version that everyone may read now, and the one that it follows."""
    version = (
        Version.objects.select_related("draft__thread", "draft__authority")
        .filter(pk=version_id)
        .first()
    )
    before = version_before(version) if version else None
    home = home_of(version.draft.thread) if version else None
    if version is None or before is None or home is None or not home.is_public:
        return None
    before.draft = version.draft
    return version, before


def _writers_to(version: Version) -> "QuerySet[Person]":
    """Everyone who commented on a section that did not stay as it was."""
    changed = Succession.objects.filter(version=version, old__isnull=False).exclude(
        change=SectionChange.UNCHANGED
    )
    comments = Comment.objects.filter(
        thread_id__in=changed.values("old__thread_id"),
        withdrawn_at=None,
        author__isnull=False,
    )
    return Person.objects.filter(pk__in=comments.values("author_id"))
