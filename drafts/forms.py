"""What editors fill in when they import, correct and name a text."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from drafts.documents import DEEPEST_LEVEL, Part, Revised, Words
from drafts.errors import NothingToImportError, TwoSourcesError, UnreadableTextError
from drafts.queries.naming import section_name
from drafts.readers import ENDINGS, MAX_BYTES, Reason, UnreadableFileError, read_content
from drafts.services.aligning import Statement
from drafts.services.cleaning import LONGEST_HEADING, LONGEST_NUMBER, LONGEST_TEXT
from drafts.services.drafts import LONGEST_TITLE
from drafts.splitting import MarkedText, SplitText, split
from drafts.states import SectionKind
from foundation.core.errors import InvalidInputError
from foundation.core.text import clean_text
from foundation.core.translated import LANGUAGES, NAMES
from foundation.organisations.models import Authority

Sent = Mapping[str, Any]
LONGEST_PASTE = 900_000
LONGEST_SUMMARY = 4000
FEWEST_ROWS, MOST_ROWS = 3, 24
LEVELS = [(level, str(level)) for level in range(1, DEEPEST_LEVEL + 1)]
DIRECTIONS = {"ar": "rtl", "en": "ltr"}
# The reader's own sentence is English and for commands; these say the same to editors.
SENTENCES = {
    Reason.ABSENT: _("The file could not be opened. Choose it again."),
    Reason.BROKEN: _(
        "The file is damaged and could not be read. "
        "Open it in the program that made it, save it again, and upload that."
    ),
    Reason.EMPTY: _("There is no text in the file."),
    Reason.ENCODING: _(
        "The letters of the file could not be recognised. "
        "Save it as UTF-8 text and upload it again, or paste the text."
    ),
    Reason.TOO_LARGE: _("The file is too large: at most 20 MB, please."),
    Reason.UNKNOWN_FORMAT: _(
        "Files of this kind cannot be read. "
        "Upload Word (.docx), Akoma Ntoso (.xml), Markdown (.md), HTML or plain text "
        "(.txt)."
    ),
    Reason.WRONG_FORMAT: _(
        "The file is not what its name says. "
        "Save it as Word (.docx) or plain text and upload it again."
    ),
}


class Source(NamedTuple):
    """A text as it came, and the name of its file; empty for a pasted one."""

    text: MarkedText | str
    name: str


class ImportForm(forms.Form):
    """A file or a pasted text, and whose draft it becomes.

    Without `authorities` it goes into a draft that stands, which has its title.
    """

    file = forms.FileField(
        label=_("file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
        help_text=_(
            "Word (.docx), Akoma Ntoso (.xml), Markdown, HTML or plain text, "
            "up to 20 MB."
        ),
    )
    pasted = forms.CharField(
        label=_("or paste the text"),
        required=False,
        strip=False,
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=_("language of the text"),
        required=False,
        choices=[("", _("Recognise it")), *NAMES.items()],
    )
    title = forms.CharField(
        label=_("title"),
        required=False,
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Leave it empty to take the first line of the text."),
    )

    field_order = ("authority",)
    source_name = ""

    def __init__(
        self, *args: Any, authorities: QuerySet[Authority] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if authorities is None:
            del self.fields["title"]
            return
        self.fields["authority"] = forms.ModelChoiceField(
            authorities, label=_("authority"), empty_label=None
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """Read the source and cut it, so that a refusal stands beside the form."""
        cleaned = super().clean() or {}
        if not self.errors:
            cleaned["split"] = self._split(cleaned)
        return cleaned

    def _split(self, cleaned: Mapping[str, Any]) -> SplitText | None:
        try:
            source = _source(cleaned.get("file"), cleaned.get("pasted") or "")
        except InvalidInputError as refusal:
            self.add_error(refusal.field, str(refusal))
            return None
        self.source_name = source.name
        return split(
            source.text,
            language=cleaned.get("language") or None,
            title=(cleaned.get("title") or "").strip() or None,
        )


class Column(NamedTuple):
    """The fields of a section in one language; a proposed split has no summary yet."""

    code: str
    heading: forms.BoundField
    text: forms.BoundField
    summary: forms.BoundField | None


class PartForm(forms.Form):
    """One section of a text; its prefix is the key of the part.

    It is explained in plain words where all languages are written side by side.

    `disputed` is the part as somebody else left it meanwhile, beside what was typed;
    `is_gone` when it is no longer in the text.
    """

    disputed: Part | None = None
    is_gone: bool = False

    kind = forms.ChoiceField(label=_("kind"), choices=SectionKind.choices)
    number = forms.CharField(
        label=_("number"),
        required=False,
        max_length=LONGEST_NUMBER,
        widget=forms.TextInput(attrs={"size": 6, "dir": "ltr"}),
    )
    level = forms.TypedChoiceField(label=_("level"), choices=LEVELS, coerce=int)
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Sent | None = None,
        *,
        part: Part,
        languages: Sequence[str] = LANGUAGES,
    ) -> None:
        self.part, self.languages = part, languages
        super().__init__(data, initial=_initial(part), prefix=part.key)
        for code in languages:
            self.fields[f"heading_{code}"] = _heading_field(code)
            self.fields[f"text_{code}"] = _text_field(code, rows=_rows(part))
            if self.is_explained:
                self.fields[f"summary_{code}"] = _summary_field(code)

    @property
    def is_explained(self) -> bool:
        """Whether the section can be given a summary here."""
        return len(self.languages) == len(LANGUAGES)

    def columns(self) -> list[Column]:
        """List the fields of each language that is edited."""
        return [
            Column(
                code,
                self[f"heading_{code}"],
                self[f"text_{code}"],
                self[f"summary_{code}"] if self.is_explained else None,
            )
            for code in self.languages
        ]

    def typed(self) -> Part:
        """Return the part as it was typed; languages not edited here stay."""
        cleaned = self.cleaned_data
        said = {
            code: Words(
                cleaned[f"heading_{code}"],
                cleaned[f"text_{code}"],
                cleaned.get(f"summary_{code}", self.part.says(code).summary),
            )
            for code in self.languages
        }
        return Part(
            kind=cleaned["kind"],
            number=cleaned["number"],
            level=cleaned["level"],
            words={**self.part.words, **said},
            key=self.part.key,
        )

    def revised(self) -> Revised:
        """Return what was typed, with the digest that the form showed."""
        return Revised(self.typed(), self.cleaned_data["was"])


class AlignmentForm(forms.Form):
    """The sections of the other version with which one section hangs together.

    `keeper` is the one of them that is the same section; empty where words decide.
    """

    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Sent | None = None,
        *,
        part: Part,
        others: Sequence[Part],
        tied: Sequence[str],
        was: str,
    ) -> None:
        self.part, self.parts = part, {other.key: other for other in others}
        self.tied = set(data.getlist("others") if isinstance(data, QueryDict) else tied)
        super().__init__(data, initial={"others": list(tied), "was": was})
        keys = [(key, key) for key in self.parts]
        self.fields["others"] = forms.MultipleChoiceField(choices=keys, required=False)
        self.fields["keeper"] = forms.ChoiceField(
            choices=[("", ""), *keys], required=False
        )

    def lines(self) -> list[dict[str, Any]]:
        """List every section of the other version; the ones nearest by first."""
        return [
            {
                "part": other,
                "name": section_name(other.kind, other.number),
                "is_tied": other.key in self.tied,
                "is_same": other.key == self.part.key,
            }
            for other in sorted(
                self.parts.values(), key=lambda other: other.key not in self.tied
            )
        ]

    def statement(self) -> Statement:
        """Return what was said, as the services take it."""
        cleaned = self.cleaned_data
        return Statement(
            section=self.part.key,
            others=frozenset(cleaned["others"]),
            was=cleaned["was"],
            keeper=cleaned["keeper"],
        )


class SplitLineForm(forms.Form):
    """The line in each language with which the second section begins."""

    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Sent | None = None, *, part: Part) -> None:
        self.part = part
        super().__init__(data, initial={"was": part.digest})
        for code, said in part.words.items():
            if said.text:
                self.fields[code] = forms.TypedChoiceField(
                    label=NAMES[code],
                    required=False,
                    coerce=int,
                    empty_value=None,
                    widget=forms.RadioSelect,
                    choices=[
                        ("", _("Leave all of it in the first section")),
                        *_lines(said),
                    ],
                )

    def lines(self) -> dict[str, int]:
        """Return the chosen line by language, counted from 1."""
        chosen = {code: self.cleaned_data.get(code) for code in LANGUAGES}
        return {code: at for code, at in chosen.items() if at is not None}


class TitleForm(forms.Form):
    """The title of a draft in both languages."""

    title_ar = forms.CharField(
        label=_("title (Arabic)"),
        required=False,
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"dir": "rtl", "lang": "ar"}),
    )
    title_en = forms.CharField(
        label=_("title (English)"),
        required=False,
        max_length=LONGEST_TITLE,
        widget=forms.TextInput(attrs={"dir": "ltr", "lang": "en"}),
    )


def _source(upload: "UploadedFile[Any] | None", pasted: str) -> Source:
    """Read what was sent.

    Raises:
        TwoSourcesError: both a file and a text were sent.
        NothingToImportError: neither was.
        UnreadableTextError: the file cannot be read.

    """
    if upload is not None and pasted.strip():
        raise TwoSourcesError
    if upload is None:
        if not pasted.strip():
            raise NothingToImportError
        return Source(clean_text(pasted, longest=LONGEST_PASTE), "")
    name = upload.name or ""
    too_large = (upload.size or 0) > MAX_BYTES
    if too_large:
        raise UnreadableTextError(SENTENCES[Reason.TOO_LARGE], field="file")
    try:
        return Source(read_content(upload.read(), name=name), name)
    except UnreadableFileError as error:
        sentence = SENTENCES[Reason(error.code)]
        raise UnreadableTextError(sentence, field="file") from error


def _initial(part: Part) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "kind": part.kind,
        "number": part.number,
        "level": part.level,
        "was": part.digest,
    }
    for code in LANGUAGES:
        said = part.says(code)
        initial[f"heading_{code}"], initial[f"text_{code}"] = said.heading, said.text
        initial[f"summary_{code}"] = said.summary
    return initial


def _heading_field(code: str) -> forms.CharField:
    attributes = {"lang": code, "dir": DIRECTIONS[code]}
    return forms.CharField(
        label=_("heading"),
        required=False,
        max_length=LONGEST_HEADING,
        widget=forms.TextInput(attrs=attributes),
    )


def _text_field(code: str, *, rows: int) -> forms.CharField:
    attributes = {"lang": code, "dir": DIRECTIONS[code], "rows": rows}
    return forms.CharField(
        label=_("text"),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs=attributes),
    )


def _summary_field(code: str) -> forms.CharField:
    attributes = {"lang": code, "dir": DIRECTIONS[code], "rows": FEWEST_ROWS}
    return forms.CharField(
        label=_("in plain words"),
        required=False,
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea(attrs=attributes),
        help_text=_("Two or three sentences that anyone understands. No legal force."),
    )


def _rows(part: Part) -> int:
    """Count the rows that the longest text of a part needs beside another one."""
    texts = [said.text for said in part.words.values()] or [""]
    needed = max(len(text) // 30 + text.count("\n") + 1 for text in texts)
    return min(max(needed, FEWEST_ROWS), MOST_ROWS)


def _lines(said: Words) -> list[tuple[int, str]]:
    """List the lines with which a second section may begin."""
    first = 1 if said.heading else 2
    lines = enumerate(said.text.split("\n"), start=1)
    return [(at, line) for at, line in lines if at >= first and line.strip()]


class WordingForm(forms.Form):
    """Other words for a section and why; the rules are the services'."""

    text = forms.CharField(required=False, strip=False)
    reason = forms.CharField(required=False, strip=False)
    version = forms.CharField(required=False, max_length=20)
    language = forms.CharField(required=False, max_length=8)
    act = forms.CharField(required=False, max_length=10)
    submission_key = forms.CharField(required=False, max_length=200)


class ChosenField(forms.Field):
    """The names of all that was marked; of any number."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: object) -> list[str]:
        """Read the names as a list."""
        return [str(name) for name in value] if isinstance(value, list) else []


class AnswerForm(forms.Form):
    """An answer, and the inputs that it is given to; the rules are the services'."""

    chosen = ChosenField(required=False)
    every = forms.BooleanField(required=False)
    until = forms.CharField(required=False, max_length=40)
    with_folded = forms.BooleanField(required=False)
    answer = forms.CharField(required=False, max_length=20)
    reason_ar = forms.CharField(required=False, strip=False)
    reason_en = forms.CharField(required=False, strip=False)
    words = forms.CharField(required=False, strip=False)
    was = forms.CharField(required=False, strip=False)
    submission_key = forms.CharField(required=False, max_length=200)


class PassageForm(forms.Form):
    """A comment on a passage; which one is in the address."""

    text = forms.CharField(required=False, strip=False)
    stance = forms.CharField(required=False, max_length=20)
    submission_key = forms.CharField(required=False, max_length=200)


class ChosenPassageForm(forms.Form):
    """A passage as an address names it: by its place, or by its words."""

    language = forms.CharField(required=False, max_length=8)
    version = forms.IntegerField(required=False, min_value=1)
    start = forms.IntegerField(required=False, min_value=0)
    end = forms.IntegerField(required=False, min_value=1)
    exact = forms.CharField(required=False, max_length=20_000)
    suffix = forms.CharField(required=False, max_length=500)

    def __init__(self, data: Sent | None = None) -> None:
        super().__init__(data)
        # Declared in the class it would hide what a form calls its own prefix.
        self.fields["prefix"] = forms.CharField(required=False, max_length=500)
