"""The rows by which processes tell each other what happened."""

from django.db import models

LONGEST_TOPIC = 80


class LiveEvent(models.Model):
    """One thing that happened, written in the transaction in which it did.

    `payload` holds what every visitor may see, and no words that anybody wrote.
    """

    topic = models.CharField(max_length=LONGEST_TOPIC)
    kind = models.CharField(max_length=24)
    subject = models.CharField(max_length=40, blank=True)
    payload = models.JSONField(default=dict)
    happened_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["topic", "id"], name="live_events_of_a_topic")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.topic}"
