"""People who are named in comments."""

from django.db import models

from comments.models.discussion import Comment
from foundation.accounts.models import Person


class Mention(models.Model):
    """A comment names a person who takes part in its thread."""

    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="mentions"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "person"], name="one_mention_per_comment_and_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.comment_id}"
