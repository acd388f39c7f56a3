"""How Django writes dates where it chooses by itself."""

from datetime import datetime

import pytest
from django.utils import formats, translation

MOMENT = datetime(2026, 3, 5, 14, 7)


@pytest.mark.parametrize(
    ("language", "written"),
    [("ar", "5 مارس 2026، 14:07"), ("en", "5 March 2026, 14:07")],
)
def test_the_day_stands_before_the_month(language: str, written: str) -> None:
    with translation.override(language):
        assert formats.date_format(MOMENT, "DATETIME_FORMAT") == written
        assert formats.date_format(MOMENT, "SHORT_DATE_FORMAT") == "5/3/2026"
