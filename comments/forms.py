"""What the forms of a thread send; the rules are the services'."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comments.models import Rule
from foundation.core.errors import DomainError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


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


class RefusableForm(forms.Form):
    """A form that can show what a service refused."""

    def refuse(self, refusal: DomainError) -> None:
        """Show the refusal beside its field, or above the form."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, str(refusal))


def long_words(
    label: "str | _StrPromise",
    *,
    longest: int,
    rows: int = 4,
    required: bool = False,
    **more: Any,
) -> forms.CharField:
    """Make a field for several lines, kept as they are typed."""
    widget = forms.Textarea(attrs={"rows": rows, "maxlength": longest})
    return forms.CharField(
        label=label, strip=False, required=required, widget=widget, **more
    )


class ReportForm(RefusableForm):
    """What is wrong with a comment."""

    rule = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=Rule.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the rule that is broken.")},
    )
    words = long_words(
        _("In your own words"),
        longest=1000,
        help_text=_("Moderators read this; the author and the public do not."),
    )


class DecisionForm(RefusableForm):
    """What a moderator does with the chosen comments."""

    rule = forms.ChoiceField(
        label=_("Rule"),
        required=False,
        choices=[("", _("The rule that was reported")), *Rule.choices],
    )
    words = long_words(
        _("Words to the author"),
        longest=1000,
        rows=2,
        help_text=_("The author is told the rule and these words."),
    )


class AppealForm(RefusableForm):
    """Why the first decision was wrong."""

    words = long_words(
        _("Why should your comment be shown?"), longest=4000, rows=6, required=True
    )


class AnswerForm(RefusableForm):
    """Another moderator's answer to an appeal."""

    is_upheld = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            ("yes", _("The author is right: show the comment again")),
            ("no", _("The comment stays hidden")),
        ],
        widget=forms.RadioSelect,
    )
    answer = long_words(
        _("Your answer to the author"),
        longest=4000,
        required=True,
        help_text=_("Say what you looked at and why you decide so."),
    )


class StopForm(RefusableForm):
    """Why a discussion is closed."""

    reason = long_words(
        _("Reason"),
        longest=500,
        rows=3,
        required=True,
        help_text=_("Everyone reads it above the discussion and in the ledger."),
    )


class SlowForm(RefusableForm):
    """How long a person waits between two comments."""

    seconds = forms.TypedChoiceField(
        label=_("Time between two comments of a person"),
        coerce=int,
        choices=[
            (0, _("No waiting")),
            (60, _("1 minute")),
            (300, _("5 minutes")),
            (900, _("15 minutes")),
            (3600, _("1 hour")),
            (86400, _("1 day")),
        ],
    )


class PhraseForm(RefusableForm):
    """A new entry of a list of words."""

    phrase = forms.CharField(label=_("Word or phrase"), max_length=200)
    rule = forms.ChoiceField(
        label=_("Rule it breaks"), choices=Rule.choices, initial=Rule.INSULT
    )


class TrialForm(forms.Form):
    """A text to be tried against the list."""

    text = long_words(_("Text"), longest=10_000, rows=3)
