from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.voting.proofs.signing import KEY, PUBLIC, sign
from voting.proofs import Head, PublicKey

TEXT = b"what is signed\n"
SIGNATURE = sign(TEXT)


def test_a_signature_of_the_key_is_recognised() -> None:
    assert PUBLIC.has_signed(TEXT, SIGNATURE)


@given(st.integers(0, 2047))
def test_a_flipped_bit_is_no_signature(bit: int) -> None:
    changed = int.from_bytes(SIGNATURE, "big") ^ (1 << bit)
    assert not PUBLIC.has_signed(TEXT, changed.to_bytes(256, "big"))


def test_another_text_is_not_signed() -> None:
    assert not PUBLIC.has_signed(TEXT + b"\n", SIGNATURE)


def test_a_signature_of_another_length_is_none() -> None:
    number = int.from_bytes(SIGNATURE, "big") + PUBLIC.modulus
    assert not PUBLIC.has_signed(TEXT, b"\0" + SIGNATURE)
    assert not PUBLIC.has_signed(TEXT, number.to_bytes(257, "big"))
    assert not PUBLIC.has_signed(TEXT, b"")


def test_a_small_key_signs_nothing() -> None:
    # With the exponent 1 anyone could write a "signature" of a small key.
    small = PublicKey(modulus=2**1023 + 1, exponent=1)
    assert not small.has_signed(TEXT, small._padded(TEXT))


def test_the_fingerprint_is_the_keys_alone() -> None:
    again = PublicKey(modulus=KEY.public_key().public_numbers().n)
    assert again.fingerprint == PUBLIC.fingerprint
    assert len(PUBLIC.fingerprint) == 64


def test_a_head_is_signed_as_seven_lines() -> None:
    at = datetime(2026, 11, 23, 4, 5, 6, 999, tzinfo=UTC)
    head = Head(ballot="b1", kind="open", size=3, root=bytes(32), at=at)
    assert head.text().decode().split("\n") == [
        "sawt-head-1",
        "b1",
        "open",
        "3",
        "00" * 32,
        "2026-11-23T04:05:06Z",
        "-",
        "",
    ]
