"""Messages to people, and how they want them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Person
from foundation.core.models import PublicIdField


class MessageKind(models.TextChoices):
    """Why a person is told something; each can be switched off for mail."""

    REPLY = "reply", _("Replies to what I wrote")
    OFFICIAL = "official", _("Answers of an authority")
    IDEA = "idea", _("Steps of ideas I wrote, support or follow")
    CONSULTATION = "consultation", _("News of consultations I follow")
    OUTCOME = "outcome", _("Outcomes of what I took part in")
    MODERATION = (
        "moderation",
        _("What moderators decide on what I wrote"),
    )
    WORK = "work", _("Work that waits for me at an authority")


class Message(models.Model):
    """One thing that one person is told; each cause tells a person once."""

    public_id = PublicIdField()
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="messages"
    )
    kind = models.CharField(max_length=14, choices=MessageKind)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    url = models.CharField(max_length=500)
    language = models.CharField(max_length=8)
    cause = models.CharField(max_length=120)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "cause"], name="one_message_per_person_and_cause"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="inbox_newest"),
            models.Index(
                fields=["person"], condition=Q(read_at=None), name="inbox_unread"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def open_url(self) -> str:
        """Return the address that notes the message as read and leads on."""
        return reverse("notifications:open", args=[self.public_id])


class MailChoice(models.Model):
    """A kind of message that a person does not want by mail."""

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="mail_choices"
    )
    kind = models.CharField(max_length=14, choices=MessageKind)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], name="one_mail_choice_per_person_and_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: no mail about {self.kind}"
