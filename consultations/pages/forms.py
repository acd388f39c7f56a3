"""The forms of the administration's own views."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import Person
from foundation.organisations.models import Authority, Role


class DecisionForm(forms.Form):
    """What an approver says with a decision; a reason is owed when sending back."""

    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Who submitted the page reads it. Needed when you send it back."),
    )


class SendingBackForm(DecisionForm):
    """Sending back needs a reason."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["comment"].required = True


class MembershipForm(forms.Form):
    """A role for a person, who is named by e-mail."""

    email = forms.EmailField(
        label=_("E-mail of the person"), widget=forms.EmailInput(attrs={"dir": "ltr"})
    )
    authority = forms.ModelChoiceField(
        label=_("Authority"), queryset=Authority.objects.all()
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)

    def clean_email(self) -> Person:
        """Find the person.

        Raises:
            ValidationError: nobody signs in with this address.

        """
        person = Person.objects.filter(
            email__iexact=self.cleaned_data["email"], is_active=True
        ).first()
        if person is None:
            raise forms.ValidationError(
                _("Nobody signs in with this e-mail. Ask the person to sign up first.")
            )
        return person
