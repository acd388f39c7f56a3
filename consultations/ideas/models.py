"""Ideas, their supporters, and every step of their life."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import TaggedItemBase

from comments.models import Thread
from consultations.ideas.states import SUPPORTABLE, IdeaState
from foundation.accounts.models import Level, Person
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
    least_level = models.PositiveSmallIntegerField(
        _("who may propose and support"), choices=Level, default=Level.CONFIRMED
    )

    class Meta:
        verbose_name = _("policy on ideas")
        verbose_name_plural = _("policies on ideas")

    def __str__(self) -> str:
        return f"{self.threshold} supports, {self.answer_days} days"

    @classmethod
    def of(cls, authority: Authority) -> "IdeaPolicy":
        """Read an authority's policy; the usual one, not saved, where it made none."""
        try:
            return authority.idea_policy
        except cls.DoesNotExist:
            return cls(authority=authority)


class IdeaCall(models.Model):
    """A time in which an authority asks for ideas; its page stands in the CMS."""

    public_id = PublicIdField()
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="idea_calls"
    )
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("call for ideas")
        verbose_name_plural = _("calls for ideas")
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
        """Whether ideas are taken at this moment; without an opening moment never."""
        return (
            self.opens_at is not None
            and self.opens_at <= now
            and (self.closes_at is None or now < self.closes_at)
        )


class IdeaTopic(TaggedItemBase):  # type: ignore[misc]  # taggit has no types
    """One topic of an idea; the topics themselves are the tags of the whole site."""

    content_object = models.ForeignKey(
        "ideas.Idea", on_delete=models.CASCADE, related_name="tagged_topics"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"], name="one_topic_once_per_idea"
            ),
        ]


class Idea(models.Model):  # type: ignore[django-manager-missing]  # taggit again
    """A resident's proposal.

    `answer_due_at` is set when the supports reach the authority's threshold; the debt
    is paid when `answered_at` is set, by a move with its reason or by an answer. The
    threshold of that day and the day stay written down. Supports that an import
    counted but did not name are shown in the sum, and oblige nobody.
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
    topics = TaggableManager(
        verbose_name=_("topics"), blank=True, through=IdeaTopic, related_name="ideas"
    )
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
    supports_in_all = models.GeneratedField(
        expression=F("support_count") + F("outside_support_count"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    submitted_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    edit_count = models.PositiveIntegerField(default=0)
    reached_threshold = models.PositiveIntegerField(null=True)
    reached_threshold_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    source_id = models.CharField(max_length=80, blank=True)
    submission_key = SubmissionKeyField()
    submission_digest = models.CharField(max_length=64, blank=True, editable=False)

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
            models.Index(fields=["-supports_in_all", "-id"], name="ideas_supported"),
            models.Index(
                fields=["authority", "-submitted_at", "-id"], name="ideas_of_authority"
            ),
            models.Index(
                fields=["answer_due_at", "id"],
                name="ideas_owed_an_answer",
                condition=Q(answer_due_at__isnull=False, answered_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the path of the idea's page in the active language."""
        return reverse("ideas:idea", args=[self.public_id])

    @property
    def owes_answer(self) -> bool:
        """Whether the threshold was reached and nobody has answered, late or not."""
        return (
            self.answer_due_at is not None
            and self.answered_at is None
            and self.state != IdeaState.MERGED
        )

    def is_overdue(self, *, now: datetime) -> bool:
        """Whether the answer is owed and its day has passed."""
        due_at = self.answer_due_at
        return self.owes_answer and due_at is not None and due_at <= now

    @property
    def takes_supports(self) -> bool:
        """Whether the life of the idea is still open to supporters."""
        return self.state in SUPPORTABLE


class IdeaWording(models.Model):
    """What an idea said before its author edited it; public."""

    idea = models.ForeignKey(
        Idea, on_delete=models.CASCADE, related_name="earlier_wordings"
    )
    title = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    language = models.CharField(max_length=8)
    direction = models.CharField(max_length=3)
    replaced_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class IdeaWord(models.Model):
    """One folded word of an idea, by which similar ideas are found while typing."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=40)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["word", "idea"], name="one_row_per_word_and_idea"
            ),
        ]

    def __str__(self) -> str:
        return self.word


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
        constraints = [
            models.UniqueConstraint(
                fields=["moved_by", "submission_key"],
                condition=~Q(submission_key=""),
                name="one_move_per_mover_and_submission_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} to {self.to_state}"


class Answer(models.Model):
    """What the authority says about an idea, whether or not the idea moves."""

    public_id = PublicIdField()
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(_("answer"))
    html = models.TextField(editable=False)
    language = models.CharField(max_length=8)
    direction = models.CharField(max_length=3)
    answered_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField()
    submission_key = SubmissionKeyField()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["answered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["answered_by", "submission_key"],
                condition=~Q(submission_key=""),
                name="one_answer_per_person_and_submission_key",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


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
    currency = models.CharField(_("currency"), max_length=3, default="SAR")
    delivered_on = models.DateField(_("delivered on"))
    added_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    submission_key = SubmissionKeyField()

    class Meta:
        ordering = ["delivered_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["added_by", "submission_key"],
                condition=~Q(submission_key=""),
                name="one_evidence_per_person_and_submission_key",
            ),
            models.CheckConstraint(
                name="delivery_costs_nothing_or_more",
                condition=Q(cost=None) | Q(cost__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
