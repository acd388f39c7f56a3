"""Published texts never change: the database refuses it, whoever asks.

Rows of places and wordings under a published version can be neither changed nor deleted
nor added, and the version itself neither changed nor deleted.
"""

from django.db import migrations

MESSAGE = "a published version is never edited"
PUBLISHED_PLACEMENT = (
    "EXISTS (SELECT 1 FROM drafts_version v"
    " WHERE v.id = {row}.version_id AND v.state = 'published')"
)
PUBLISHED_TEXT = (
    "EXISTS (SELECT 1 FROM drafts_placement p JOIN drafts_version v"
    " ON v.id = p.version_id"
    " WHERE p.id = {row}.placement_id AND v.state = 'published')"
)
PUBLISHED_VERSION = "{row}.state = 'published'"

# Table, act, and the rows whose version is asked for.
GUARDS = [
    ("drafts_placement", "insert", PUBLISHED_PLACEMENT, ("NEW",)),
    ("drafts_placement", "update", PUBLISHED_PLACEMENT, ("OLD", "NEW")),
    ("drafts_placement", "delete", PUBLISHED_PLACEMENT, ("OLD",)),
    ("drafts_sectiontext", "insert", PUBLISHED_TEXT, ("NEW",)),
    ("drafts_sectiontext", "update", PUBLISHED_TEXT, ("OLD", "NEW")),
    ("drafts_sectiontext", "delete", PUBLISHED_TEXT, ("OLD",)),
    ("drafts_version", "update", PUBLISHED_VERSION, ("OLD",)),
    ("drafts_version", "delete", PUBLISHED_VERSION, ("OLD",)),
]


def names():
    return [(f"{table}_hold_{act}", table, act, when, rows) for table, act, when, rows in GUARDS]


def hold(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for name, table, act, condition, rows in names():
        when = " OR ".join(condition.format(row=row) for row in rows)
        if vendor == "postgresql":
            _hold_postgresql(schema_editor, name, table, act, when)
        elif vendor == "sqlite":
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {act.upper()} ON {table} FOR EACH ROW"
                f" WHEN {when} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )


def _hold_postgresql(schema_editor, name, table, act, when):
    """The condition asks other tables, which only a function body may."""
    schema_editor.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN"
        f" IF {when} THEN RAISE EXCEPTION '{MESSAGE}'"
        " USING ERRCODE = 'integrity_constraint_violation'; END IF;"
        f" RETURN {'OLD' if act == 'delete' else 'NEW'}; END $$ LANGUAGE plpgsql"
    )
    schema_editor.execute(
        f"CREATE TRIGGER {name} BEFORE {act.upper()} ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def release(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for name, table, *_rest in names():
        if vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")
        elif vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("drafts", "0002_add_import_attempts")]

    operations = [migrations.RunPython(hold, release)]
