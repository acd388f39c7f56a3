"""How allauth makes our people."""

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language

from foundation.accounts.models import Person
from foundation.core.translated import LANGUAGES


class AccountAdapter(DefaultAccountAdapter):
    """Fills what our people have beyond an address and a password."""

    def save_user(
        self, request: HttpRequest, user: Person, form: forms.Form, commit: bool = True
    ) -> Person:
        """Take the display name from the form and the language from the page."""
        language = (get_language() or LANGUAGES[0]).partition("-")[0]
        user.language = language if language in LANGUAGES else LANGUAGES[0]
        user.display_name = form.cleaned_data.get("display_name", "")
        person: Person = super().save_user(request, user, form, commit)
        return person
