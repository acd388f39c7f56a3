"""Who follows what. Owned by what can be followed, which it does not know."""
