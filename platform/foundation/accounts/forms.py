"""Forms of accounts that allauth extends."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignupForm(forms.Form):
    """What signing up asks beyond the address."""

    display_name = forms.CharField(
        label=_("Display name"),
        max_length=80,
        help_text=_("Shown beside what you write. It need not be your full name."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    field_order = ("email", "display_name", "password1")

    def signup(self, request: object, user: object) -> None:
        """Leave the saving to the adapter, which has the cleaned fields."""
