"""Wording that residents suggest, and what the authority answers to each input."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models import Comment
from drafts.models.texts import Draft, Section, Version
from drafts.states import ResponseKind
from foundation.accounts.models import Person
from foundation.core.models import PublicIdField, SubmissionKeyField
from foundation.core.translated import Translated


class Suggestion(models.Model):
    """Another wording of a section; its comment explains it and is discussed.

    `text` is worded against the section as `version` has it. Support is agreement with
    the comment, and what the authority says is the response to it; `taken_into` is the
    version that its words went into. There `words_taken` stand, which an editor may
    have changed, in place of `words_replaced`.
    """

    comment = models.OneToOneField(
        Comment, on_delete=models.CASCADE, related_name="suggestion"
    )
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, related_name="suggestions"
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8)
    text = models.TextField()
    taken_into = models.ForeignKey(
        Version, null=True, on_delete=models.SET_NULL, related_name="taken_suggestions"
    )
    words_taken = models.TextField(blank=True)
    words_replaced = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_suggestion_has_words", condition=~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Response(models.Model):
    """What the authority answers, to one input or to many that say alike. Public.

    It is never changed: another answer to the same input is another response. One that
    was given by mistake is taken back soon, and openly.
    """

    public_id = PublicIdField()
    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="responses")
    kind = models.CharField(max_length=16, choices=ResponseKind)
    reason = Translated(models.TextField, verbose_name=_("reason"))
    answered_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    submission_key = SubmissionKeyField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_response_gives_its_reason",
                condition=~Q(reason_ar="") | ~Q(reason_en=""),
            ),
            models.UniqueConstraint(
                fields=["answered_by", "submission_key"],
                condition=~Q(submission_key=""),
                name="one_response_per_person_and_submission_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason}"


class AnsweredInput(models.Model):
    """One comment that a response answers; an earlier answer to it stays readable."""

    response = models.ForeignKey(
        Response, on_delete=models.CASCADE, related_name="inputs"
    )
    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, related_name="answers"
    )
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment"],
                condition=Q(replaced_at=None),
                name="one_standing_answer_per_input",
            ),
            models.UniqueConstraint(
                fields=["response", "comment"],
                name="a_response_answers_an_input_once",
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.response_id} to comment {self.comment_id}"
