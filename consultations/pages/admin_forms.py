"""The forms of the page editor: languages, the authority's own things, phases."""

from datetime import datetime
from typing import Any

from django.forms import ValidationError
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.images.permissions import permission_policy as image_policy

from consultations.pages.errors import (
    BegunPhaseRemovedError,
    OutcomeTooEarlyError,
    ShiftNeedsReasonError,
)
from consultations.pages.states import PhaseKind
from foundation.core.translated import LANGUAGES, RTL_LANGUAGES, columns
from frontend import moments

PARTICIPATION = (PhaseKind.COMMENT, PhaseKind.VOTE)


class BilingualPageForm(WagtailAdminPageForm):
    """A form in which each field is written in the direction of its language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False  # made from the heading
        for name, field in self.fields.items():
            language = name.rpartition("_")[2]
            if language in LANGUAGES:
                direction = "rtl" if language in RTL_LANGUAGES else "ltr"
                field.widget.attrs.update({"lang": language, "dir": direction})

    def clean(self) -> dict[str, Any]:
        """Ask for a heading in one language at least."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("slug") == "" and self.instance.slug:
            cleaned["slug"] = self.instance.slug
        headings = columns("heading")
        if all(name in self.fields for name in headings) and not any(
            cleaned.get(name) for name in headings
        ):
            self.add_error(
                headings[0], _("Write the heading in one language at least.")
            )
        return cleaned


class ConsultationForm(BilingualPageForm):
    """Offers only what belongs to the page's authority, and guards begun phases."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.parent_page
        if self.instance.authority_id is None and parent is not None:
            self.instance.authority_id = parent.specific.authority_id
        self._offer_only_what_is_the_authoritys()

    def _offer_only_what_is_the_authoritys(self) -> None:
        for name in ("district", "ideas", "projects"):
            if name in self.fields:
                field = self.fields[name]
                field.queryset = field.queryset.filter(
                    authority_id=self.instance.authority_id
                )

    def clean_cover(self) -> Any:
        """Refuse a picture that the person may not choose.

        Raises:
            ValidationError: it is another authority's.

        """
        cover = self.cleaned_data.get("cover")
        if cover is None or cover.pk == self.initial.get("cover"):
            return cover
        choosable = image_policy.instances_user_has_any_permission_for(
            self.for_user, ["choose", "change", "add"]
        )
        if not choosable.filter(pk=cover.pk).exists():
            raise ValidationError(_("Choose one of your authority's pictures."))
        return cover

    def clean(self) -> dict[str, Any]:
        """Check the phases against each other and against what is live."""
        cleaned = super().clean()
        formset = self.formsets.get("phases")
        if formset is not None and formset.is_valid():
            self._clean_phases(formset)
        if "action-submit" in self.data:
            self._clean_outcome(cleaned)
            for fault in self.instance.submission_faults():
                self.add_error(None, fault)
        return cleaned

    def _clean_outcome(self, cleaned: dict[str, Any]) -> None:
        """A decision is published with its reasons, and reasons with their decision."""
        names = columns("outcome")
        if "outcome_kind" not in self.fields:
            return
        is_said = any(strip_tags(cleaned.get(name) or "").strip() for name in names)
        if cleaned.get("outcome_kind") and not is_said:
            fault = _("Write the decision and its reasons in one language at least.")
            self.add_error(names[0], fault)
        if is_said and not cleaned.get("outcome_kind"):
            self.add_error("outcome_kind", _("Choose what was decided."))

    def _clean_phases(self, formset: Any) -> None:
        now = timezone.now()
        rows = [
            row
            for row in formset.forms
            if row.cleaned_data and not row.cleaned_data.get("DELETE")
        ]
        phases = [row.instance for row in rows]
        for fault in phase_faults(self.instance, phases, now=now):
            self.add_error(None, fault)
        if "action-submit" in self.data and self.cleaned_data.get("outcome_kind"):
            self._clean_moment_of_outcome(phases, now)
        self._mark_what_lacks_a_reason(rows, now)

    def _clean_moment_of_outcome(self, phases: list[Any], now: datetime) -> None:
        """A decision is not published while people are still asked."""
        moment = max(now, self.cleaned_data.get("go_live_at") or now)
        fault = why_too_early(self.instance, phases, moment=moment)
        if fault:
            self.add_error("outcome_kind", fault)

    def _mark_what_lacks_a_reason(self, rows: list[Any], now: datetime) -> None:
        """Lead to the field: the sentence above does not say where it is."""
        begun = {phase.kind: phase for phase in self.instance.begun_phases(now=now)}
        for row in rows:
            live = begun.get(row.instance.kind)
            if live and lacks_reason(row.instance, live):
                fault = _("Write the public reason here.")
                row.add_error(columns("shift_reason")[0], fault)


def phase_faults(page: Any, phases: list[Any], *, now: datetime) -> list[Any]:
    """Say what is wrong with the phases that a page is to have."""
    kinds = [phase.kind for phase in phases]
    faults: list[Any] = []
    if len(kinds) != len(set(kinds)):
        faults.append(_("Each kind of phase stands once at most."))
    if any(p.kind == PhaseKind.VOTE and p.closes_at is None for p in phases):
        faults.append(_("A vote needs a closing moment."))
    return faults + shift_faults(page, phases, now=now)


def why_too_early(page: Any, phases: list[Any], *, moment: datetime) -> str:
    """Say which participation is still open at the moment of a first decision.

    Empty where none is, or where the decision was published before.
    """
    if page.outcome_published_at is not None:
        return ""
    for phase in phases:
        if phase.kind in PARTICIPATION and (
            phase.closes_at is None or phase.closes_at > moment
        ):
            return _too_early(page, phase)
    return ""


def _too_early(page: Any, phase: Any) -> str:
    named = {"phase": phase.get_kind_display()}
    if phase.closes_at is not None:
        zone = page.authority.time_zone
        named["moment"] = moments.moment(phase.closes_at, zone=zone)
        return str(OutcomeTooEarlyError.message) % named
    sentence = gettext(
        "Participation is still open: the phase “%(phase)s” has no end. The decision "
        "is published after it; end the phase with a public reason first."
    )
    return sentence % named


def lacks_reason(phase: Any, live: Any) -> bool:
    """Say whether a phase that has begun is moved without a new public reason."""
    return bool(phase.is_moved_from(live) and not phase.has_new_reason(live))


def shift_faults(page: Any, phases: list[Any], *, now: datetime) -> list[Any]:
    """Say which phases that have begun are moved or removed without a public reason."""
    faults = []
    wanted = {phase.kind: phase for phase in phases}
    for live in page.begun_phases(now=now):
        phase = wanted.get(live.kind)
        label = {"phase": live.get_kind_display()}
        if phase is None:
            faults.append(str(BegunPhaseRemovedError.message) % label)
        elif lacks_reason(phase, live):
            faults.append(str(ShiftNeedsReasonError.message) % label)
    return faults
