"""The people of the demo city, and the one password that opens all their doors."""

PASSWORD = "welcome-to-sawt"  # noqa: S105
PEOPLE = {
    "resident@example.org": "a verified resident",
    "editor@example.org": "writes and submits for municipality-one",
    "approver@example.org": "approves what the editor submits",
    "officer@example.org": "moves ideas along and answers officially",
    "moderator@example.org": "keeps discussion fair",
    "admin@example.org": "administers the whole site",
}
