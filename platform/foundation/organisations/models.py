"""Authorities and the people who act for them."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Person
from foundation.core.models import PublicIdField
from foundation.core.translated import Translated


class AuthorityKind(models.TextChoices):
    """What sort of public body an authority is."""

    MINISTRY = "ministry", _("ministry")
    MUNICIPALITY = "municipality", _("municipality")
    AGENCY = "agency", _("agency")


class Role(models.TextChoices):
    """What a member may do for an authority."""

    EDITOR = "editor", _("editor")
    APPROVER = "approver", _("approver")
    MODERATOR = "moderator", _("moderator")
    OFFICER = "officer", _("liaison officer")


class Authority(models.Model):
    """A ministry, municipality or agency that publishes and answers."""

    slug = models.SlugField(_("short name"), unique=True, max_length=60)
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=AuthorityKind,
        default=AuthorityKind.MUNICIPALITY,
    )
    name = Translated(models.CharField, verbose_name=_("name"), max_length=160)
    name_ar: str
    name_en: str
    time_zone = models.CharField(_("time zone"), max_length=60, default="Asia/Riyadh")
    created_at = models.DateTimeField(auto_now_add=True)
    # The part of the CMS that is this authority's own; made with it, kept in step.
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="authority_has_a_name",
                condition=~models.Q(name_ar="") | ~models.Q(name_en=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class RoleGroup(models.Model):
    """The Django group that stands for one role at one authority."""

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="role_groups"
    )
    role = models.CharField(max_length=12, choices=Role)
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "role"], name="one_group_per_authority_and_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.authority}"


class Department(models.Model):
    """A part of an authority that does the work."""

    public_id = PublicIdField()
    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="departments"
    )
    name = Translated(models.CharField, verbose_name=_("name"), max_length=160)
    name_ar: str
    name_en: str

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")

    def __str__(self) -> str:
        return str(self.name)


class District(models.Model):
    """A part of a municipality; its outline is GeoJSON (WGS 84, longitude first)."""

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="districts"
    )
    slug = models.SlugField(_("short name"), max_length=60)
    name = Translated(models.CharField, verbose_name=_("name"), max_length=120)
    name_ar: str
    name_en: str
    outline = models.JSONField(_("outline"), default=dict, blank=True)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "slug"], name="one_district_per_authority_and_slug"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Residence(models.Model):
    """The district a person says to live in."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="residence"
    )
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.person} in {self.district}"


class Membership(models.Model):
    """One role of one person at one authority: the only source of rights."""

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="memberships"
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "person", "role"],
                name="one_membership_per_authority_person_and_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.role} of {self.authority}"
