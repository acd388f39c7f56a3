"""Fields that hold each language of the site side by side.

`Translated(models.CharField, max_length=200)` named `title` adds the columns
`title_ar` and `title_en`; reading `title` gives a `Wording` in the active language,
or in the other one with `is_fallback` set.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("ar", "en")
NAMES = {"ar": _("Arabic"), "en": _("English")}
RTL_LANGUAGES = frozenset({"ar", "fa", "he", "ur"})


class Wording(str):
    """A text together with the language it is really in."""

    __slots__ = ("is_fallback", "language")

    language: str
    is_fallback: bool

    def __new__(
        cls, value: str, language: str, *, is_fallback: bool = False
    ) -> "Wording":
        """Bind `value` to its `language`."""
        wording = super().__new__(cls, value)
        wording.language = language
        wording.is_fallback = is_fallback
        return wording

    @property
    def direction(self) -> str:
        """Say `rtl` or `ltr`, as the language is written."""
        return "rtl" if self.language in RTL_LANGUAGES else "ltr"


def active_language() -> str:
    """Return the site language that is active now; the first one when none is."""
    language = (get_language() or settings.LANGUAGE_CODE).partition("-")[0]
    return language if language in LANGUAGES else LANGUAGES[0]


def wording_of(values: dict[str, str], *, language: str | None = None) -> Wording:
    """Choose the wanted language of `values`, else the first that is filled."""
    wanted = language or active_language()
    for code in (wanted, *LANGUAGES):
        if values.get(code):
            return Wording(values[code], code, is_fallback=code != wanted)
    return Wording("", wanted)


@dataclass(frozen=True, slots=True)
class Rendition:
    """A value that is no plain text, together with the language it is really in."""

    value: Any
    language: str
    is_fallback: bool = False

    @property
    def direction(self) -> str:
        """Say `rtl` or `ltr`, as the language is written."""
        return "rtl" if self.language in RTL_LANGUAGES else "ltr"


class Translated:
    """A declaration that becomes one column a language, and a reading attribute.

    The columns may be empty each; whether one language at least is needed is said by
    the form or by a constraint of the model.
    """

    def __init__(
        self, column: Callable[..., models.Field[Any, Any]], *args: Any, **kwargs: Any
    ) -> None:
        self.column = column
        self.args = args
        self.kwargs = {"blank": True, "default": "", **kwargs}

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        """Add the columns to `model` and read them under `name`."""
        self.name = name
        setattr(model, name, self)
        for code in LANGUAGES:
            field = self.column(*self.args, **self._options(code))
            field.contribute_to_class(model, f"{name}_{code}")

    def __get__(self, instance: object, owner: type | None = None) -> Any:  # noqa: ANN401 - a text or a stream
        """Return the wording in the active language, or the other one."""
        if instance is None:
            return self
        return self.in_language(instance, active_language())

    def in_language(self, instance: object, language: str) -> Any:  # noqa: ANN401 - as above
        """Return what `instance` says in `language`, falling back visibly.

        Texts come as a `Wording`, other values (a stream of blocks) as a `Rendition`.
        """
        values = {code: getattr(instance, f"{self.name}_{code}") for code in LANGUAGES}
        if all(isinstance(value, str) for value in values.values()):
            return wording_of(values, language=language)
        spoken = language if values[language] else _first_filled(values, language)
        return Rendition(values[spoken], spoken, is_fallback=spoken != language)

    def _options(self, code: str) -> dict[str, Any]:
        options = dict(self.kwargs)
        label = options.get("verbose_name")
        if label is not None:
            options["verbose_name"] = format_lazy("{} ({})", label, NAMES[code])
        return options


def _first_filled(values: dict[str, Any], default: str) -> str:
    return next((code for code in LANGUAGES if values[code]), default)


def assign(instance: models.Model, name: str, values: Mapping[str, Any]) -> None:
    """Set every language of a translated `name`; a language left out becomes empty."""
    for code in LANGUAGES:
        setattr(instance, f"{name}_{code}", values.get(code, ""))


def columns(name: str) -> list[str]:
    """List the columns that a translated `name` has, one a language."""
    return [f"{name}_{code}" for code in LANGUAGES]
