"""Tell what became of sections, where quoted words stand, and what was answered.

SQLite rebuilds the table of wordings to add a column and loses the triggers that hold
published texts on the way; they are taken off before and set again after.
"""

from importlib import import_module

import django.db.models.deletion
import foundation.core.models
from django.conf import settings
from django.db import migrations, models

guards = import_module("drafts.migrations.0003_hold_published_texts")


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0002_keep_discussion_fair'),
        ('drafts', '0003_hold_published_texts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(guards.release, guards.hold),
        migrations.AddField(
            model_name='sectiontext',
            name='summary',
            field=models.TextField(blank=True, help_text='A short explanation beside the text; it is no part of the text.', verbose_name='in plain words'),
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', foundation.core.models.PublicIdField(default=foundation.core.models.new_public_id, editable=False, max_length=12, unique=True)),
                ('language', models.CharField(max_length=8)),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('exact', models.TextField()),
                ('prefix', models.TextField(blank=True)),
                ('suffix', models.TextField(blank=True)),
                ('made_at', models.DateTimeField()),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='drafts.section')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='drafts.version')),
            ],
        ),
        migrations.CreateModel(
            name='PassageComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='passage_link', to='comments.comment')),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comment_links', to='drafts.passage')),
            ],
        ),
        migrations.CreateModel(
            name='PassagePlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField(null=True)),
                ('end', models.PositiveIntegerField(null=True)),
                ('state', models.CharField(choices=[('exact', 'The words still stand'), ('changed', 'The words were changed'), ('lost', 'The words no longer stand')], max_length=8)),
                ('placed_at', models.DateTimeField()),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='drafts.passage')),
                ('placed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('section', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='passage_places', to='drafts.section')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passage_places', to='drafts.version')),
            ],
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', foundation.core.models.PublicIdField(default=foundation.core.models.new_public_id, editable=False, max_length=12, unique=True)),
                ('kind', models.CharField(choices=[('accepted', 'Accepted'), ('accepted-in-part', 'Accepted in part'), ('rejected', 'Rejected'), ('out-of-scope', 'Out of scope'), ('already-so', 'Already so')], max_length=16)),
                ('answered_at', models.DateTimeField()),
                ('submission_key', foundation.core.models.SubmissionKeyField(blank=True, default='', editable=False, max_length=64)),
                ('reason_ar', models.TextField(blank=True, default='', verbose_name='reason (Arabic)')),
                ('reason_en', models.TextField(blank=True, default='', verbose_name='reason (English)')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='drafts.draft')),
            ],
        ),
        migrations.CreateModel(
            name='AnsweredInput',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('replaced_at', models.DateTimeField(null=True)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='comments.comment')),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inputs', to='drafts.response')),
            ],
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('change', models.CharField(choices=[('unchanged', 'unchanged'), ('changed', 'changed'), ('moved', 'moved'), ('renumbered', 'renumbered'), ('split', 'split'), ('merged', 'merged'), ('added', 'added'), ('removed', 'removed')], max_length=10)),
                ('is_corrected', models.BooleanField(default=False)),
                ('new', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='predecessors', to='drafts.section')),
                ('old', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='successors', to='drafts.section')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='successions', to='drafts.version')),
            ],
        ),
        migrations.CreateModel(
            name='Suggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8)),
                ('text', models.TextField()),
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='suggestion', to='comments.comment')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suggestions', to='drafts.section')),
                ('taken_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='taken_suggestions', to='drafts.version')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='drafts.version')),
            ],
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.UniqueConstraint(fields=('section', 'version', 'language', 'start', 'end'), name='one_passage_per_place_and_version'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.CheckConstraint(condition=models.Q(('end__gt', models.F('start'))), name='a_passage_has_words'),
        ),
        migrations.AddConstraint(
            model_name='passageplace',
            constraint=models.UniqueConstraint(fields=('passage', 'version'), name='one_place_per_passage_and_version'),
        ),
        migrations.AddConstraint(
            model_name='passageplace',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end__isnull', True), ('section__isnull', True), ('start__isnull', True), ('state', 'lost')), models.Q(models.Q(('state', 'lost'), _negated=True), ('end__gt', models.F('start')), ('section__isnull', False)), _connector='OR'), name='only_a_lost_passage_has_no_place'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason_ar', ''), _negated=True), models.Q(('reason_en', ''), _negated=True), _connector='OR'), name='a_response_gives_its_reason'),
        ),
        migrations.AddConstraint(
            model_name='response',
            constraint=models.UniqueConstraint(condition=models.Q(('submission_key', ''), _negated=True), fields=('answered_by', 'submission_key'), name='one_response_per_person_and_submission_key'),
        ),
        migrations.AddConstraint(
            model_name='answeredinput',
            constraint=models.UniqueConstraint(condition=models.Q(('replaced_at', None)), fields=('comment',), name='one_standing_answer_per_input'),
        ),
        migrations.AddConstraint(
            model_name='answeredinput',
            constraint=models.UniqueConstraint(fields=('response', 'comment'), name='a_response_answers_an_input_once'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.UniqueConstraint(fields=('version', 'old', 'new'), name='one_succession_per_version_old_and_new'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('change', 'added'), ('new__isnull', False), ('old', None)), models.Q(('old__isnull', False), models.Q(('change', 'added'), _negated=True)), _connector='OR'), name='only_what_is_added_has_no_old_section'),
        ),
        migrations.AddConstraint(
            model_name='succession',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('change', 'removed'), ('new', None), ('old__isnull', False)), models.Q(('new__isnull', False), models.Q(('change', 'removed'), _negated=True)), _connector='OR'), name='only_what_is_removed_has_no_new_section'),
        ),
        migrations.AddConstraint(
            model_name='suggestion',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_suggestion_has_words'),
        ),
        migrations.RunPython(guards.hold, guards.release),
    ]
