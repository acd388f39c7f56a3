"""The audit record."""

from django.db import models


class AuditEntry(models.Model):
    """One thing that somebody did, in words that outlive what they speak of.

    `actor` is a person's public id (empty: the system); `target` is `kind:public_id`;
    `authority` a slug. `position` and `digest` are filled in batches by the worker,
    each digest over the one before it (SHA-256), so that a removed or changed row
    shows.
    """

    at = models.DateTimeField(db_index=True)
    action = models.CharField(max_length=80, db_index=True)
    actor = models.CharField(max_length=40, blank=True, db_index=True)
    target = models.CharField(max_length=120, blank=True, db_index=True)
    authority = models.CharField(max_length=80, blank=True, db_index=True)
    detail = models.JSONField(default=dict)
    position = models.BigIntegerField(null=True, unique=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.target}"
