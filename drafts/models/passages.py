"""Quoted passages, and where their words stand in each version."""

from django.db import models
from django.db.models import F, Q

from comments.models import Comment
from drafts.models.texts import Section, Version
from drafts.states import AnchorState
from foundation.accounts.models import Person
from foundation.core.models import PublicIdField


class Passage(models.Model):
    """Words of a section that people comment on, as they stood when first quoted.

    `exact`, `prefix` and `suffix` are a W3C TextQuoteSelector over the section's text
    in one language; `start` and `end` its place there, in code points. Neither ever
    changes: where the words stand now is told by `PassagePlace`.
    """

    public_id = PublicIdField()
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, related_name="passages"
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["section", "version", "language", "start", "end"],
                name="one_passage_per_place_and_version",
            ),
            models.CheckConstraint(
                name="a_passage_has_words", condition=Q(end__gt=F("start"))
            ),
        ]

    def __str__(self) -> str:
        return self.exact[:60]


class PassageComment(models.Model):
    """A comment on a passage; it stands in the thread of the passage's section."""

    passage = models.ForeignKey(
        Passage, on_delete=models.PROTECT, related_name="comment_links"
    )
    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, related_name="passage_link"
    )

    def __str__(self) -> str:
        return f"comment {self.comment_id} on passage {self.passage_id}"


class PassagePlace(models.Model):
    """Where a passage stands in one version: on the same words, on changed ones, lost.

    `section` may be another one than the passage was quoted in; the comments stay in
    their thread and are shown there by reference. `placed_by` is set when an editor
    placed it by hand.
    """

    passage = models.ForeignKey(
        Passage, on_delete=models.CASCADE, related_name="places"
    )
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="passage_places"
    )
    section = models.ForeignKey(
        Section, null=True, on_delete=models.PROTECT, related_name="passage_places"
    )
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=8, choices=AnchorState)
    placed_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    placed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["passage", "version"], name="one_place_per_passage_and_version"
            ),
            models.CheckConstraint(
                name="only_a_lost_passage_has_no_place",
                condition=Q(
                    state="lost",
                    section__isnull=True,
                    start__isnull=True,
                    end__isnull=True,
                )
                | (~Q(state="lost") & Q(section__isnull=False, end__gt=F("start"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.passage_id} in {self.version_id}: {self.state}"
