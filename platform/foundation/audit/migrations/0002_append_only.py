"""Rows of the audit record are written once: the database refuses the rest itself."""

from django.db import migrations

REFUSAL = "audit entries are never changed or deleted"

SQLITE = [
    f"""
    CREATE TRIGGER audit_entries_are_never_deleted BEFORE DELETE ON audit_auditentry
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
    """,
    f"""
    CREATE TRIGGER audit_entries_are_never_changed BEFORE UPDATE OF
        at, action, actor, target, authority, detail ON audit_auditentry
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
    """,
    f"""
    CREATE TRIGGER audit_links_are_never_changed BEFORE UPDATE OF position, digest
        ON audit_auditentry WHEN OLD.position IS NOT NULL
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
    """,
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$
    """,
    """
    CREATE TRIGGER audit_entries_are_never_deleted BEFORE DELETE ON audit_auditentry
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()
    """,
    """
    CREATE TRIGGER audit_entries_are_never_emptied BEFORE TRUNCATE ON audit_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()
    """,
    """
    CREATE TRIGGER audit_entries_are_never_changed BEFORE UPDATE OF
        at, action, actor, target, authority, detail ON audit_auditentry
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()
    """,
    """
    CREATE TRIGGER audit_links_are_never_changed BEFORE UPDATE OF position, digest
        ON audit_auditentry FOR EACH ROW WHEN (OLD.position IS NOT NULL)
    EXECUTE FUNCTION refuse_audit_change()
    """,
]


def add_triggers(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in SQLITE if sqlite else POSTGRESQL:
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    for name in ("entries_are_never_deleted", "entries_are_never_changed", "links_are_never_changed"):
        table = "" if sqlite else " ON audit_auditentry"
        schema_editor.execute(f"DROP TRIGGER audit_{name}{table}")
    if not sqlite:
        schema_editor.execute("DROP FUNCTION refuse_audit_change() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(add_triggers, drop_triggers)]
