"""Ballots and the votes cast in them."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.accounts.models import Level, Person
from foundation.core.models import PublicIdField, SubmissionKeyField
from foundation.core.translated import Translated
from foundation.organisations.models import Authority


class Choice(models.TextChoices):
    """What one vote can say."""

    APPROVE = "approve", pgettext_lazy("vote", "Approve")
    REJECT = "reject", pgettext_lazy("vote", "Reject")
    ABSTAIN = "abstain", pgettext_lazy("vote", "Abstain")


class Ballot(models.Model):
    """One question put to the vote between two moments; owned by what it is about."""

    public_id = PublicIdField()
    authority = models.ForeignKey(
        Authority, null=True, on_delete=models.PROTECT, related_name="+"
    )
    question = Translated(models.CharField, verbose_name=_("question"), max_length=240)
    explanation = Translated(models.TextField, verbose_name=_("explanation"))
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    least_level = models.PositiveSmallIntegerField(
        _("who may vote"), choices=Level, default=Level.VERIFIED
    )
    hides_tally_until_close = models.BooleanField(
        _("keep the tally hidden until the close"), default=True
    )

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [
            models.CheckConstraint(
                name="ballot_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opens_at")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.question)

    def is_open(self, *, now: datetime) -> bool:
        """Whether votes are taken at this moment; the closing moment is excluded."""
        return self.opens_at <= now < self.closes_at

    def shows_tally(self, *, now: datetime) -> bool:
        """Whether the tally may be seen at this moment."""
        return not self.hides_tally_until_close or now >= self.closes_at


class Vote(models.Model):
    """One person's current choice in one ballot."""

    public_id = PublicIdField()
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="votes")
    voter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, choices=Choice)
    reason = models.TextField(blank=True)
    reason_language = models.CharField(max_length=8, blank=True)
    reason_direction = models.CharField(max_length=3, blank=True)
    first_cast_at = models.DateTimeField()
    cast_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "voter"], name="one_vote_per_person_and_ballot"
            ),
            models.CheckConstraint(
                name="a_vote_approves_rejects_or_abstains",
                condition=Q(choice__in=["approve", "reject", "abstain"]),
            ),
        ]
        indexes = [
            models.Index(fields=["ballot", "-cast_at", "-id"], name="votes_newest")
        ]

    def __str__(self) -> str:
        return f"{self.choice} in ballot {self.ballot_id}"


class Casting(models.Model):
    """One act of voting; a later one of the same person supersedes it.

    Kept so that a repeated request gets its first receipt, whatever came after it.
    """

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="castings")
    choice = models.CharField(max_length=8, choices=Choice)
    reason = models.TextField(blank=True)
    cast_at = models.DateTimeField()
    submission_key = SubmissionKeyField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "submission_key"],
                condition=~Q(submission_key=""),
                name="one_casting_per_vote_and_submission_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.choice} at {self.cast_at:%Y-%m-%d %H:%M}"


class TallyPart(models.Model):
    """A part of the count of one choice.

    A count is the sum of its parts: one row would make every voter wait for the last.
    """

    ballot = models.ForeignKey(
        Ballot, on_delete=models.CASCADE, related_name="tally_parts"
    )
    choice = models.CharField(max_length=8, choices=Choice)
    part = models.PositiveSmallIntegerField()
    votes = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "choice", "part"], name="one_row_per_part_of_a_tally"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.votes} {self.choice} in part {self.part}"
