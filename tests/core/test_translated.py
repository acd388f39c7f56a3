"""A name says which language it is really in."""

import pytest
from django.utils import translation

from foundation.core.translated import Rendition, Wording, columns, wording_of
from foundation.organisations.models import Authority


@pytest.fixture
def authority() -> Authority:
    return Authority(slug="harbour", name_ar="بلدية المرفأ", name_en="Harbour")


@pytest.mark.parametrize(
    ("language", "name", "direction"),
    [("ar", "بلدية المرفأ", "rtl"), ("en", "Harbour", "ltr")],
)
def test_a_name_is_read_in_the_active_language(
    authority: Authority, language: str, name: str, direction: str
) -> None:
    with translation.override(language):
        wording = authority.name
    assert wording == name
    assert wording.language == language
    assert wording.direction == direction
    assert not wording.is_fallback


def test_a_missing_language_falls_back_visibly(authority: Authority) -> None:
    authority.name_en = ""
    with translation.override("en"):
        wording = authority.name
    assert wording == "بلدية المرفأ"
    assert (wording.language, wording.direction) == ("ar", "rtl")
    assert wording.is_fallback


def test_without_any_wording_the_name_is_empty_in_the_wanted_language() -> None:
    wording = wording_of({"ar": "", "en": ""}, language="en")
    assert wording == ""
    assert wording.language == "en"
    assert not wording.is_fallback


def test_a_language_of_no_site_reads_as_the_first(authority: Authority) -> None:
    with translation.override("fr"):
        assert authority.name.language == "ar"


def test_a_wording_is_a_text_like_any_other() -> None:
    assert f"{Wording('حي', 'ar')}!" == "حي!"
    assert {Wording("حي", "ar"): 1}["حي"] == 1


def test_a_value_that_is_no_text_comes_with_its_language() -> None:
    descriptor = Authority.name

    class Holder:
        name_ar = None
        name_en = ("block",)

    rendition = descriptor.in_language(Holder(), "ar")
    assert isinstance(rendition, Rendition)
    assert (rendition.value, rendition.language) == (("block",), "en")
    assert rendition.is_fallback
    assert rendition.direction == "ltr"


def test_columns_are_named_by_language() -> None:
    assert columns("name") == ["name_ar", "name_en"]
    names = {field.name for field in Authority._meta.get_fields()}
    assert set(columns("name")) <= names


def test_a_column_is_labelled_with_its_language() -> None:
    with translation.override("en"):
        assert str(Authority._meta.get_field("name_ar").verbose_name) == "name (Arabic)"
