"""People and the tokens with which their programs sign in."""

import hashlib
import secrets
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.core.models import PublicIdField
from foundation.core.translated import LANGUAGES


class Level(models.IntegerChoices):
    """How sure we are of who a person is; a higher level includes the lower ones."""

    REGISTERED = 1, _("registered")
    CONFIRMED = 2, _("confirmed contact")
    VERIFIED = 3, _("verified resident")


class PersonManager(BaseUserManager["Person"]):
    """Makes people; e-mail addresses are compared without regard to case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Find a person by e-mail, whatever the case it is typed in."""
        return self.get(email__iexact=username)

    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "Person":
        """Make a person who signs in with `email`."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "Person":
        """Make a person who may administer the whole site."""
        return self.create_user(
            email, password, is_staff=True, is_superuser=True, **fields
        )


class Person(AbstractBaseUser, PermissionsMixin):
    """Anyone who can sign in: a resident, or a person who works for an authority."""

    public_id = PublicIdField()
    email = models.EmailField(_("e-mail"), unique=True)
    display_name = models.CharField(
        _("display name"),
        max_length=80,
        help_text=_("Shown beside what you write."),
    )
    language = models.CharField(
        _("language of messages"),
        max_length=8,
        choices=[("ar", _("Arabic")), ("en", _("English"))],
        default=LANGUAGES[0],
    )
    level = models.PositiveSmallIntegerField(
        _("level"), choices=Level, default=Level.REGISTERED
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    is_staff = models.BooleanField(_("may open the administration"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined at"), default=timezone.now)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="one_person_per_email_whatever_the_case"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.email

    def get_full_name(self) -> str:
        """Return the name that others see; Wagtail and allauth ask for it."""
        return self.display_name

    def get_short_name(self) -> str:
        """Return the name that others see."""
        return self.display_name

    def has_level(self, level: int) -> bool:
        """Whether the person is known at least this surely."""
        return self.level >= level


class ApiToken(models.Model):
    """A secret with which a program acts for a person; only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    label = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.label or 'token'} of {self.person}"

    @staticmethod
    def digest_of(secret: str) -> str:
        """Hash a secret as it is stored (SHA-256, hex); random, so unsalted."""
        return hashlib.sha256(secret.encode()).hexdigest()

    @classmethod
    def draw(
        cls, *, person: Person, label: str, now: datetime
    ) -> tuple["ApiToken", str]:
        """Make a token row, not yet saved, and the secret that is shown once."""
        secret = "sawt_" + secrets.token_urlsafe(32)
        digest = cls.digest_of(secret)
        return cls(person=person, label=label, digest=digest, created_at=now), secret
