"""What pages do when something happens elsewhere, in Wagtail above all."""

from typing import Any

from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from wagtail.models import BaseLogEntry, Page, TaskState

from consultations.pages import services
from consultations.pages.events import PagePublished, PageUnpublished
from consultations.pages.models import ApprovalState, BilingualPage
from foundation.core.events import announce
from foundation.organisations.events import AuthorityCreated
from foundation.organisations.models import Authority


def make_site(*, using: str = "default", **kwargs: Any) -> None:
    """Make the frame of the site once the tables stand, or stand empty again.

    Listens to `post_migrate`, which is sent after a flush too. A database that is only
    part of the way through its migrations is left alone.
    """
    if "plan" in kwargs and not _is_up_to_date(using):
        return
    services.ensure_site()


def make_authority_page(event: AuthorityCreated) -> None:
    """Give a new authority its part of the site, in the same transaction."""
    authority = Authority.objects.get(pk=event.authority_id)
    services.ensure_authority_page(authority=authority)


def note_submission(*, instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """Seal what somebody submits for approval."""
    if isinstance(instance, ApprovalState):
        services.note_submission(state=instance, actor=user, now=timezone.now())


def note_rejection(*, instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """Release what an approver sends back."""
    if isinstance(instance, ApprovalState):
        services.note_release(
            state=instance, actor=user, now=timezone.now(), is_rejected=True
        )


def note_cancelling(*, instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """Release what its author withdraws."""
    if isinstance(instance, ApprovalState):
        services.note_release(
            state=instance, actor=user, now=timezone.now(), is_rejected=False
        )


def carry_live(*, instance: Page, **kwargs: Any) -> None:
    """Carry a page's phases to what they govern; Wagtail calls on scheduling too."""
    page = instance.specific
    if page.live and isinstance(page, BilingualPage):
        services.carry_live(page=page, now=page.last_published_at or timezone.now())


def withdraw(*, instance: Page, **kwargs: Any) -> None:
    """Close what an unpublished page owns; Wagtail calls before deleting one too."""
    page = instance.specific
    if isinstance(page, BilingualPage):
        services.withdraw_page(page=page, now=timezone.now())


def follow_move(*, instance: Page, **kwargs: Any) -> None:
    """Tell of every live page in a moved branch that its address is another."""
    moved = Page.objects.descendant_of(instance, inclusive=True).live()
    for pk in moved.values_list("pk", flat=True):
        announce(PageUnpublished(page_id=pk))
        announce(PagePublished(page_id=pk))


def record_log_entry(*, instance: BaseLogEntry, created: bool, **kwargs: Any) -> None:
    """Copy Wagtail's log into the audit record, and release what is unscheduled."""
    if not created:
        return
    services.record_log_entry(entry=instance)
    if instance.action == "wagtail.schedule.cancel":
        page = Page.objects.get(pk=instance.page_id).specific
        services.release_version(page=page, actor=instance.user, now=instance.timestamp)


def _is_up_to_date(using: str) -> bool:
    executor = MigrationExecutor(connections[using])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
