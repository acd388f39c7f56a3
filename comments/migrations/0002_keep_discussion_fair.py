"""Keep orders beside the rows, fold like texts, and write down what moderation does."""

import django.db.models.deletion
import foundation.core.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0001_initial'),
        ('organisations', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', foundation.core.models.PublicIdField(default=foundation.core.models.new_public_id, editable=False, max_length=12, unique=True)),
                ('words', models.TextField()),
                ('filed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('is_upheld', models.BooleanField(null=True)),
                ('answer', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='BlockedPhrase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phrase', models.CharField(max_length=200)),
                ('folded', models.CharField(max_length=200)),
                ('rule', models.CharField(choices=[('insult', 'It insults or threatens someone'), ('hate', 'It stirs up hatred against a group'), ('privacy', "It gives away someone's personal data"), ('spam', 'It is advertising, or repeated again and again'), ('off-topic', 'It is not about the matter'), ('unlawful', 'It breaks the law'), ('other', 'Another reason')], default='insult', max_length=16)),
                ('added_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='FoldMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='ModerationAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', foundation.core.models.PublicIdField(default=foundation.core.models.new_public_id, editable=False, max_length=12, unique=True)),
                ('act', models.CharField(choices=[('hide', 'hidden'), ('restore', 'shown again'), ('dismiss', 'reports dismissed'), ('stop', 'discussion closed'), ('resume', 'discussion opened again'), ('slow', 'slow mode changed'), ('pin', 'pinned'), ('unpin', 'unpinned')], max_length=8)),
                ('rule', models.CharField(blank=True, choices=[('insult', 'It insults or threatens someone'), ('hate', 'It stirs up hatred against a group'), ('privacy', "It gives away someone's personal data"), ('spam', 'It is advertising, or repeated again and again'), ('off-topic', 'It is not about the matter'), ('unlawful', 'It breaks the law'), ('other', 'Another reason')], max_length=16)),
                ('words', models.TextField(blank=True)),
                ('role', models.CharField(blank=True, max_length=12)),
                ('trigger', models.CharField(blank=True, max_length=12)),
                ('batch', models.CharField(blank=True, max_length=12)),
                ('happened_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(choices=[('insult', 'It insults or threatens someone'), ('hate', 'It stirs up hatred against a group'), ('privacy', "It gives away someone's personal data"), ('spam', 'It is advertising, or repeated again and again'), ('off-topic', 'It is not about the matter'), ('unlawful', 'It breaks the law'), ('other', 'Another reason')], max_length=16)),
                ('words', models.TextField(blank=True)),
                ('is_trusted', models.BooleanField(default=False)),
                ('reported_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveIndex(
            model_name='comment',
            name='top_comments_newest',
        ),
        migrations.RemoveIndex(
            model_name='comment',
            name='top_comments_best',
        ),
        migrations.AddField(
            model_name='comment',
            name='branch_count',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='comment',
            name='folded_count',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='comment',
            name='folded_under',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='folded', to='comments.comment'),
        ),
        migrations.AddField(
            model_name='comment',
            name='hidden_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='comment',
            name='hidden_rule',
            field=models.CharField(blank=True, choices=[('insult', 'It insults or threatens someone'), ('hate', 'It stirs up hatred against a group'), ('privacy', "It gives away someone's personal data"), ('spam', 'It is advertising, or repeated again and again'), ('off-topic', 'It is not about the matter'), ('unlawful', 'It breaks the law'), ('other', 'Another reason')], max_length=16),
        ),
        migrations.AddField(
            model_name='comment',
            name='official_rank',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='comment',
            name='pinned_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='comment',
            name='report_count',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='comment',
            name='stays_unfolded',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='thread',
            name='slow_seconds',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='thread',
            name='stopped_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='thread',
            name='stopped_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='thread',
            name='stopped_reason',
            field=models.TextField(blank=True),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(models.F('thread'), models.OrderBy(models.F('posted_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('folded_under', None), ('parent', None)), name='top_comments_newest'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(models.F('thread'), models.OrderBy(models.F('score'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('folded_under', None), ('parent', None)), name='top_comments_best'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(models.F('thread'), models.OrderBy(models.F('branch_count'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('folded_under', None), ('parent', None)), name='top_comments_discussed'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(models.F('thread'), models.OrderBy(models.F('official_rank'), descending=True), models.OrderBy(models.F('posted_at'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('folded_under', None), ('parent', None)), name='top_comments_official'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(models.F('thread'), models.F('stance'), models.OrderBy(models.F('score'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('folded_under', None), ('parent', None)), name='top_comments_best_by_stance'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(models.F('thread'), models.OrderBy(models.F('pinned_at'), descending=True), condition=models.Q(('pinned_at__isnull', False)), name='pinned_comments'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('hidden_at', None), ('hidden_rule', '')), models.Q(('hidden_at__isnull', False), models.Q(('hidden_rule', ''), _negated=True)), _connector='OR'), name='a_hidden_comment_names_its_rule'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('folded_under', None), ('folded_count', 0), _connector='OR'), name='a_folded_comment_stands_for_no_other'),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=models.CheckConstraint(condition=models.Q(('stopped_at', None), models.Q(('stopped_reason', ''), _negated=True), _connector='OR'), name='a_thread_is_stopped_with_a_reason'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='appeal',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='appeal',
            name='first_moderator',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='blockedphrase',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='blockedphrase',
            name='authority',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocked_phrases', to='organisations.authority'),
        ),
        migrations.AddField(
            model_name='foldmark',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fold_marks', to='comments.comment'),
        ),
        migrations.AddField(
            model_name='foldmark',
            name='thread',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='comments.thread'),
        ),
        migrations.AddField(
            model_name='mention',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='comments.comment'),
        ),
        migrations.AddField(
            model_name='mention',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='moderationact',
            name='authority',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.authority'),
        ),
        migrations.AddField(
            model_name='moderationact',
            name='comment',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moderation_acts', to='comments.comment'),
        ),
        migrations.AddField(
            model_name='moderationact',
            name='moderator',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='moderationact',
            name='thread',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moderation_acts', to='comments.thread'),
        ),
        migrations.AddField(
            model_name='moderationact',
            name='undoes',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='undone_by', to='comments.moderationact'),
        ),
        migrations.AddField(
            model_name='appeal',
            name='act',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='comments.moderationact'),
        ),
        migrations.AddField(
            model_name='report',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='comments.comment'),
        ),
        migrations.AddField(
            model_name='report',
            name='reporter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='report',
            name='settled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='settles', to='comments.moderationact'),
        ),
        migrations.AddConstraint(
            model_name='blockedphrase',
            constraint=models.UniqueConstraint(fields=('authority', 'folded'), name='one_blocked_phrase_per_authority'),
        ),
        migrations.AddConstraint(
            model_name='foldmark',
            constraint=models.UniqueConstraint(fields=('thread', 'mark', 'comment'), name='a_comment_is_marked_once'),
        ),
        migrations.AddConstraint(
            model_name='mention',
            constraint=models.UniqueConstraint(fields=('comment', 'person'), name='one_mention_per_comment_and_person'),
        ),
        migrations.AddIndex(
            model_name='moderationact',
            index=models.Index(models.F('authority'), models.OrderBy(models.F('happened_at'), descending=True), models.OrderBy(models.F('id'), descending=True), name='ledger_newest'),
        ),
        migrations.AddConstraint(
            model_name='moderationact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act', 'hide'), _negated=True), models.Q(('rule', ''), _negated=True), _connector='OR'), name='hiding_names_its_rule'),
        ),
        migrations.AddConstraint(
            model_name='moderationact',
            constraint=models.CheckConstraint(condition=models.Q(('moderator__isnull', False), models.Q(('trigger', ''), _negated=True), _connector='OR'), name='an_act_has_a_moderator_or_a_trigger'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), ('first_moderator', None), models.Q(('decided_by', models.F('first_moderator')), _negated=True), _connector='OR'), name='an_appeal_is_decided_by_another_moderator'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('decided_at', None), ('decided_by', None), ('is_upheld', None)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('is_upheld__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='a_decided_appeal_says_who_when_and_what'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_by', None)), fields=('comment', 'reporter'), name='one_waiting_report_per_person_and_comment'),
        ),
    ]
