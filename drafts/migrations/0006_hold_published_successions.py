"""What became of the sections of a published version never changes either.

A migration that rebuilds drafts_version or drafts_succession on SQLite must release
these triggers and those of 0003 first, and hold them again after.
"""

from importlib import import_module

from django.db import migrations

guards = import_module("drafts.migrations.0003_hold_published_texts")

TABLE = "drafts_succession"
PUBLISHED = guards.PUBLISHED_PLACEMENT
GUARDS = [
    ("insert", ("NEW",)),
    ("update", ("OLD", "NEW")),
    ("delete", ("OLD",)),
]


def hold(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for act, rows in GUARDS:
        name = f"{TABLE}_hold_{act}"
        when = " OR ".join(PUBLISHED.format(row=row) for row in rows)
        if vendor == "postgresql":
            guards._hold_postgresql(schema_editor, name, TABLE, act, when)
        elif vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act.upper()} ON {TABLE} FOR EACH ROW"
                f" WHEN {when} BEGIN SELECT RAISE(ABORT, '{guards.MESSAGE}'); END"
            )


def release(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for act, _rows in GUARDS:
        name = f"{TABLE}_hold_{act}"
        if vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {TABLE}")
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")
        elif vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("drafts", "0005_remember_words_taken")]

    operations = [migrations.RunPython(hold, release)]
