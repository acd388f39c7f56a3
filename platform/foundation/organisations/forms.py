"""What people say about themselves."""

from itertools import groupby
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.services import LONGEST_NAME
from foundation.core.errors import DomainError
from foundation.organisations.models import District
from foundation.organisations.queries import districts


class ProfileForm(forms.Form):
    """The name that others see, the language of messages, and the district."""

    display_name = forms.CharField(
        label=_("Display name"),
        max_length=LONGEST_NAME,
        help_text=_("Shown beside what you write. It need not be your full name."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    language = forms.ChoiceField(
        label=_("Language of messages"),
        choices=[("ar", _("Arabic")), ("en", _("English"))],
    )
    district = forms.ChoiceField(
        label=_("District where you live"),
        required=False,
        help_text=_(
            "Some ballots are for the people of a district. Others cannot see it."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.places = {f"{one.authority.slug}/{one.slug}": one for one in districts()}
        none = ("", _("I would rather not say"))
        cast("forms.ChoiceField", self.fields["district"]).choices = [
            none,
            *self._groups(),
        ]

    def chosen_district(self) -> District | None:
        """Return the district that was chosen, if one was."""
        return self.places.get(self.cleaned_data["district"])

    def refuse(self, refusal: DomainError) -> None:
        """Show the refusal beside its field, or above the form."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, str(refusal))

    def _groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Give every authority its districts."""
        by_authority = groupby(self.places.items(), key=lambda item: item[1].authority)
        return [
            (str(authority.name), [(key, str(place.name)) for key, place in items])
            for authority, items in by_authority
        ]
