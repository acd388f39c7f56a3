"""Publishing: what is approved goes live, and its phases take effect."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from consultations.pages.admin_forms import shift_faults, why_too_early
from consultations.pages.errors import (
    NothingToPublishError,
    OutcomeTooEarlyError,
    ShiftNeedsReasonError,
    WordsChangedError,
)
from consultations.pages.events import ApprovalDecided, PhaseShifted
from consultations.pages.models import (
    BilingualPage,
    ConsultationPage,
    DraftDecisionPage,
    PhaseShift,
)
from consultations.pages.services.versions import release_version
from drafts.services import publish_version, rename_draft, seal_version
from foundation.accounts.models import Person
from foundation.audit.services import record
from foundation.core.errors import DomainError
from foundation.core.events import announce


@transaction.atomic
def publish_now(*, page: Page, actor: Person | None, now: datetime) -> BilingualPage:
    """Publish a page as it stands, for commands and the demonstration city.

    People publish by approval; nothing in the administration calls this.

    Raises:
        NothingToPublishError: a draft decision has no text.

    """
    current: BilingualPage = page.specific.get_latest_revision_as_object()
    current.go_live_at = None
    if isinstance(current, DraftDecisionPage):
        version = current.newest_version()
        if version is None:
            raise NothingToPublishError
        seal_version(version=version, actor=actor, now=now)
    revision = current.save_revision(user=actor)
    return publish_revision(revision=revision, actor=actor, now=now)


@transaction.atomic
def publish_revision(
    *, revision: Revision, actor: Person | None, now: datetime
) -> BilingualPage:
    """Let a revision go live: its words, its phases and the version that it names.

    A revision whose moment has not come is only scheduled.

    Raises:
        WordsChangedError: the named version is not what was approved.
        ShiftNeedsReasonError: a begun phase moves without a public reason.
        OutcomeTooEarlyError: it decides while people are still asked.

    """
    # Locked so that two workers cannot publish one revision at once.
    Page.objects.select_for_update().get(pk=revision.object_id)
    action = PublishPageRevisionAction(revision, user=actor)
    page: BilingualPage = action.object
    _check_words(page)
    if page.go_live_at and page.go_live_at > now:
        return _schedule(action, revision)
    _check_moment_of_outcome(page, now)
    _record_shifts(page, actor, now)
    _publish_words(page, actor, now)
    page.go_live_at = None
    action.execute(skip_permission_checks=True)
    return page


def publish_due(*, now: datetime) -> list[int]:
    """Publish every scheduled revision whose moment has come, and end what expires.

    Each revision is a transaction of its own; one that is refused loses its schedule
    and its submitter is told. Returns the keys of the pages that went live.
    """
    due = Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by(
        "approved_go_live_at", "pk"
    )
    live = [
        _publish_scheduled(pk, now) for pk in list(due.values_list("pk", flat=True))
    ]
    _end_expired(now)
    return [pk for pk in live if pk is not None]


def _publish_scheduled(revision_id: int, now: datetime) -> int | None:
    try:
        with transaction.atomic():
            revision = (
                Revision.objects.select_for_update()
                .filter(pk=revision_id, approved_go_live_at__lte=now)
                .first()
            )
            if revision is None:
                return None
            page = publish_revision(revision=revision, actor=None, now=now)
            return page.pk if page.live else None
    except DomainError as refusal:
        _withdraw_schedule(revision_id, refusal, now)
        return None


@transaction.atomic
def _withdraw_schedule(revision_id: int, refusal: DomainError, now: datetime) -> None:
    revision = Revision.objects.get(pk=revision_id)
    Revision.objects.filter(pk=revision_id).update(approved_go_live_at=None)
    page = revision.as_object()
    release_version(page=page, actor=None, now=now)
    state = revision.task_states.order_by("-pk").first()
    submitted_by = getattr(getattr(state, "specific", None), "submitted_by_id", None)
    record(
        action="page.schedule.refused",
        actor=None,
        target=f"page:{page.pk}",
        detail={"code": refusal.code},
        now=now,
    )
    if submitted_by:
        announce(
            ApprovalDecided(
                page_id=page.pk, submitted_by_id=submitted_by, approved=False
            )
        )


def _end_expired(now: datetime) -> None:
    expired = Page.objects.filter(live=True, expire_at__lte=now)
    for page in expired.specific():
        with transaction.atomic():
            UnpublishPageAction(page, set_expired=True).execute(
                skip_permission_checks=True
            )


def _check_words(page: BilingualPage) -> None:
    """Compare the version with the hash that was approved with the page.

    Raises:
        WordsChangedError: they differ, or nothing was sealed.

    """
    if isinstance(page, DraftDecisionPage) and (
        page.version is None
        or not page.version_hash
        or page.version.content_hash != page.version_hash
    ):
        raise WordsChangedError


def _check_moment_of_outcome(page: BilingualPage, now: datetime) -> None:
    """Hold a first decision back while people are still asked.

    Raises:
        OutcomeTooEarlyError: a phase of participation is open or to come.

    """
    if not isinstance(page, ConsultationPage) or not page.outcome_kind:
        return
    fault = why_too_early(page, list(page.phases.all()), moment=now)
    if fault:
        raise OutcomeTooEarlyError(fault)


def _schedule(action: PublishPageRevisionAction, revision: Revision) -> BilingualPage:
    page: BilingualPage = action.object
    page.revisions.exclude(pk=revision.pk).update(approved_go_live_at=None)
    revision.approved_go_live_at = page.go_live_at
    revision.save(update_fields=["approved_go_live_at"])
    Page.objects.filter(pk=page.pk).update(
        go_live_at=page.go_live_at, has_unpublished_changes=True
    )
    action.log_scheduling_action()
    return page


def _publish_words(page: BilingualPage, actor: Person | None, now: datetime) -> None:
    if not isinstance(page, DraftDecisionPage) or page.version is None:
        return
    page.version = publish_version(version=page.version, actor=actor, now=now)
    rename_draft(
        draft=page.draft,
        title_ar=page.heading_ar,
        title_en=page.heading_en,
        actor=actor,
        now=now,
    )


def _record_shifts(page: BilingualPage, actor: Person | None, now: datetime) -> None:
    """Keep the public record of begun phases that this revision moves.

    Raises:
        ShiftNeedsReasonError: a begun phase is moved or gone without a reason.

    """
    if not isinstance(page, ConsultationPage):
        return
    faults = shift_faults(page, list(page.phases.all()), now=now)
    if faults:
        raise ShiftNeedsReasonError(faults[0])
    shifts = list(_shifts(page, now))
    PhaseShift.objects.bulk_create(shifts)
    for shift in shifts:
        announce(PhaseShifted(page_id=page.pk, phase_kind=shift.kind))
        record(
            action="page.phase.shifted",
            actor=actor.public_id if actor else None,
            target=f"page:{page.pk}",
            authority=page.authority.slug,
            detail={"kind": shift.kind, "opens_at": shift.opens_at},
            now=now,
        )


def _shifts(page: ConsultationPage, now: datetime) -> Iterable[PhaseShift]:
    for live in page.begun_phases(now=now):
        phase = page.phase(live.kind)
        if phase is not None and phase.is_moved_from(live):
            yield PhaseShift(
                page_id=page.pk,
                kind=phase.kind,
                old_opens_at=live.opens_at,
                old_closes_at=live.closes_at,
                opens_at=phase.opens_at,
                closes_at=phase.closes_at,
                reason_ar=phase.shift_reason_ar,
                reason_en=phase.shift_reason_en,
                shifted_at=now,
            )
