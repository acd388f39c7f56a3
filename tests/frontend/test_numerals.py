"""Numbers, days and counted nouns read right in both languages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from frontend import moments, nouns, numerals

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
CLOSE = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


@pytest.fixture
def arabic() -> Iterator[None]:
    with translation.override("ar"):
        yield


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize(
    ("value", "written"),
    [
        (2148, "٢٬١٤٨"),
        (0, "٠"),
        (60.6, "٦٠٫٦"),
        (1234567, "١٬٢٣٤٬٥٦٧"),
        (-3, "-٣"),
        (None, ""),
    ],
)
def test_numbers_have_arabic_digits_and_marks(
    value: float | None, written: str
) -> None:
    assert numerals.number(value) == written


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("value", "written"),
    [(2148, "2,148"), (60.64, "60.6"), (60.0, "60"), (0.05, "0.1")],
)
def test_numbers_in_english_keep_western_digits(
    value: float | None, written: str
) -> None:
    assert numerals.number(value) == written


def test_a_percentage_carries_the_sign_of_its_language() -> None:
    with translation.override("ar"):
        assert numerals.percent(60.6) == "٦٠٫٦٪"
    with translation.override("en"):
        assert numerals.percent(60.6) == "60.6%"


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize(
    ("stored", "read"),
    [("4", "٤"), ("4 bis 2", "٤ مكرر ٢"), ("1326-1", "١٣٢٦-١"), (None, "")],
)
def test_section_numbers_read_as_the_law_writes_them(
    stored: str | None, read: str
) -> None:
    assert numerals.section_number(stored) == read


@pytest.mark.usefixtures("arabic")
def test_a_day_has_the_month_names_of_the_gulf() -> None:
    assert moments.day(date(2026, 11, 30)) == "٣٠ نوفمبر ٢٠٢٦"
    assert moments.day(date(2026, 4, 1), year=False) == "١ أبريل"
    assert moments.day(date(2026, 11, 30), weekday=True) == "الاثنين ٣٠ نوفمبر ٢٠٢٦"


@pytest.mark.usefixtures("arabic")
def test_the_hijri_day_follows_umm_al_qura() -> None:
    assert moments.hijri(date(2026, 11, 30)) == "٢٠ جمادى الآخرة ١٤٤٨"
    assert moments.hijri(date(1700, 1, 1)) == ""


def test_a_moment_is_told_in_the_zone_of_the_authority() -> None:
    with translation.override("ar"):
        told = moments.moment(CLOSE, zone="Asia/Riyadh")
        assert told == "الاثنين ٣٠ نوفمبر ٢٠٢٦، ٨:٠٠ مساءً"
    with translation.override("en"):
        assert moments.clock_time(CLOSE, zone="Asia/Dubai") == "9:00 pm"


@pytest.mark.usefixtures("arabic")
def test_noon_is_neither_morning_nor_evening() -> None:
    noon = datetime(2026, 11, 19, 12, 5, tzinfo=UTC)
    assert moments.clock_time(noon, zone="UTC") == "١٢:٠٥ ظهرًا"


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0, "أُغلق"),
        (1, "بقي يوم واحد"),
        (2, "بقي يومان"),
        (8, "بقيت ٨ أيام"),
        (13, "بقي ١٣ يومًا"),
        (59, "بقي ٥٩ يومًا"),
        (61, "بقي شهران"),
    ],
)
def test_what_is_left_agrees_with_its_number(days: int, told: str) -> None:
    assert moments.time_left(NOW + timedelta(days=days), NOW) == told


@pytest.mark.usefixtures("arabic")
def test_spans_ahead_and_behind_use_the_genitive() -> None:
    assert moments.time_until(NOW + timedelta(days=2), NOW) == "بعد يومين"
    assert moments.time_until(NOW + timedelta(days=8), NOW) == "بعد ٨ أيام"
    assert moments.time_ago(NOW - timedelta(hours=3), NOW) == "قبل ٣ ساعات"
    assert moments.time_ago(NOW - timedelta(seconds=5), NOW) == "قبل لحظات"


@pytest.mark.usefixtures("english")
def test_spans_in_english() -> None:
    assert moments.time_until(CLOSE, NOW) == "in 8 days"
    assert moments.time_left(NOW + timedelta(hours=1), NOW) == "1 hour left"
    assert moments.time_ago(NOW - timedelta(minutes=2), NOW) == "2 minutes ago"


def test_one_and_two_have_no_figure_in_arabic() -> None:
    with translation.override("ar"):
        assert moments.span_figure(NOW + timedelta(days=2), NOW) == ("", "يومان")
        assert moments.span_figure(NOW + timedelta(days=4), NOW) == ("٤", "أيام")
    with translation.override("en"):
        assert moments.span_figure(NOW + timedelta(days=2), NOW) == ("2", "days")


@pytest.mark.usefixtures("arabic")
@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "لا تعليقات"),
        (1, "تعليق واحد"),
        (2, "تعليقان"),
        (3, "٣ تعليقات"),
        (11, "١١ تعليقًا"),
        (100, "١٠٠ تعليق"),
        (128, "١٢٨ تعليقًا"),
    ],
)
def test_counted_nouns_agree_in_all_six_forms(count: int, told: str) -> None:
    assert nouns.counted(count, "comments") == told


def test_counted_nouns_in_english() -> None:
    with translation.override("en"):
        assert nouns.counted(1, "supporters") == "1 supporter"
        assert nouns.counted(2148, "votes") == "2,148 votes"


def test_an_unknown_noun_is_refused() -> None:
    with pytest.raises(KeyError):
        nouns.counted(3, "dragons")
