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


class Rule(models.TextChoices):
    """The rules of discussion that a comment can break."""

    INSULT = "insult", _("It insults or threatens someone")
    HATE = "hate", _("It stirs up hatred against a group")
    PRIVACY = "privacy", _("It gives away someone's personal data")
    SPAM = "spam", _("It is advertising, or repeated again and again")
    OFF_TOPIC = "off-topic", _("It is not about the matter")
    UNLAWFUL = "unlawful", _("It breaks the law")
    OTHER = "other", _("Another reason")


TOPS = Q(parent=None, folded_under=None)
"""The comments that a thread lists at its top."""


class Thread(models.Model):
    """A discussion; owned by what is discussed, which it does not know.

    Open from `opens_at` until `closes_at` (each may be open-ended; the closing moment
    is excluded), unless someone stopped it with a public reason. In slow mode a person
    waits `slow_seconds` between two comments. The counters stand beside the row and
    hold what a visitor can read.
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
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_reason = models.TextField(blank=True)
    stopped_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    slow_seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_thread_is_stopped_with_a_reason",
                condition=Q(stopped_at=None) | ~Q(stopped_reason=""),
            ),
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
            and self.stopped_at is None
            and (self.opens_at is None or self.opens_at <= now)
            and (self.closes_at is None or now < self.closes_at)
        )


class Comment(models.Model):
    """One contribution. Its words stay as they were typed; `html` is made from them.

    `root` is the top comment of its branch (empty for a top comment), `depth` 0 at the
    top. `author` is empty for what was imported; `author_name` then says who wrote it.
    A placeholder stands for a parent that was missing when replies were imported.

    Beside the row: `branch_count` counts the readable comments anywhere below a top
    comment; `official_rank` is 1 on a top comment that is, or that got, an official
    reply. `folded_under` is the comment that says nearly the same and stands for this
    one in the list; that one counts in `folded_count` those it stands for. A hidden
    comment keeps its words for its author and the moderators alone.
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
    branch_count = models.PositiveIntegerField(default=0)
    official_rank = models.PositiveSmallIntegerField(default=0)
    pinned_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_rule = models.CharField(max_length=16, choices=Rule, blank=True)
    report_count = models.PositiveIntegerField(default=0)
    folded_under = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="folded"
    )
    folded_count = models.PositiveIntegerField(default=0)
    stays_unfolded = models.BooleanField(default=False)
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
                name="a_hidden_comment_names_its_rule",
                condition=Q(hidden_at=None, hidden_rule="")
                | (Q(hidden_at__isnull=False) & ~Q(hidden_rule="")),
            ),
            models.CheckConstraint(
                name="a_folded_comment_stands_for_no_other",
                condition=Q(folded_under=None) | Q(folded_count=0),
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
                condition=TOPS,
            ),
            models.Index(
                F("thread"),
                F("score").desc(),
                F("id").desc(),
                name="top_comments_best",
                condition=TOPS,
            ),
            models.Index(
                F("thread"),
                F("branch_count").desc(),
                F("id").desc(),
                name="top_comments_discussed",
                condition=TOPS,
            ),
            models.Index(
                F("thread"),
                F("official_rank").desc(),
                F("posted_at").desc(),
                F("id").desc(),
                name="top_comments_official",
                condition=TOPS,
            ),
            models.Index(
                F("thread"),
                F("stance"),
                F("score").desc(),
                F("id").desc(),
                name="top_comments_best_by_stance",
                condition=TOPS,
            ),
            models.Index(
                F("thread"),
                F("pinned_at").desc(),
                name="pinned_comments",
                condition=Q(pinned_at__isnull=False),
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
    def is_hidden(self) -> bool:
        """Whether moderation hid its words from the public."""
        return self.hidden_at is not None

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
