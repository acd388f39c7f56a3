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
    """
    ALTER TABLE search_entry ADD COLUMN vector tsvector GENERATED ALWAYS AS
    (array_to_tsvector(string_to_array(text_terms, ' '))) STORED
    """,
    "CREATE INDEX search_entry_vector ON search_entry USING gin (vector)",
    # The planner takes reading every row for cheap, not knowing how long vectors are.
    """
    CREATE FUNCTION search_holders(terms text[])
    RETURNS TABLE (term text, entries bigint)
    LANGUAGE sql STABLE SET enable_seqscan = off AS $$
        SELECT asked.term, (
            SELECT count(*) FROM search_entry
            WHERE vector @@ (
                quote_literal(asked.term)
            )::tsquery
        ) FROM unnest(terms) AS asked (term)
    $$
    """,
]
POSTGRESQL_BACK = [
    "DROP FUNCTION search_holders(text[])",
    "ALTER TABLE search_entry DROP COLUMN vector",
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
