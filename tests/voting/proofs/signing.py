"""A key of a library that is not ours, so that our check of signatures is checked."""

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from voting.proofs import PublicKey

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PUBLIC = PublicKey(modulus=KEY.public_key().public_numbers().n)


def sign(text: bytes) -> bytes:
    """Sign as the server will."""
    return KEY.sign(text, padding.PKCS1v15(), SHA256())
