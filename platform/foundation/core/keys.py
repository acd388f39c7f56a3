"""Keys by which a repeated form or request is recognised."""

import hashlib
import re

PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]{0,64}")


def plain_key(key: str) -> str:
    """Return a key that fits its column; a longer or stranger one is hashed."""
    if PLAIN_KEY.fullmatch(key):
        return key
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
