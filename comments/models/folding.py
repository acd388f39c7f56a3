"""Marks by which near-identical comments of a thread find each other."""

from django.db import models

from comments.models.discussion import Comment, Thread


class FoldMark(models.Model):
    """One band of the fingerprint of a comment that stands for others, or could."""

    # The index below begins with it.
    thread = models.ForeignKey(
        Thread, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    mark = models.BigIntegerField()
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="fold_marks"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "mark", "comment"], name="a_comment_is_marked_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mark} of {self.comment_id}"
