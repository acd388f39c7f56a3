"""Consultations: the common base and its kinds."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from comments.models import Thread
from consultations.ideas.models import Idea, IdeaCall
from consultations.pages.models.base import PublicPage
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


class ConsultationPage(PublicPage):
    """A published matter open for participation; draft decision, project or idea call.

    What it owns (audience, ballot, and what its kind adds) is made when the page is, and
    moves with its phases when it goes live. `first_opens_at`, `participation_closes_at`
    and `decision_due_at` are copied from the phases then, so that lists need no join.
    """

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="consultations"
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

    subpage_types: ClassVar[list[str]] = ["pages.UpdatePage"]
    is_creatable = False

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")


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

    class Meta(Orderable.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = [
            models.CheckConstraint(
                name="phase_closes_after_it_opens",
                condition=Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
            ),
        ]


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

    parent_page_types: ClassVar[list[str]] = ["pages.AuthorityPage"]

    class Meta:
        verbose_name = _("draft decision")
        verbose_name_plural = _("draft decisions")


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

    parent_page_types: ClassVar[list[str]] = ["pages.AuthorityPage"]

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

    class Meta(Orderable.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.CheckConstraint(
                name="milestone_is_done_between_0_and_100_percent",
                condition=Q(done_percent__lte=100),
            ),
        ]


class IdeaCallPage(ConsultationPage):
    """The page of a call for ideas."""

    call = models.OneToOneField(
        IdeaCall, on_delete=models.PROTECT, related_name="page", editable=False
    )

    parent_page_types: ClassVar[list[str]] = ["pages.AuthorityPage"]

    class Meta:
        verbose_name = _("call for ideas")
        verbose_name_plural = _("calls for ideas")


class UpdatePage(PublicPage):
    """What happened with a consultation; told to its followers when it goes live."""

    body = Translated(RichTextField, verbose_name=_("text"))
    announced_at = models.DateTimeField(null=True, editable=False)

    parent_page_types: ClassVar[list[str]] = [
        "pages.DraftDecisionPage",
        "pages.ProjectPage",
        "pages.IdeaCallPage",
    ]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("update")
        verbose_name_plural = _("updates")
