"""How words are read: Arabic and English text becomes tokens, before any engine.

Pure Python: this package knows no database, no engine and no page.
"""
