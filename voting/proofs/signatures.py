"""RSA signatures over SHA-256 with PKCS#1 v1.5 padding (RFC 8017, section 8.2).

This padding and not PSS: what is signed is rebuilt whole and compared whole, in a few
lines that anyone can read.
"""

from dataclasses import dataclass
from hashlib import sha256

LEAST_BITS = 2048
SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")


@dataclass(frozen=True, kw_only=True)
class PublicKey:
    """The public half of the key that signs roots."""

    modulus: int
    exponent: int = 65537

    @property
    def length(self) -> int:
        """The length of its signatures in bytes."""
        return (self.modulus.bit_length() + 7) // 8

    @property
    def fingerprint(self) -> str:
        """What people compare: 64 hexadecimal digits."""
        text = f"sawt-key-1\n{self.modulus:x}\n{self.exponent}\n"
        return sha256(text.encode()).hexdigest()

    def has_signed(self, text: bytes, signature: bytes) -> bool:
        """Whether the signature is this key's, over exactly this text."""
        number = int.from_bytes(signature, "big")
        if len(signature) != self.length or number >= self.modulus:
            return False
        signed = pow(number, self.exponent, self.modulus).to_bytes(self.length, "big")
        return self.modulus.bit_length() >= LEAST_BITS and signed == self._padded(text)

    def _padded(self, text: bytes) -> bytes:
        tail = b"\x00" + SHA256_PREFIX + sha256(text).digest()
        return b"\x00\x01" + b"\xff" * (self.length - 2 - len(tail)) + tail
