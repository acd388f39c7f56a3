"""Every component as its own page documents it: the example with its data, rendered."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django import forms
from django.http import HttpRequest
from django.template import engines
from django.utils.translation import get_language

from frontend.assets import ROOT

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
COMPONENTS = ROOT / "components"
_FENCE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")


class SampleForm(forms.Form):
    """A form with the usual fields, sent with faults."""

    title = forms.CharField(label="Title", help_text="At most 120 characters.")
    text = forms.CharField(label="Text", widget=forms.Textarea, required=False)
    email = forms.EmailField(label="E-mail")
    topic = forms.ChoiceField(label="Topic", choices=[("1", "Parks"), ("2", "Roads")])
    side = forms.ChoiceField(
        label="Side",
        choices=[("for", "For"), ("against", "Against")],
        widget=forms.RadioSelect,
    )
    photo = forms.FileField(label="Photo", required=False)
    terms = forms.BooleanField(label="I have read the rules")


class SmallForm(forms.Form):
    """A form of one field, sent empty."""

    title = forms.CharField(label="Title", help_text="At most 120 characters.")


class PlaceForm(forms.Form):
    """A point on earth."""

    latitude = forms.FloatField(label="Latitude", required=False)
    longitude = forms.FloatField(label="Longitude", required=False)


_FORMS = {"form": SampleForm, "small form": SmallForm, "place form": PlaceForm}


@dataclass(frozen=True)
class Sample:
    """One component, its page, and its example as HTML."""

    name: str
    page: str

    @property
    def example(self) -> str:
        return self._fenced("django")

    @property
    def data(self) -> dict[str, Any]:
        source = self._fenced("json")
        return json.loads(source) if source else {}

    def _fenced(self, kind: str) -> str:
        return next(
            (body for name, body in _FENCE.findall(self.page) if name == kind), ""
        )

    def render(self, request: HttpRequest) -> str:
        values = _ready(self.data)
        if kind := _FORMS.get(str(values.get("form"))):
            # Several stand on one page of the gallery; their ids must not meet.
            values["form"] = kind(
                {"title": "", "email": "reem@example"}, auto_id=f"{self.name}_%s"
            )
        source = "{% load i18n %}" + self.example
        template = engines["django"].from_string(source)
        return template.render({"now": NOW, **values}, request)


@cache
def samples() -> list[Sample]:
    pages = sorted(COMPONENTS.glob("*/*.md"))
    return [Sample(path.parent.name, path.read_text("utf-8")) for path in pages]


def folders() -> list[Path]:
    return sorted(path for path in COMPONENTS.iterdir() if path.is_dir())


def _ready(value: Any) -> Any:
    """JSON with {"ar", "en"} pairs chosen for the page and dates made real."""
    if isinstance(value, dict):
        if set(value) == {"ar", "en"}:
            return value[(get_language() or "en")[:2]]
        return {key: _ready(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_ready(item) for item in value]
    return _dated(value) if isinstance(value, str) else value


def _dated(text: str) -> str | date:
    if _MOMENT.match(text):
        return datetime.fromisoformat(text)
    return date.fromisoformat(text) if _DAY.match(text) else text
