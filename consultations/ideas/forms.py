"""What people type about ideas; the rules are the services' own."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from consultations.ideas.models import Idea
from consultations.ideas.services import (
    LONGEST_REASON,
    LONGEST_TEXT,
    LONGEST_TITLE,
)
from consultations.ideas.states import MOVES, IdeaState
from foundation.core.errors import DomainError
from foundation.organisations.models import Authority, District
from foundation.organisations.queries import districts

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_TOPICS_SHOWN = 40
SIMILAR = {
    "hx-get": reverse_lazy("ideas:similar"),
    "hx-trigger": "input changed delay:500ms",
    "hx-target": "#similar",
    "hx-swap": "outerHTML",
}


class RefusableForm(forms.Form):
    """A form that can show what a service refused."""

    def refuse(self, refusal: DomainError) -> None:
        """Show the refusal beside its field, or above the form."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, str(refusal))


def words(
    label: "str | _StrPromise", *, rows: int, longest: int, **options: Any
) -> forms.CharField:
    """Make a field for a text of several lines, kept as it is typed."""
    widget = forms.Textarea(attrs={"rows": rows, "maxlength": longest})
    return forms.CharField(label=label, strip=False, widget=widget, **options)


def key() -> forms.CharField:
    """Make the hidden field that lets a repeated form be recognised."""
    return forms.CharField(required=False, widget=forms.HiddenInput)


class EditForm(RefusableForm):
    """The words of an idea."""

    title = forms.CharField(
        label=_("Title"),
        max_length=LONGEST_TITLE,
        help_text=_("One line that says what should change, and where."),
    )
    text = words(
        _("Your idea"),
        rows=8,
        longest=LONGEST_TEXT,
        help_text=_(
            "What is the matter now, what do you propose, and whom does it help? "
            "You can use **bold**, lists and links."
        ),
    )
    seen_edits = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ProposalForm(RefusableForm):
    """A new idea."""

    authority = forms.ModelChoiceField(
        label=_("To whom"),
        queryset=Authority.objects.none(),
        to_field_name="slug",
        empty_label=_("Choose an authority"),
    )
    title = EditForm.base_fields["title"]
    text = EditForm.base_fields["text"]
    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Three at most."),
    )
    district = forms.ChoiceField(label=_("District"), required=False)
    place = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=200,
        help_text=_("A street, a square, a building: as you would tell a neighbour."),
    )
    latitude = forms.FloatField(
        label=_("Latitude"), required=False, widget=forms.NumberInput
    )
    longitude = forms.FloatField(
        label=_("Longitude"), required=False, widget=forms.NumberInput
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_(
            "JPEG, PNG or WebP, at most 10 MB. Where and with what it was taken is "
            "removed from the file."
        ),
    )
    photo_description = forms.CharField(
        label=_("What the photo shows"),
        required=False,
        max_length=200,
        help_text=_("For those who cannot see it."),
    )
    call = forms.CharField(required=False, widget=forms.HiddenInput)
    submission_key = key()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = Authority.objects.order_by("pk")  # type: ignore[attr-defined]
        self.fields["title"].widget.attrs.update(
            {**SIMILAR, "hx-include": "#id_authority"}
        )
        for name in ("latitude", "longitude"):
            self.fields[name].widget.attrs["step"] = "any"
        self._districts = list(districts().defer("outline"))
        self.fields["district"].choices = self._district_choices()  # type: ignore[attr-defined]
        topics = Tag.objects.order_by("name").values_list("name", flat=True)
        offered = [(name, name) for name in topics[:MOST_TOPICS_SHOWN]]
        self.fields["topics"].choices = offered  # type: ignore[attr-defined]
        self.offers_topics, self.offers_districts = bool(offered), bool(self._districts)

    def chosen_district(self) -> District | None:
        """Return the district that was chosen."""
        chosen = self.cleaned_data.get("district", "")
        return next((d for d in self._districts if _name_of(d) == chosen), None)

    def ask_for_photo_again(self) -> None:
        """Say that browsers do not keep a chosen file, where one was chosen."""
        if self.files:
            self.fields["photo"].help_text = _(
                "Please choose the photo again: browsers do not keep files."
            )

    def _district_choices(self) -> list[Any]:
        """Group the districts by authority."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for district in self._districts:
            options = groups.setdefault(str(district.authority), [])
            options.append((_name_of(district), str(district)))
        return [("", _("No district, or all of them")), *groups.items()]


def _name_of(district: District) -> str:
    return f"{district.authority.slug}/{district.slug}"


class StateField(forms.ChoiceField):
    """Offers what is possible now, and leaves it to the service to refuse the rest.

    A form that is sent again names a step that is no longer offered: taken once, it
    is not refused.
    """

    def valid_value(self, value: object) -> bool:
        """Whether there is such a state at all."""
        return value in IdeaState.values


class MoveForm(RefusableForm):
    """A step in the life of an idea."""

    to_state = StateField(label=_("Next step"), widget=forms.RadioSelect)
    reason = words(
        _("Reason"),
        rows=5,
        longest=LONGEST_REASON,
        help_text=_("Public, and told to the author, supporters and followers."),
    )
    expected_state = forms.CharField(required=False, widget=forms.HiddenInput)
    submission_key = key()

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = [step for step in IdeaState if step in possible_moves(idea)]
        self.fields["to_state"].choices = [  # type: ignore[attr-defined]
            (step.value, step.label) for step in steps
        ]


class MergeForm(RefusableForm):
    """The idea that this one goes into."""

    target = forms.CharField(
        label=_("Address of the other idea"),
        max_length=500,
        help_text=_("Copy it from the page of the idea that shall stay."),
    )
    reason = words(
        _("Reason"),
        rows=4,
        longest=LONGEST_REASON,
        help_text=_("Public, and told to the author, supporters and followers."),
    )
    expected_state = forms.CharField(required=False, widget=forms.HiddenInput)
    submission_key = key()

    def target_id(self) -> str:
        """Return the public id at the end of the address."""
        address = str(self.cleaned_data.get("target", ""))
        return address.partition("?")[0].partition("#")[0].rstrip("/").split("/")[-1]


class AnswerForm(RefusableForm):
    """An official answer."""

    text = words(
        _("Answer"),
        rows=6,
        longest=LONGEST_TEXT,
        help_text=_("Shown with the badge of the authority. It pays an owed answer."),
    )
    submission_key = key()


class EvidenceForm(RefusableForm):
    """Proof of delivery."""

    text = words(_("What was done"), rows=4, longest=LONGEST_REASON)
    delivered_on = forms.DateField(
        label=_("Delivered on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    cost = forms.DecimalField(
        label=_("Cost"), required=False, max_digits=14, decimal_places=2, min_value=0
    )
    photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG or WebP, at most 10 MB."),
    )
    photo_description = forms.CharField(
        label=_("What the photo shows"), required=False, max_length=200
    )
    submission_key = key()


def possible_moves(idea: Idea) -> set[IdeaState]:
    """List the steps that an officer can take by a bare move."""
    return set(MOVES[IdeaState(idea.state)]) - {IdeaState.MERGED}
