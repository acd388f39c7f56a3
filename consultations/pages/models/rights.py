"""What a person may do with a page in the CMS, beyond what Wagtail asks.

Wagtail's permissions, which follow `Membership`, say where in the tree somebody works.
This says what nobody does there: publish without approval, restrict reading, or copy
what owns a thread.
"""

from typing import Any

from wagtail.models import PagePermissionTester

from foundation.organisations.models import Role
from foundation.organisations.permissions import has_role


class PageRights(PagePermissionTester):
    """Wagtail's tester with the publish right taken from everyone."""

    def can_publish(self) -> bool:
        """Nobody publishes by hand: the approval does, superusers included."""
        return False

    def can_publish_subpage(self) -> bool:
        """Nobody publishes by hand, not on creating a page either."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """What is published is public."""
        return False

    def can_unpublish(self) -> bool:
        """Approvers take back what they let out, the frame of the site excepted."""
        if not self.page.live or self.page.is_frame or self.page_locked():
            return False
        return self._is_approver()

    def can_unschedule(self) -> bool:
        """Approvers take back what they approved before it goes live."""
        return self._is_approver()

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: FBT001, FBT002
        """The frame of the site stays; the rest is as Wagtail says."""
        if self.page.is_frame:
            return False
        return bool(super().can_delete(ignore_bulk))

    def can_copy(self) -> bool:
        """What owns a thread, a ballot or an authority stands once."""
        return self.page.is_copyable and bool(super().can_copy())

    def _is_approver(self) -> bool:
        if not self.user.is_active:
            return False
        if self.user.is_superuser:
            return True
        return has_role(self.user, authority_id_of(self.page), Role.APPROVER)


def authority_id_of(page: Any) -> int | None:
    """Say whose page this is: its own authority's, or that of the tree above it."""
    from consultations.pages.models.frame import AuthorityPage  # noqa: PLC0415

    own = getattr(page.specific, "authority_id", None)
    if own is not None:
        return int(own)
    path = page.path[: 3 * page.steplen]
    found = AuthorityPage.objects.filter(path=path).first()
    return int(found.authority_id) if found else None
