"""Numbers in the digits and marks of the reader's language."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language, pgettext

_ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_ARABIC_MARKS = str.maketrans({",": "٬", ".": "٫", "%": "٪"})


def _is_arabic() -> bool:
    return (get_language() or "").startswith("ar")


def digits(text: object) -> str:
    """Any text with its Western digits turned into the reader's."""
    return str(text).translate(_ARABIC_INDIC) if _is_arabic() else str(text)


def number(value: float | Decimal | None, places: int | None = None) -> str:
    """A number with grouped thousands: 2,148 or ٢٬١٤٨; empty for None.

    ``places`` fixes the decimal places; without it whole numbers have none and others
    at most one.
    """
    if value is None:
        return ""
    exact = Decimal(str(value))
    if places is None:
        places = 0 if exact == exact.to_integral_value() else 1
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    written = f"{rounded:,f}"
    return digits(written.translate(_ARABIC_MARKS)) if _is_arabic() else written


def percent(value: float | Decimal | None, places: int | None = None) -> str:
    """A figure that already counts in hundredths: 60.6 becomes 60.6% or ٦٠٫٦٪."""
    if value is None:
        return ""
    return number(value, places) + ("٪" if _is_arabic() else "%")


def section_number(value: str | None) -> str:
    """The number of a section as a reader writes it: «4 bis 2» becomes «٤ مكرر ٢»."""
    if not value:
        return ""
    bis = pgettext("after the number of an article", "bis")
    return digits(value.replace("bis", bis))
