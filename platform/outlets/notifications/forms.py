"""Forms of notifications."""

from django import forms
from django.utils.translation import gettext_lazy as _

from outlets.notifications.models import MessageKind


class MailForm(forms.Form):
    """Which kinds of messages come by mail."""

    wanted = forms.MultipleChoiceField(
        label=_("Send me by mail"),
        choices=MessageKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Your inbox here always has everything."),
    )
