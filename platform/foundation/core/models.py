"""Fields that every app uses, and the recurring jobs of the worker."""

import secrets
from typing import Any

from django.db import models

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
PUBLIC_ID_LENGTH = 12


def new_public_id() -> str:
    """Draw a random name for one object: 12 letters and digits, 59 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(PUBLIC_ID_LENGTH))


class PublicIdField(models.CharField[str, str]):
    """The name by which people and programs know an object: random, no count."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "max_length": PUBLIC_ID_LENGTH,
                "default": new_public_id,
                "unique": True,
                "editable": False,
                **kwargs,
            }
        )


class SubmissionKeyField(models.CharField[str, str]):
    """The key of a form or request, by which a repeated one is recognised.

    Empty where none was sent; unique per author by a constraint of the model.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "max_length": 64,
                "blank": True,
                "default": "",
                "editable": False,
                **kwargs,
            }
        )


class RecurringRun(models.Model):
    """One slot of a recurring job that a worker has claimed."""

    job = models.CharField(max_length=80)
    slot_at = models.DateTimeField()
    claimed_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["job", "slot_at"], name="one_claim_per_recurring_job_and_slot"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.job} at {self.slot_at:%Y-%m-%d %H:%M}"
