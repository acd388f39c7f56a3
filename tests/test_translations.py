"""Every word of ours is there in Arabic, in all six plural forms."""

import re
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[1]
TOPS = (
    "platform",
    "comments",
    "consultations",
    "drafts",
    "frontend",
    "search",
    "voting",
)
CATALOGUES = sorted(
    path for top in TOPS for path in (ROOT / top).glob("**/locale/ar/LC_MESSAGES/*.po")
)
PLURAL_FORMS = 6
NAMED = re.compile(r"%\((\w+)\)[sd]")
ARABIC = re.compile(r"[\u0621-\u064a]")
every_catalogue = pytest.mark.parametrize(
    "path", CATALOGUES, ids=lambda path: str(path.relative_to(ROOT).parents[3])
)


def sentences_of(entry: polib.POEntry) -> list[str]:
    """Return the translation, or all its plural forms."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@every_catalogue
def test_nothing_is_left_untranslated_or_fuzzy(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    unfinished = [
        entry.msgid
        for entry in catalogue
        if entry.obsolete or entry.fuzzy or not all(sentences_of(entry))
    ]
    assert unfinished == []
    assert not catalogue.metadata_is_fuzzy


@every_catalogue
def test_plurals_have_all_six_forms(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    assert f"nplurals={PLURAL_FORMS};" in catalogue.metadata["Plural-Forms"]
    short = [
        entry.msgid
        for entry in catalogue
        if entry.msgid_plural and len(entry.msgstr_plural) != PLURAL_FORMS
    ]
    assert short == []


@every_catalogue
def test_placeholders_are_named_and_the_same_in_both_languages(path: Path) -> None:
    wrong = []
    for entry in polib.pofile(str(path)):
        asked = set(NAMED.findall(entry.msgid + entry.msgid_plural))
        for sentence in sentences_of(entry):
            # One and two of a thing are words of their own in Arabic, without a number.
            missing = asked - set(NAMED.findall(sentence))
            too_few = bool(missing) and not entry.msgid_plural
            if set(NAMED.findall(sentence)) - asked or too_few:
                wrong.append(entry.msgid)
    assert wrong == []


@every_catalogue
def test_positional_placeholders_are_not_used(path: Path) -> None:
    positional = re.compile(r"(?<!%)%[sd]|\{\d*\}")
    entries = polib.pofile(str(path))
    assert [entry.msgid for entry in entries if positional.search(entry.msgid)] == []


@every_catalogue
def test_translations_are_in_arabic(path: Path) -> None:
    latin = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if re.search(r"[a-z]{3}", NAMED.sub("", entry.msgid))
        if not all(ARABIC.search(sentence) for sentence in sentences_of(entry))
    ]
    assert [word for word in latin if " " in word] == []
