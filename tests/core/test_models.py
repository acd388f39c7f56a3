"""Public names are random, short and unlike one another."""

from foundation.core.models import ALPHABET, PUBLIC_ID_LENGTH, new_public_id


def test_public_ids_do_not_repeat() -> None:
    assert len({new_public_id() for _ in range(5000)}) == 5000


def test_public_ids_can_be_read_aloud() -> None:
    public_id = new_public_id()
    assert len(public_id) == PUBLIC_ID_LENGTH
    assert set(public_id) <= set(ALPHABET)
    assert not set(ALPHABET) & set("01ilo")
