"""What an accepted suggestion replaced, and answers that were taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("drafts", "0004_follow_sections_and_passages")]

    operations = [
        migrations.AddField(
            model_name="suggestion",
            name="words_taken",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="suggestion",
            name="words_replaced",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="response",
            name="taken_back_at",
            field=models.DateTimeField(null=True),
        ),
    ]
