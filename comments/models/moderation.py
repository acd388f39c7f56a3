"""Reports, what moderators did about them, and appeals."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from comments.models.discussion import Comment, Rule, Thread
from foundation.accounts.models import Person
from foundation.core.models import PublicIdField
from foundation.organisations.models import Authority


class Act(models.TextChoices):
    """What moderation does."""

    HIDE = "hide", _("hidden")
    RESTORE = "restore", _("shown again")
    DISMISS = "dismiss", _("reports dismissed")
    REOPEN = "reopen", _("reports taken up again")
    STOP = "stop", _("discussion closed")
    RESUME = "resume", _("discussion opened again")
    SLOW = "slow", _("slow mode changed")
    PIN = "pin", _("pinned")
    UNPIN = "unpin", _("unpinned")


class Trigger(models.TextChoices):
    """Why Sawt hid a comment before a moderator had looked."""

    REPORTS = "reports", _("enough trusted reports")
    BLOCKLIST = "blocklist", _("a word on the list")


class Waiting(models.TextChoices):
    """Why a comment waits for a moderator."""

    REPORTED = "reported", _("Reported")
    AUTOMATIC = "automatic", _("Hidden after reports")
    BLOCKLIST = "blocklist", _("Held for a word on the list")


class ModerationAct(models.Model):
    """One act of moderation. Never changed; the public ledger lists it without names.

    `moderator` is empty where Sawt acted by itself, after enough trusted reports or by
    a blocklist; `trigger` then says which. `words` are what the author is told. Acts
    done together carry one `batch`; `undoes` names the act that this one takes back.
    """

    public_id = PublicIdField()
    authority = models.ForeignKey(
        Authority, null=True, on_delete=models.PROTECT, related_name="+"
    )
    thread = models.ForeignKey(
        Thread, on_delete=models.PROTECT, related_name="moderation_acts"
    )
    comment = models.ForeignKey(
        Comment, null=True, on_delete=models.PROTECT, related_name="moderation_acts"
    )
    act = models.CharField(max_length=8, choices=Act)
    rule = models.CharField(max_length=16, choices=Rule, blank=True)
    words = models.TextField(blank=True)
    moderator = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(max_length=16, blank=True)
    trigger = models.CharField(max_length=12, blank=True)
    batch = models.CharField(max_length=12, blank=True)
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    happened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hiding_names_its_rule", condition=~Q(act="hide") | ~Q(rule="")
            ),
            models.CheckConstraint(
                name="an_act_has_a_moderator_or_a_trigger",
                condition=Q(moderator__isnull=False) | ~Q(trigger=""),
            ),
        ]
        indexes = [
            models.Index(
                F("authority"),
                F("happened_at").desc(),
                F("id").desc(),
                name="ledger_newest",
            ),
            models.Index(
                fields=["batch"], name="acts_done_together", condition=~Q(batch="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.public_id}"


class Report(models.Model):
    """A person says that a comment breaks a rule; settled by an act of moderation.

    `is_trusted` is whether the person was trusted at that moment: only such reports
    count towards hiding a comment before a moderator has looked.
    """

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="reports"
    )
    reporter = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=16, choices=Rule)
    words = models.TextField(blank=True)
    is_trusted = models.BooleanField(default=False)
    reported_at = models.DateTimeField()
    settled_by = models.ForeignKey(
        ModerationAct, null=True, on_delete=models.SET_NULL, related_name="settles"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "reporter"],
                condition=Q(settled_by=None),
                name="one_waiting_report_per_person_and_comment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} on {self.comment_id}"


class WaitingComment(models.Model):
    """A comment on which a moderator owes a decision; gone once there is one.

    `rule` is the rule that its first report named, or that of the blocked phrase.
    """

    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, related_name="waiting"
    )
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    # The indexes below begin with it.
    authority = models.ForeignKey(
        Authority,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
    )
    kind = models.CharField(max_length=12, choices=Waiting)
    rule = models.CharField(max_length=16, choices=Rule)
    since = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["authority", "since", "id"], name="queue_oldest"),
            models.Index(
                fields=["authority", "kind", "since", "id"], name="queue_by_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.comment_id}"


class Appeal(models.Model):
    """The author asks another moderator to look again; once for each act."""

    public_id = PublicIdField()
    act = models.OneToOneField(
        ModerationAct, on_delete=models.PROTECT, related_name="appeal"
    )
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    filed_at = models.DateTimeField()
    first_moderator = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    is_upheld = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_appeal_is_decided_by_another_moderator",
                condition=Q(decided_by=None)
                | Q(first_moderator=None)
                | ~Q(decided_by=F("first_moderator")),
            ),
            models.CheckConstraint(
                name="a_decided_appeal_says_who_when_and_what",
                condition=Q(decided_by=None, decided_at=None, is_upheld=None, answer="")
                | (
                    Q(
                        decided_by__isnull=False,
                        decided_at__isnull=False,
                        is_upheld__isnull=False,
                    )
                    & ~Q(answer="")
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["filed_at", "id"],
                name="appeals_waiting",
                condition=Q(decided_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"appeal {self.public_id}"


class BlockedPhrase(models.Model):
    """Words that hold a comment back until a moderator of the authority has looked.

    `folded` is the phrase as it is compared: letters folded, outer spaces gone.
    """

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="blocked_phrases"
    )
    phrase = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    rule = models.CharField(max_length=16, choices=Rule, default=Rule.INSULT)
    added_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "folded"],
                name="one_blocked_phrase_per_authority",
            ),
        ]

    def __str__(self) -> str:
        return self.phrase
