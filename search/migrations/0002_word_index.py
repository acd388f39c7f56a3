"""The full-text part of the index, which no model can describe."""

from django.db import migrations

SQLITE = [
    """
    CREATE VIRTUAL TABLE search_words USING fts5(
        title_terms, heading_terms, text_terms, exact_terms, root_terms,
        content='search_entry', content_rowid='id', tokenize='ascii'
    )
    """,
    """
    CREATE TRIGGER search_words_of_new_entries AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_words (
            rowid, title_terms, heading_terms, text_terms, exact_terms, root_terms
        ) VALUES (
            new.id, new.title_terms, new.heading_terms, new.text_terms,
            new.exact_terms, new.root_terms
        );
    END
    """,
    """
    CREATE TRIGGER search_words_of_removed_entries AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_words (
            search_words, rowid,
            title_terms, heading_terms, text_terms, exact_terms, root_terms
        ) VALUES (
            'delete', old.id, old.title_terms, old.heading_terms, old.text_terms,
            old.exact_terms, old.root_terms
        );
    END
    """,
    """
    CREATE TRIGGER search_words_of_changed_entries AFTER UPDATE OF
        title_terms, heading_terms, text_terms, exact_terms, root_terms
    ON search_entry BEGIN
        INSERT INTO search_words (
            search_words, rowid,
            title_terms, heading_terms, text_terms, exact_terms, root_terms
        ) VALUES (
            'delete', old.id, old.title_terms, old.heading_terms, old.text_terms,
            old.exact_terms, old.root_terms
        );
        INSERT INTO search_words (
            rowid, title_terms, heading_terms, text_terms, exact_terms, root_terms
        ) VALUES (
            new.id, new.title_terms, new.heading_terms, new.text_terms,
            new.exact_terms, new.root_terms
        );
    END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER search_words_of_changed_entries",
    "DROP TRIGGER search_words_of_removed_entries",
    "DROP TRIGGER search_words_of_new_entries",
    "DROP TABLE search_words",
]
POSTGRESQL = [
    # Roots (~) order what was found and find nothing themselves.
    """
    CREATE FUNCTION search_vector(frequencies jsonb) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT array_to_tsvector(ARRAY(
            SELECT term FROM jsonb_object_keys(frequencies) AS term
            WHERE left(term, 1) <> '~'
        ))
    $$
    """,
    """
    ALTER TABLE search_entry ADD COLUMN vector tsvector
    GENERATED ALWAYS AS (search_vector(frequencies)) STORED
    """,
    "CREATE INDEX search_entry_vector ON search_entry USING gin (vector)",
]
POSTGRESQL_BACK = [
    "ALTER TABLE search_entry DROP COLUMN vector",
    "DROP FUNCTION search_vector(jsonb)",
]


def create(apps, schema_editor):
    """Make the word index of the database that is migrated."""
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[vendor]:
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    """Take it away again."""
    vendor = schema_editor.connection.vendor
    for statement in {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}[vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Words beside entries: FTS5 on SQLite, tsvector on PostgreSQL."""

    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
