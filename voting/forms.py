"""The form of a vote."""

from django import forms


class VoteForm(forms.Form):
    """What the card of a ballot sends; the rules are the service's."""

    choice = forms.CharField(max_length=40, required=False)
    reason = forms.CharField(required=False, strip=False)
    submission_key = forms.CharField(max_length=64, required=False)
