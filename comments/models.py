"""Threads, the comments in them, and what people think of those."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Level, Person
from foundation.core.models import PublicIdField, SubmissionKeyField
from foundation.organisations.models import Authority


class Stance(models.TextChoices):
    """Where a comment stands towards what it is about; empty: it does not say."""

    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    NEUTRAL = "neutral", _("Neutral")
    QUESTION = "question", _("Question")


class Thread(models.Model):
    """A discussion; owned by what is discussed, which it does not know.

    Open from `opens_at` until `closes_at` (each may be open-ended; the closing moment
    is excluded). The counters stand beside the row and hold what a visitor can read.
    """

    public_id = PublicIdField()
    authority = models.ForeignKey(
        Authority, null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_enabled = models.BooleanField(default=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    least_level = models.PositiveSmallIntegerField(
        choices=Level, default=Level.CONFIRMED
    )
    edit_minutes = models.PositiveIntegerField(default=60)
    comment_count = models.PositiveIntegerField(default=0)
    for_count = models.PositiveIntegerField(default=0)
    against_count = models.PositiveIntegerField(default=0)
    neutral_count = models.PositiveIntegerField(default=0)
    question_count = models.PositiveIntegerField(default=0)
    last_comment_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="thread_closes_after_it_opens",
                condition=Q(closes_at=None)
                | Q(opens_at=None)
                | Q(closes_at__gt=F("opens_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"thread {self.public_id}"

    def is_open(self, *, now: datetime) -> bool:
        """Whether comments are taken at this moment."""
        return (
            self.is_enabled
            and (self.opens_at is None or self.opens_at <= now)
            and (self.closes_at is None or now < self.closes_at)
        )


class Comment(models.Model):
    """One contribution. Its words stay as they were typed; `html` is made from them.

    `root` is the top comment of its branch (empty for a top comment), `depth` 0 at the
    top. `author` is empty for what was imported; `author_name` then says who wrote it.
    A placeholder stands for a parent that was missing when replies were imported.
    """

    public_id = PublicIdField()
    # The indexes below begin with these two; one of their own would tempt SQLite to
    # read the top comments of every thread.
    thread = models.ForeignKey(
        Thread, on_delete=models.CASCADE, related_name="comments", db_index=False
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.CASCADE,
        related_name="replies",
        db_index=False,
    )
    root = models.ForeignKey(
        "self", null=True, on_delete=models.CASCADE, related_name="branch"
    )
    depth = models.PositiveSmallIntegerField(default=0)
    author = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="comments"
    )
    author_name = models.CharField(max_length=120, blank=True)
    authority = models.ForeignKey(
        Authority,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Set on an official reply: whose badge it carries."),
    )
    stance = models.CharField(max_length=8, choices=Stance, blank=True)
    text = models.TextField()
    html = models.TextField(editable=False)
    language = models.CharField(max_length=8)
    direction = models.CharField(max_length=3)
    posted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    is_placeholder = models.BooleanField(default=False)
    agree_count = models.PositiveIntegerField(default=0)
    disagree_count = models.PositiveIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0)
    score = models.FloatField(default=0.0)
    source_id = models.CharField(max_length=80, blank=True)
    submission_key = SubmissionKeyField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "submission_key"],
                condition=~Q(submission_key=""),
                name="one_comment_per_author_and_submission_key",
            ),
            models.UniqueConstraint(
                fields=["thread", "source_id"],
                condition=~Q(source_id=""),
                name="one_comment_per_thread_and_source_id",
            ),
            models.CheckConstraint(
                name="top_comments_have_no_root_and_replies_have_one",
                condition=Q(parent=None, root=None, depth=0)
                | Q(parent__isnull=False, root__isnull=False, depth__gt=0),
            ),
        ]
        indexes = [
            models.Index(
                F("thread"),
                F("posted_at").desc(),
                F("id").desc(),
                name="top_comments_newest",
                condition=Q(parent=None),
            ),
            models.Index(
                F("thread"),
                F("score").desc(),
                F("id").desc(),
                name="top_comments_best",
                condition=Q(parent=None),
            ),
            models.Index(
                fields=["parent", "posted_at", "id"],
                name="replies_oldest",
                condition=Q(parent__isnull=False),
            ),
            models.Index(fields=["thread", "posted_at", "id"], name="comments_flat"),
            models.Index(
                F("thread"),
                F("score").desc(),
                F("id").desc(),
                name="comments_flat_best",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_withdrawn(self) -> bool:
        """Whether only a tombstone is shown."""
        return self.withdrawn_at is not None

    @property
    def edition(self) -> str:
        """Name the wording that stands now; another edit gives it another name."""
        return self.edited_at.isoformat() if self.edited_at else "first"


class CommentWording(models.Model):
    """What a comment said before it was edited; public."""

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="earlier_wordings"
    )
    text = models.TextField()
    html = models.TextField()
    replaced_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:60]


class Reaction(models.Model):
    """One person agrees (+1) or disagrees (-1) with one comment."""

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="reactions"
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="reactions"
    )
    value = models.SmallIntegerField()
    reacted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "person"], name="one_reaction_per_person_and_comment"
            ),
            models.CheckConstraint(
                name="a_reaction_agrees_or_disagrees", condition=Q(value__in=[-1, 1])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value:+d} on {self.comment_id}"
