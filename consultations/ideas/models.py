"""Ideas, their supporters, and every step of their life."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from comments.models import Thread
from consultations.ideas.states import IdeaState
from foundation.accounts.models import Person
from foundation.audiences.models import Audience
from foundation.core.models import PublicIdField, SubmissionKeyField
from foundation.media.models import Photo
from foundation.organisations.models import Authority, Department, District


class IdeaPolicy(models.Model):
    """What an authority promises about ideas: from how many supports it must answer."""

    authority = models.OneToOneField(
        Authority, on_delete=models.CASCADE, related_name="idea_policy"
    )
    threshold = models.PositiveIntegerField(
        _("supports that oblige an answer"), default=100
    )
    answer_days = models.PositiveIntegerField(_("days to answer"), default=30)

    def __str__(self) -> str:
        return f"{self.threshold} supports, {self.answer_days} days"


class IdeaCall(models.Model):
    """A time in which an authority asks for ideas; its page stands in the CMS."""

    public_id = PublicIdField()
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="idea_calls"
    )
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="idea_call_closes_after_it_opens",
                condition=Q(closes_at=None)
                | Q(opens_at=None)
                | Q(closes_at__gt=F("opens_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"call {self.public_id}"

    def is_open(self, *, now: datetime) -> bool:
        """Whether ideas are taken at this moment; a call without moments is not open."""
        return (
            self.opens_at is not None
            and self.opens_at <= now
            and (self.closes_at is None or now < self.closes_at)
        )


class Idea(models.Model):
    """A resident's proposal.

    `answer_due_at` is set when the supports reach the authority's threshold; the debt is
    paid when `answered_at` is set, by a move with its reason or by an answer.
    """

    public_id = PublicIdField()
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="ideas"
    )
    call = models.ForeignKey(
        IdeaCall, null=True, blank=True, on_delete=models.PROTECT, related_name="ideas"
    )
    author = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="ideas"
    )
    author_name = models.CharField(max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(editable=False)
    language = models.CharField(max_length=8)
    direction = models.CharField(max_length=3)
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, related_name="ideas"
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    photo = models.ForeignKey(
        Photo, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    topics = TaggableManager(verbose_name=_("topics"), blank=True)
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="+")
    audience = models.OneToOneField(
        Audience, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        max_length=20, choices=IdeaState, default=IdeaState.SUBMITTED
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged"
    )
    support_count = models.PositiveIntegerField(default=0)
    outside_support_count = models.PositiveIntegerField(
        default=0, help_text=_("Supports that an import counted but did not name.")
    )
    submitted_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    answer_due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    source_id = models.CharField(max_length=80, blank=True)
    submission_key = SubmissionKeyField()

    class Meta:
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        constraints = [
            models.UniqueConstraint(
                fields=["author", "submission_key"],
                condition=~Q(submission_key=""),
                name="one_idea_per_author_and_submission_key",
            ),
            models.UniqueConstraint(
                fields=["authority", "source_id"],
                condition=~Q(source_id=""),
                name="one_idea_per_authority_and_source_id",
            ),
            models.CheckConstraint(
                name="an_idea_is_merged_into_another_or_not_merged",
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into=None)),
            ),
            models.CheckConstraint(
                name="an_idea_is_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
            ),
        ]
        indexes = [
            models.Index(fields=["-submitted_at", "-id"], name="ideas_newest"),
            models.Index(fields=["-support_count", "-id"], name="ideas_most_supported"),
        ]

    def __str__(self) -> str:
        return self.title

    def owes_answer(self, *, now: datetime) -> bool:
        """Whether the threshold was reached and nobody has answered yet, late or not."""
        return self.answer_due_at is not None and self.answered_at is None

    def is_overdue(self, *, now: datetime) -> bool:
        """Whether the answer is owed and its day has passed."""
        return (
            self.answered_at is None
            and self.answer_due_at is not None
            and self.answer_due_at <= now
        )


class Support(models.Model):
    """One person supports one idea; `via` is the merged idea it came from."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="supports")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="supports"
    )
    supported_at = models.DateTimeField()
    via = models.ForeignKey(
        Idea, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "person"], name="one_support_per_person_and_idea"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} supports {self.idea_id}"


class Move(models.Model):
    """One step in the life of an idea, with its public reason."""

    public_id = PublicIdField()
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="moves")
    from_state = models.CharField(max_length=20, choices=IdeaState, blank=True)
    to_state = models.CharField(max_length=20, choices=IdeaState)
    reason = models.TextField()
    html = models.TextField(editable=False)
    language = models.CharField(max_length=8)
    direction = models.CharField(max_length=3)
    moved_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    moved_at = models.DateTimeField()
    submission_key = SubmissionKeyField()

    class Meta:
        ordering = ["moved_at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} to {self.to_state}"


class Evidence(models.Model):
    """Proof that an idea was delivered: what, when, at what cost, with a photo."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="evidence")
    text = models.TextField(_("what was done"))
    html = models.TextField(editable=False)
    language = models.CharField(max_length=8)
    direction = models.CharField(max_length=3)
    photo = models.ForeignKey(
        Photo, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    cost = models.DecimalField(
        _("cost"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    delivered_on = models.DateField(_("delivered on"))
    added_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delivery_costs_nothing_or_more",
                condition=Q(cost=None) | Q(cost__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
