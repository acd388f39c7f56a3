"""What the forms of a thread send; the rules are the services'."""

from django import forms


class CommentForm(forms.Form):
    """A comment or a reply; `official` asks for the authority's badge."""

    text = forms.CharField(required=False, strip=False)
    stance = forms.CharField(required=False, max_length=20)
    parent = forms.CharField(required=False, max_length=20)
    official = forms.BooleanField(required=False)
    submission_key = forms.CharField(required=False, max_length=200)


class EditForm(forms.Form):
    """New words for a comment; the edition they were written upon is in the address."""

    text = forms.CharField(required=False, strip=False)
    stance = forms.CharField(required=False, max_length=20)
