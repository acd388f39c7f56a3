"""Consultations: the common base and its kinds."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from comments.models import Thread
from consultations.ideas.models import Idea, IdeaCall
from consultations.pages.admin_forms import ConsultationForm
from consultations.pages.errors import NothingToPublishError
from consultations.pages.models.base import PublicPage
from consultations.pages.panels import (
    DISCUSSION_PANELS,
    HEADING_PANELS,
    OUTCOME_PANELS,
    PHASE_PANELS,
    SETTINGS_PANELS,
    TEXT_PANEL,
    VersionPanel,
    row,
    side_by_side,
)
from consultations.pages.states import OutcomeKind, PhaseKind, ProjectStatus
from drafts.models import Draft, Version
from foundation.accounts.models import Level
from foundation.audiences.models import Audience
from foundation.core.translated import Translated
from foundation.media.models import SawtImage
from foundation.organisations.models import Authority, District
from voting.models import Ballot


class ConsultationTopic(TaggedItemBase):
    """A topic of a consultation."""

    content_object = ParentalKey(
        "pages.ConsultationPage", on_delete=models.CASCADE, related_name="topic_items"
    )


def tabs(*panels: Any, aside: tuple[Any, ...] = ()) -> TabbedInterface:
    """Lay out the editor of a consultation; `aside` are the panels of its own tab."""
    own = [ObjectList(list(aside), heading=_("Relations"))] if aside else []
    return TabbedInterface(
        [
            ObjectList([*HEADING_PANELS, *panels], heading=_("Text")),
            ObjectList(PHASE_PANELS, heading=_("Phases")),
            ObjectList(DISCUSSION_PANELS, heading=_("Discussion and ballot")),
            *own,
            ObjectList(OUTCOME_PANELS, heading=_("Decision")),
            ObjectList(SETTINGS_PANELS, heading=_("Publishing")),
        ]
    )


ABOUT_PANELS = [
    TEXT_PANEL,
    MultiFieldPanel(
        [row("district", "topics"), FieldPanel("cover")], heading=_("About")
    ),
]


class ConsultationPage(PublicPage):
    """A published matter open for participation; draft decision, project or idea call.

    What it owns (audience, ballot, and what its kind adds) is made when the page is,
    and moves with its phases when it goes live. `first_opens_at`,
    `participation_closes_at` and `decision_due_at` are copied from the phases then, so
    that lists need no join.
    """

    authority = models.ForeignKey(
        Authority,
        on_delete=models.PROTECT,
        related_name="consultations",
        editable=False,
    )
    audience = models.OneToOneField(
        Audience, on_delete=models.PROTECT, related_name="+", editable=False
    )
    district = models.ForeignKey(
        District,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("district"),
    )
    topics = ClusterTaggableManager(
        through=ConsultationTopic, blank=True, verbose_name=_("topics")
    )
    cover = models.ForeignKey(
        SawtImage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )
    body = Translated(RichTextField, verbose_name=_("text"))

    takes_comments = models.BooleanField(_("take comments"), default=True)
    comment_level = models.PositiveSmallIntegerField(
        _("who may comment"), choices=Level, default=Level.CONFIRMED
    )
    ballot = models.OneToOneField(
        Ballot, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    ballot_question = Translated(
        models.CharField, verbose_name=_("question of the ballot"), max_length=240
    )
    ballot_level = models.PositiveSmallIntegerField(
        _("who may vote"), choices=Level, default=Level.VERIFIED
    )
    ballot_hides_tally = models.BooleanField(
        _("keep the tally hidden until the close"), default=True
    )

    outcome_kind = models.CharField(
        _("what was decided"), max_length=24, choices=OutcomeKind, blank=True
    )
    outcome = Translated(RichTextField, verbose_name=_("the decision and its reasons"))
    outcome_decided_on = models.DateField(_("decided on"), null=True, blank=True)

    first_opens_at = models.DateTimeField(null=True, editable=False)
    participation_closes_at = models.DateTimeField(null=True, editable=False)
    decision_due_at = models.DateTimeField(null=True, editable=False)
    outcome_published_at = models.DateTimeField(null=True, editable=False)

    subpage_types: ClassVar[list[str]] = ["pages.UpdatePage"]
    is_creatable = False
    base_form_class = ConsultationForm
    kept_fields: tuple[str, ...] = (
        "authority_id",
        "audience_id",
        "ballot_id",
        "first_opens_at",
        "participation_closes_at",
        "decision_due_at",
        "outcome_published_at",
    )

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")

    def phase(self, kind: str) -> "Phase | None":
        """Find the phase of this kind in the page as it stands in memory."""
        return next((p for p in self.phases.all() if p.kind == kind), None)

    def begun_phases(self, *, now: datetime) -> "list[Phase]":
        """List the phases that the public has seen begin."""
        if not self.pk or not self.first_published_at:
            return []
        return list(Phase.objects.filter(page_id=self.pk, opens_at__lte=now))

    def submission_faults(self) -> list[Any]:
        """Say what keeps the page from being submitted for approval."""
        return []

    def can_move_to(self, parent: Page) -> bool:
        """A consultation stays with its authority."""
        own = getattr(parent.specific, "authority_id", None)
        return bool(super().can_move_to(parent)) and own == self.authority_id


def to_minute(moment: datetime | None) -> datetime | None:
    """Cut a moment off at its minute, as the forms of the editor do."""
    return moment and moment.replace(second=0, microsecond=0)


class Phase(Orderable):
    """A span of a consultation that switches acts on and off; ends excluded."""

    page = ParentalKey(
        ConsultationPage, on_delete=models.CASCADE, related_name="phases"
    )
    kind = models.CharField(_("kind"), max_length=16, choices=PhaseKind)
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    shift_reason = Translated(
        models.CharField,
        verbose_name=_("public reason for moving a phase that has begun"),
        max_length=300,
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel("kind"),
        row("opens_at", "closes_at"),
        side_by_side("shift_reason"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [
            models.CheckConstraint(
                name="phase_closes_after_it_opens",
                condition=Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def is_open(self, *, now: datetime) -> bool:
        """Whether the phase is on at this moment; the closing moment is excluded."""
        return self.opens_at <= now and (self.closes_at is None or now < self.closes_at)

    def is_moved_from(self, other: "Phase") -> bool:
        """Whether the moments differ from those of `other` by a minute or more."""
        mine, theirs = (
            (self.opens_at, self.closes_at),
            (other.opens_at, other.closes_at),
        )
        return [*map(to_minute, mine)] != [*map(to_minute, theirs)]

    def has_new_reason(self, other: "Phase") -> bool:
        """Whether a public reason is given that `other` did not have."""
        reasons = (self.shift_reason_ar, self.shift_reason_en)
        return any(reasons) and reasons != (
            other.shift_reason_ar,
            other.shift_reason_en,
        )


class PhaseShift(models.Model):
    """A phase that had begun was moved: from when, to when, and why. Public."""

    page = models.ForeignKey(
        ConsultationPage, on_delete=models.CASCADE, related_name="shifts"
    )
    kind = models.CharField(max_length=16, choices=PhaseKind)
    old_opens_at = models.DateTimeField()
    old_closes_at = models.DateTimeField(null=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)
    reason = Translated(models.CharField, max_length=300)
    shifted_at = models.DateTimeField()

    class Meta:
        ordering = ["shifted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_shift_has_a_public_reason",
                condition=~Q(reason_ar="") | ~Q(reason_en=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.page_id}"


class DraftDecisionPage(ConsultationPage):
    """A draft decision: the page of a draft text.

    A revision names one version of the text and the hash of its words: approval covers
    exactly these.
    """

    draft = models.OneToOneField(
        Draft, on_delete=models.PROTECT, related_name="page", editable=False
    )
    version = models.ForeignKey(
        Version, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version_hash = models.CharField(max_length=64, blank=True, editable=False)
    ideas = ParentalManyToManyField(
        Idea, blank=True, related_name="draft_pages", verbose_name=_("ideas behind it")
    )
    projects = ParentalManyToManyField(
        "pages.ProjectPage",
        blank=True,
        related_name="draft_pages",
        verbose_name=_("projects it belongs to"),
    )

    edit_handler = tabs(
        VersionPanel(heading=_("Text of the draft")),
        *ABOUT_PANELS,
        aside=(FieldPanel("ideas"), FieldPanel("projects")),
    )
    kept_fields = (*ConsultationPage.kept_fields, "draft_id")
    parent_page_types: ClassVar[list[str]] = ["pages.AuthorityPage"]

    page_description = _(
        "A text that people comment on section by section, and perhaps vote on."
    )

    class Meta:
        verbose_name = _("draft decision")
        verbose_name_plural = _("draft decisions")

    def newest_version(self) -> Version | None:
        """Find the version that a new revision names: the one being written, if any."""
        newest: Version | None = self.draft.versions.order_by("-number").first()
        return newest

    def submission_faults(self) -> list[Any]:
        """A draft decision needs a text."""
        has_text = self.draft_id and self.newest_version() is not None
        return [] if has_text else [NothingToPublishError.message]

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """Keep a revision that names the newest version of the text."""
        self.version = self.newest_version()
        self.version_hash = self.version.content_hash if self.version else ""
        return super().save_revision(*args, **kwargs)


class ProjectPage(ConsultationPage):
    """A municipal project: works or a programme with place, cost and milestones."""

    thread = models.OneToOneField(
        Thread, on_delete=models.PROTECT, related_name="+", editable=False
    )
    status = models.CharField(
        _("status"), max_length=12, choices=ProjectStatus, default=ProjectStatus.PLANNED
    )
    cost = models.DecimalField(
        _("cost"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, default="SAR")
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    place = Translated(models.CharField, verbose_name=_("place"), max_length=200)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    ideas = ParentalManyToManyField(
        Idea,
        blank=True,
        related_name="project_pages",
        verbose_name=_("ideas behind it"),
    )

    edit_handler = tabs(
        MultiFieldPanel(
            [
                row("status", "starts_on", "ends_on"),
                row("cost", "currency"),
                row("place_ar", "place_en"),
                row("latitude", "longitude"),
            ],
            heading=_("The project"),
        ),
        InlinePanel("milestones", heading=_("Milestones"), label=_("Milestone")),
        *ABOUT_PANELS,
        aside=(FieldPanel("ideas"),),
    )
    kept_fields = (*ConsultationPage.kept_fields, "thread_id")
    parent_page_types: ClassVar[list[str]] = ["pages.AuthorityPage"]

    page_description = _("A project with milestones, a budget and a discussion.")

    class Meta:
        verbose_name = _("municipal project")
        verbose_name_plural = _("municipal projects")


class Milestone(Orderable):
    """A stage of a project with the share that is done."""

    page = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="milestones")
    name = Translated(models.CharField, verbose_name=_("name"), max_length=200)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_percent = models.PositiveSmallIntegerField(_("done, percent"), default=0)

    panels: ClassVar[list[Any]] = [
        side_by_side("name"),
        row("due_on", "done_on", "done_percent"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.CheckConstraint(
                name="milestone_is_done_between_0_and_100_percent",
                condition=Q(done_percent__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class IdeaCallPage(ConsultationPage):
    """The page of a call for ideas."""

    call = models.OneToOneField(
        IdeaCall, on_delete=models.PROTECT, related_name="page", editable=False
    )

    edit_handler = tabs(*ABOUT_PANELS)
    kept_fields = (*ConsultationPage.kept_fields, "call_id")
    parent_page_types: ClassVar[list[str]] = ["pages.AuthorityPage"]

    page_description = _("A time in which you ask people for their own proposals.")

    class Meta:
        verbose_name = _("call for ideas")
        verbose_name_plural = _("calls for ideas")


class UpdatePage(PublicPage):
    """What happened with a consultation; told to its followers when it goes live."""

    body = Translated(RichTextField, verbose_name=_("text"))
    announced_at = models.DateTimeField(null=True, editable=False)

    is_copyable = True
    exclude_fields_in_copy: ClassVar[list[str]] = ["public_id", "announced_at"]
    kept_fields = ("announced_at",)
    content_panels: ClassVar[list[Any]] = [*HEADING_PANELS, TEXT_PANEL]
    parent_page_types: ClassVar[list[str]] = [
        "pages.DraftDecisionPage",
        "pages.ProjectPage",
        "pages.IdeaCallPage",
    ]
    subpage_types: ClassVar[list[str]] = []

    page_description = _("News of this consultation; its followers are told.")

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
