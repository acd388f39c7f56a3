"""Personal data that people give away in what they write: found, shown, taken out.

Phones, identity numbers, bank accounts and e-mail addresses, in Western, Arabic-Indic
and Persian digits, with spaces and dashes. What a number of a law, a date or an amount
looks like is left alone: a warning that is often wrong is not read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import DomainError

Kind = Literal["phone", "identity", "iban", "email"]

WESTERN = str.maketrans(
    {
        **{chr(0x660 + n): str(n) for n in range(10)},
        **{chr(0x6F0 + n): str(n) for n in range(10)},
        # One character for one, so that every place stays what it was.
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u200e\u200f\u061c\u2066\u2069", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
        "\uff0b": "+",
    }
)
REMOVED = "…"

EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[^\W\d_]{2,24}(?!\w)"
)
URL = re.compile(r"(?:https?://|www\.)[^\s<>]+", re.IGNORECASE)
GAP = r"[ ().-]{0,2}"
BEFORE, AFTER = r"(?<![\w/])(?<!\d[.,:/-])", r"(?![\w/]|[.,:/-]\d)"
SAUDI_PHONE = re.compile(
    rf"{BEFORE}(?:(?:\+|00)?{GAP}966{GAP}0?|0)5(?:{GAP}\d){{8}}\+?{AFTER}"
    rf"|{BEFORE}(?:(?:\+|00){GAP}966{GAP}0?|0)1[1-7](?:{GAP}\d){{7}}{AFTER}"
)
FOREIGN_PHONE = re.compile(
    rf"(?<![\w/+])(?:\+{GAP}|00)[1-9](?:{GAP}\d){{7,14}}(?![\w/]|[.,:/-]\d)"
)
IDENTITY = re.compile(rf"{BEFORE}[12]\d{{9}}(?!\d){AFTER}")
SPACED_IDENTITY = re.compile(
    rf"{BEFORE}[12]\d{{1,4}}(?:[ -]\d{{2,5}}){{1,4}}(?!\d){AFTER}"
)
IDENTITY_DIGITS = 10
DATE = re.compile(r"[12]\d{3}[ -]\d{2}[ -]\d{2}")
IBAN_START = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2}|[a-z]{2})\d{2}(?=[ -]?[A-Za-z0-9])")
FEWEST_DIGITS_OF_AN_IBAN = 10
_LENGTHS = (
    "SA24 AE23 KW30 BH22 QA29 OM23 JO30 LB28 EG29 TN24 MR27 IQ23 PS29 LY25 "
    "SD18 YE30 TR26 PK24 GB22 IE22 DE22 FR27 ES24 IT27 NL18 BE16 AT20 CH21 "
    "PT25 SE24 NO15 DK18 FI18 PL28 CZ24 GR27 RO24 HU28 BG22 LU20"
)
IBAN_LENGTHS = {entry[:2]: int(entry[2:]) for entry in _LENGTHS.split()}


class PersonalDataFoundError(DomainError):
    """What is about to be published holds personal data; nobody has agreed to that."""

    code: ClassVar[str] = "personal-data"
    status: ClassVar[int] = 409
    message = _(
        "This looks like personal data that everyone could read. Take it out, or say "
        "that you want to publish it all the same."
    )

    def __init__(self, findings: "list[Finding]") -> None:
        super().__init__(field="text")
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Finding:
    """Where something stands in a text (in code points), and what it is."""

    kind: Kind
    start: int
    end: int
    text: str


def find_personal_data(text: str) -> list[Finding]:
    """List what looks like personal data, in the order of the text."""
    plain = text.translate(WESTERN)
    kept: list[Finding] = []
    for kind, start, end in sorted(_all(plain), key=lambda found: found[1:]):
        if not kept or start >= kept[-1].end:
            kept.append(Finding(kind, start, end, text[start:end]))
    return kept


def without_personal_data(text: str, findings: Iterable[Finding]) -> str:
    """Write a mark of omission in place of everything that was found."""
    for found in sorted(findings, key=lambda found: -found.start):
        text = text[: found.start] + REMOVED + text[found.end :]
    return text


def refuse_personal_data(text: str) -> None:
    """Let a text pass that holds nothing personal.

    Raises:
        PersonalDataFoundError: it does; `findings` says where.

    """
    findings = find_personal_data(text)
    if findings:
        raise PersonalDataFoundError(findings)


def _all(plain: str) -> Iterator[tuple[Kind, int, int]]:
    for match in EMAIL.finditer(plain):
        yield "email", match.start(), match.end()
    links = [match.span() for match in URL.finditer(plain)]
    for kind, start, end in (*_numbers(plain), *_ibans(plain)):
        if not any(begin <= start < finish for begin, finish in links):
            yield kind, start, end


def _numbers(plain: str) -> Iterator[tuple[Kind, int, int]]:
    for pattern in (SAUDI_PHONE, FOREIGN_PHONE):
        for match in pattern.finditer(plain):
            yield "phone", match.start(), match.end()
    for pattern in (IDENTITY, SPACED_IDENTITY):
        for match in pattern.finditer(plain):
            if _is_identity(match[0]):
                yield "identity", match.start(), match.end()


def _is_identity(written: str) -> bool:
    """Whether these are ten digits with the check digit of an identity number."""
    digits = re.sub(r"\D", "", written)
    if len(digits) != IDENTITY_DIGITS or DATE.match(written):
        return False
    return len(set(digits[1:])) > 1 and _luhn(digits)


def _luhn(digits: str) -> bool:
    """Check the last digit (ISO/IEC 7812-1, annex B), as identity numbers have it."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - a digit sum
    return total % 10 == 0


def _ibans(plain: str) -> Iterator[tuple[Kind, int, int]]:
    for match in IBAN_START.finditer(plain):
        length = IBAN_LENGTHS.get(match[1].upper())
        end = _end_of(plain, match.start(), length) if length else None
        if end is not None and _is_iban(plain[match.start() : end]):
            yield "iban", match.start(), end


def _end_of(plain: str, start: int, length: int) -> int | None:
    """Say where `length` letters and digits from `start` end, gaps between allowed."""
    found = 0
    for place in range(start, min(len(plain), start + 2 * length)):
        character = plain[place]
        if character in " -":
            continue
        if not (character.isascii() and character.isalnum()):
            return None
        found += 1
        if found == length:
            return place + 1
    return None


def _is_iban(written: str) -> bool:
    """Check the remainder (ISO 13616-1, section 6)."""
    account = re.sub(r"[ -]", "", written).upper()
    turned = account[4:] + account[:4]
    if sum(letter.isdigit() for letter in account) < FEWEST_DIGITS_OF_AN_IBAN:
        return False
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
