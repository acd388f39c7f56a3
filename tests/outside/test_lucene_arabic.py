"""Lucene's own cases for Arabic: folding, light stemming, and both with stop words."""

from collections.abc import Iterator
from pathlib import Path

from search.analysis.arabic import light_stem
from search.analysis.folding import fold
from search.analysis.lexicon import STOP_WORDS
from search.analysis.tokens import all_forms
from tests.outside.conftest import Outside

CASES = 34


def cases(path: Path) -> Iterator[tuple[str, str, str]]:
    for line in path.read_text("utf-8").splitlines():
        name, given, expected = [*line.split("\t"), "", ""][:3]
        if not line.startswith("#"):
            yield name, given, expected


def test_words_fold_as_lucene_folds_them(outside: Outside) -> None:
    wrong = [
        (name, given, fold(given))
        for name, given, expected in cases(
            outside("lucene-arabic") / "normalization.tsv"
        )
        if fold(given) != expected
    ]
    assert wrong == []


def test_words_are_stemmed_as_lucene_stems_them(outside: Outside) -> None:
    wrong = [
        (name, given, light_stem(given))
        for name, given, expected in cases(outside("lucene-arabic") / "stem.tsv")
        if light_stem(given) != expected
    ]
    assert wrong == []


def test_texts_are_read_as_lucene_reads_them(outside: Outside) -> None:
    wrong = []
    for name, given, expected in cases(outside("lucene-arabic") / "analyzer.tsv"):
        forms = [form for form in all_forms(given) if form.word not in STOP_WORDS]
        read = "|".join(form.stem for form in forms)
        if read != expected:
            wrong.append((name, given, read))
    assert wrong == []


def test_every_case_was_read(outside: Outside) -> None:
    folder = outside("lucene-arabic")
    read = [case for path in sorted(folder.glob("*.tsv")) for case in cases(path)]
    assert len(read) == CASES
