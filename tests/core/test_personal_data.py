import pytest

from foundation.core.personal_data import (
    PersonalDataFoundError,
    find_personal_data,
    refuse_personal_data,
    without_personal_data,
)


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("اتصل بي ٠٥٠١٢٣٤٥٦٧ الآن", "phone", "٠٥٠١٢٣٤٥٦٧"),
        ("رقمي ۰۵۰۱۲۳۴۵۶۷", "phone", "۰۵۰۱۲۳۴۵۶۷"),
        ("call +966 50 123 4567", "phone", "+966 50 123 4567"),
        ("00966501234567", "phone", "00966501234567"),
        ("966501234567+", "phone", "966501234567+"),
        ("050-123-4567.", "phone", "050-123-4567"),
        ("050 123 4567؟", "phone", "050 123 4567"),
        ("هاتف المكتب 0112345678", "phone", "0112345678"),
        ("+44 (20) 7946-0958", "phone", "+44 (20) 7946-0958"),
        ("٠٠٤٤٢٠٧٩٤٦٠٩٥٨", "phone", "٠٠٤٤٢٠٧٩٤٦٠٩٥٨"),
        ("هويتي 1000000016", "identity", "1000000016"),
        ("هويتي ١٠٠٠٠٠٠٠١٦،", "identity", "١٠٠٠٠٠٠٠١٦"),
        ("إقامة 2123-456-788", "identity", "2123-456-788"),
        (
            "SA03 8000 0000 6080 1016 7519 من فضلك",
            "iban",
            "SA03 8000 0000 6080 1016 7519",
        ),
        ("sa0380000000608010167519", "iban", "sa0380000000608010167519"),
        ("GB82-WEST-1234-5698-7654-32", "iban", "GB82-WEST-1234-5698-7654-32"),
        ("write to a.b+c@example.org.", "email", "a.b+c@example.org"),
        ("بريدي: سالم@مثال.السعودية", "email", "سالم@مثال.السعودية"),
    ],
)
def test_personal_data_is_found_where_it_stands(
    text: str, kind: str, found: str
) -> None:
    (finding,) = find_personal_data(text)
    assert (finding.kind, finding.text) == (kind, found)
    assert text[finding.start : finding.end] == found


@pytest.mark.parametrize(
    "text",
    [
        "المرسوم الملكي رقم م/114 وتاريخ 1442/11/27هـ",
        "قرار رقم (2) وتاريخ ٢٧/١١/١٤٤٢",
        "2026-11-22 10:00",
        "2026 11 22 1000",
        "1,000,000,000 ريال",
        "1 000 000 008 ريال",
        "2000000000",
        "1234567890",
        "1111111111",
        "https://example.org/0501234567?x=1000000016",
        "1 2 3 4 5 6 7 8 9 10",
        "de 42 millones en lugar de v",
        "SA04 8000 0000 6080 1016 7519",
        "@salem",
        "3.14159265358979",
        "10:00-12:00",
        "920001234",
        "",
    ],
)
def test_numbers_of_laws_dates_amounts_and_links_are_left_alone(text: str) -> None:
    assert find_personal_data(text) == []


def test_what_was_found_is_taken_out_and_the_rest_stays() -> None:
    text = "راسلني على a@example.org أو ٠٥٠١٢٣٤٥٦٧ وشكرًا"
    cleaned = without_personal_data(text, find_personal_data(text))
    assert cleaned == "راسلني على … أو … وشكرًا"


def test_a_refusal_carries_what_was_found() -> None:
    refuse_personal_data("الرصيف ضيق، طوله 1500 متر")
    with pytest.raises(PersonalDataFoundError) as refusal:
        refuse_personal_data("0501234567 أو a@example.org")
    assert [found.kind for found in refusal.value.findings] == ["phone", "email"]
    assert refusal.value.status == 409


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "1 " * 5_000, "+" * 10_000, "SA03" * 2500]
)
def test_no_text_takes_long(text: str) -> None:
    assert len(find_personal_data(text)) <= len(text)
