"""Audiences and who is in them."""

from django.db import models

from foundation.accounts.models import Person
from foundation.core.models import PublicIdField


class Audience(models.Model):
    """The people who follow one thing; owned by that thing, which it does not know."""

    public_id = PublicIdField()
    follower_count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"audience {self.public_id}"


class Follow(models.Model):
    """One person follows one thing."""

    audience = models.ForeignKey(
        Audience, on_delete=models.CASCADE, related_name="follows"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follows")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["audience", "person"], name="one_follow_per_person_and_audience"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} follows {self.audience}"
