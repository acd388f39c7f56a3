"""How Django writes dates where it chooses by itself."""

from datetime import UTC, datetime

import pytest
from django.utils import formats, translation
from django.utils.timezone import localtime

MOMENT = datetime(2026, 3, 5, 11, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "written"),
    [("ar", "5 مارس 2026، 14:07"), ("en", "5 March 2026, 14:07")],
)
def test_the_day_stands_before_the_month(language: str, written: str) -> None:
    with translation.override(language):
        assert formats.date_format(localtime(MOMENT), "DATETIME_FORMAT") == written
        assert formats.date_format(localtime(MOMENT), "SHORT_DATE_FORMAT") == "5/3/2026"
