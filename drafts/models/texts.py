"""Sections that keep their identity, and the versions that word them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comments.models import Thread
from drafts.states import SectionChange, SectionKind, VersionState
from foundation.accounts.models import Person
from foundation.core.models import PublicIdField
from foundation.core.translated import Translated
from foundation.organisations.models import Authority


class Draft(models.Model):
    """A text under consultation, over all its versions."""

    public_id = PublicIdField()
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="drafts"
    )
    title = Translated(models.CharField, verbose_name=_("title"), max_length=400)
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("draft text")
        verbose_name_plural = _("draft texts")
        constraints = [
            models.CheckConstraint(
                name="a_draft_has_a_title", condition=~Q(title_ar="") | ~Q(title_en="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)


class Section(models.Model):
    """The identity of a part of a draft: what comments hang on, however worded."""

    public_id = PublicIdField()
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="sections")
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"section {self.public_id}"


class Version(models.Model):
    """One state of the whole text. Published ones are never edited.

    `content_hash` (SHA-256, hex) covers every word and place of the version; it is set
    when the version is sealed, and what was approved is compared by it.
    """

    public_id = PublicIdField()
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10, choices=VersionState, default=VersionState.WORKING
    )
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["draft_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "number"], name="one_version_per_draft_and_number"
            ),
            models.UniqueConstraint(
                fields=["draft"],
                condition=~Q(state="published"),
                name="one_unpublished_version_per_draft",
            ),
            models.CheckConstraint(
                name="a_published_version_has_moment_and_hash",
                condition=~Q(state="published")
                | (Q(published_at__isnull=False) & ~Q(content_hash="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft}, {self.number}"


class Placement(models.Model):
    """Where a section stands in one version, and under which number."""

    version = models.ForeignKey(
        Version, on_delete=models.CASCADE, related_name="placements"
    )
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, related_name="placements"
    )
    position = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=SectionKind)
    number = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["version_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "position"], name="one_section_at_a_position"
            ),
            models.UniqueConstraint(
                fields=["version", "section"], name="a_section_stands_once_in_a_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class SectionText(models.Model):
    """The wording of a section in one version and one language."""

    placement = models.ForeignKey(
        Placement, on_delete=models.CASCADE, related_name="texts"
    )
    language = models.CharField(max_length=8)
    heading = models.CharField(max_length=1000, blank=True)
    text = models.TextField(blank=True)
    summary = models.TextField(
        _("in plain words"),
        blank=True,
        help_text=_("A short explanation beside the text; it is no part of the text."),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "language"],
                name="one_wording_per_section_version_and_language",
            ),
        ]

    def __str__(self) -> str:
        return self.heading or self.text[:60]


class Succession(models.Model):
    """What became of a section on the way to a version; a row for each old and new.

    A section that stays is its own successor (`old` = `new`); a split has a row for
    each part, a merger one for each section that went into it. `old` is empty for what
    was added, `new` for what was removed. A corrected row was set by an editor and is
    left alone when the text is compared again.
    """

    version = models.ForeignKey(
        Version, on_delete=models.CASCADE, related_name="successions"
    )
    old = models.ForeignKey(
        Section, null=True, on_delete=models.CASCADE, related_name="successors"
    )
    new = models.ForeignKey(
        Section, null=True, on_delete=models.CASCADE, related_name="predecessors"
    )
    change = models.CharField(max_length=10, choices=SectionChange)
    is_corrected = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "old", "new"],
                name="one_succession_per_version_old_and_new",
            ),
            models.CheckConstraint(
                name="only_what_is_added_has_no_old_section",
                condition=Q(old=None, new__isnull=False, change="added")
                | (Q(old__isnull=False) & ~Q(change="added")),
            ),
            models.CheckConstraint(
                name="only_what_is_removed_has_no_new_section",
                condition=Q(new=None, old__isnull=False, change="removed")
                | (Q(new__isnull=False) & ~Q(change="removed")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_id} {self.change} {self.new_id}"


class ImportAttempt(models.Model):
    """A split that is proposed to an editor, with the corrections made so far.

    `outline` lists the parts as `drafts.documents.Part.as_json` writes them. Without a
    `draft` a new one is made when it is saved; with one, its words are written beside
    or over those of the draft.
    """

    public_id = PublicIdField()
    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="+")
    draft = models.ForeignKey(
        Draft, null=True, on_delete=models.CASCADE, related_name="import_attempts"
    )
    title = models.CharField(max_length=400, blank=True)
    language = models.CharField(max_length=8)
    source_name = models.CharField(max_length=255, blank=True)
    outline = models.JSONField(default=list)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    started_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("import of a text")
        verbose_name_plural = _("imports of texts")

    def __str__(self) -> str:
        return self.title or self.source_name
