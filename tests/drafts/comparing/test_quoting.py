import pytest

from drafts.comparing.quoting import TextQuote, find_quote, quote_of

TEXT = "تختص الوزارة بما يأتي: إصدار الرخص. ويجوز للوزير إصدار الرخص المؤقتة.\nانتهى."


def said(quote: TextQuote, text: str = TEXT) -> str | None:
    span = find_quote(text, quote)
    return text[span.start : span.end] if span else None


def test_a_quote_carries_whole_words_around_it() -> None:
    start = TEXT.index("ويجوز")
    quote = quote_of(TEXT, start, TEXT.index("\n"))
    assert quote.exact == "ويجوز للوزير إصدار الرخص المؤقتة."
    assert TEXT.replace("\n", " ").count(quote.prefix + " " + quote.exact) == 1
    assert quote.suffix == "انتهى."


@pytest.mark.parametrize("at", [TEXT.index("إصدار"), TEXT.rindex("إصدار")])
def test_context_tells_the_same_words_apart(at: int) -> None:
    quote = quote_of(TEXT, at, at + len("إصدار الرخص"))
    span = find_quote(TEXT, quote)
    assert span is not None
    assert span.start == at


def test_a_quote_is_found_however_it_is_written() -> None:
    assert said(TextQuote("يجوز للوزير إصدار الرخص المؤقتة")) is not None
    assert said(TextQuote("اصدار  الرُّخص المؤقته")) == "إصدار الرخص المؤقتة"
    assert said(TextQuote("المادة ١٢"), "وفق المادة 12 منه") == "المادة 12"


def test_other_words_are_not_found() -> None:
    assert said(TextQuote("إلغاء الرخص")) is None
    assert said(TextQuote("رخص")) is None
    assert said(TextQuote("")) is None
