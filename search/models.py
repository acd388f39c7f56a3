"""The index: one row for each thing that can be found."""

from datetime import datetime

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from foundation.organisations.models import Authority, District


class Kind(models.TextChoices):
    """What sort of thing was found."""

    DRAFT = "draft", _("Draft decisions")
    SECTION = "section", _("Sections of drafts")
    PROJECT = "project", _("Municipal projects")
    IDEA = "idea", _("Ideas")
    COMMENT = "comment", _("Comments")
    PAGE = "page", _("News and pages")


class IntegersField(models.Field[list[int], list[int]]):
    """A list of 32-bit numbers on PostgreSQL; other databases keep nothing in it."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """Name the column's type."""
        return "integer[]" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(
        self,
        value: list[int],
        connection: BaseDatabaseWrapper,
        prepared: bool = False,  # noqa: ARG002, FBT001, FBT002  the shape of Django's method
    ) -> object:
        """Hand the list to PostgreSQL as it is."""
        return value if connection.vendor == "postgresql" else ""


class Entry(models.Model):
    """One thing that can be found: its words as shown, and as they are read.

    Only what every visitor may see has a row. `parent` is what it is a part of: a
    section of a draft, a comment on whatever its thread hangs on; what a parent says of
    authority, district, topics and standing holds for its parts, and they leave the
    index with it.

    `wordings` maps a language to `{"title", "heading", "text"}`, the originals that
    excerpts are marked on; `urls` maps a site language to a path. `status` is the
    stored standing; empty: it follows from `opens_at` and `closes_at` at each read.
    The columns of terms belong to the engines.
    """

    kind = models.CharField(max_length=10, choices=Kind)
    object_id = models.CharField(max_length=40)
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.CASCADE, related_name="parts"
    )
    page_id = models.BigIntegerField(null=True, db_index=True)
    thread_id = models.BigIntegerField(null=True, db_index=True)

    authority = models.ForeignKey(
        Authority, null=True, on_delete=models.CASCADE, related_name="+"
    )
    district = models.ForeignKey(
        District, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    topics = models.TextField(blank=True)
    languages = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=20, blank=True)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    weight = models.FloatField(default=1.0)
    published_at = models.DateTimeField()
    indexed_at = models.DateTimeField(db_index=True)

    draft_id = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=40, blank=True)
    urls = models.JSONField(default=dict)
    wordings = models.JSONField(default=dict)

    title_terms = models.TextField(blank=True)
    heading_terms = models.TextField(blank=True)
    text_terms = models.TextField(blank=True)
    exact_terms = models.TextField(blank=True)
    root_terms = models.TextField(blank=True)
    term_hashes = IntegersField(default=list)
    term_weights = IntegersField(default=list)
    length = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id"], name="one_entry_per_kind_and_object"
            ),
        ]
        indexes = [
            models.Index(
                F("published_at").desc(), F("id").desc(), name="entries_newest"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class Status(models.TextChoices):
    """The standings of consultations; ideas have those of their life instead."""

    UPCOMING = "upcoming", _("Upcoming")
    OPEN = "open", _("Open for participation")
    CLOSED = "closed", _("Closed, decision awaited")
    DECIDED = "decided", _("Decided")


def standing(now: datetime) -> Case:
    """Tell the status of an entry at `now`, as an expression; empty for none."""
    return Case(
        When(~Q(status=""), then=F("status")),
        When(closes_at__lte=now, then=Value(Status.CLOSED.value)),
        When(opens_at__gt=now, then=Value(Status.UPCOMING.value)),
        When(opens_at__lte=now, then=Value(Status.OPEN.value)),
        default=Value(""),
        output_field=models.CharField(),
    )
