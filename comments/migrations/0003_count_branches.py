"""Count what stands below each top comment, and whether an authority answered there."""

from django.db import migrations

BRANCHES = """
    UPDATE comments_comment SET branch_count = (
        SELECT count(*) FROM comments_comment b
        WHERE b.root_id = comments_comment.id
        AND b.withdrawn_at IS NULL AND NOT b.is_placeholder
    ) WHERE parent_id IS NULL
"""
OFFICIAL = """
    UPDATE comments_comment SET official_rank = 1
    WHERE parent_id IS NULL AND (
        (authority_id IS NOT NULL AND withdrawn_at IS NULL)
        OR EXISTS (
            SELECT 1 FROM comments_comment b
            WHERE b.root_id = comments_comment.id
            AND b.authority_id IS NOT NULL AND b.withdrawn_at IS NULL
        )
    )
"""


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_keep_discussion_fair")]

    operations = [
        migrations.RunSQL(BRANCHES, migrations.RunSQL.noop),
        migrations.RunSQL(OFFICIAL, migrations.RunSQL.noop),
    ]
