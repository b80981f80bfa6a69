import django.db.models.deletion
import shuheng.quality.cleaning.terms
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('catalogue', '0003_harvest_run'),
        ('jobs', '0001_initial'),
        ('quality', '0004_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cleaning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='名称')),
                ('rules', models.TextField(help_text='YAML', verbose_name='清洗规则')),
                ('state', models.CharField(choices=[('waiting', '正在试算'), ('proposed', '待确认'), ('applied', '已应用'), ('undone', '已撤销'), ('dropped', '已放弃')], default=shuheng.quality.cleaning.terms.CleaningState['WAITING'], max_length=20, verbose_name='状态')),
                ('files', models.JSONField(blank=True, default=dict, verbose_name='文件')),
                ('before_content', models.CharField(blank=True, max_length=64)),
                ('after_content', models.CharField(blank=True, max_length=64)),
                ('rows_in', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='清洗前行数')),
                ('rows_out', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='清洗后行数')),
                ('rows_apart', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='移出行数')),
                ('rows_changed', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='改动行数')),
                ('cells_changed', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='改动单元格')),
                ('actor', models.CharField(max_length=200, verbose_name='操作人')),
                ('started', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('applied_by', models.CharField(blank=True, max_length=200, verbose_name='应用人')),
                ('applied', models.DateTimeField(blank=True, null=True, verbose_name='应用时间')),
                ('undone_by', models.CharField(blank=True, max_length=200, verbose_name='撤销人')),
                ('undone', models.DateTimeField(blank=True, null=True, verbose_name='撤销时间')),
                ('after', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.tableversion', verbose_name='清洗后')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.tableversion', verbose_name='清洗前')),
                ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='jobs.job')),
                ('restored', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.tableversion')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cleanings', to='quality.datatable', verbose_name='数据表')),
            ],
            options={
                'ordering': ('-pk',),
            },
        ),
        migrations.CreateModel(
            name='CleaningCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.PositiveIntegerField(verbose_name='第几条规则')),
                ('kind', models.CharField(max_length=20, verbose_name='规则种类')),
                ('column', models.CharField(blank=True, max_length=500, verbose_name='列')),
                ('count', models.PositiveBigIntegerField(verbose_name='数量')),
                ('cleaning', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='quality.cleaning')),
            ],
            options={
                'ordering': ('cleaning', 'rule', 'pk'),
            },
        ),
        migrations.CreateModel(
            name='SampleDraw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='名称')),
                ('kind', models.CharField(choices=[('entries', '目录'), ('tables', '数据表'), ('rows', '数据表的行')], max_length=20, verbose_name='抽查对象')),
                ('seed', models.CharField(max_length=200, verbose_name='种子')),
                ('amount', models.CharField(choices=[('size', '共抽多少'), ('share', '抽百分之几'), ('each', '每个单位抽多少')], max_length=20, verbose_name='抽取办法')),
                ('number', models.PositiveIntegerField(help_text='things, or percent where the amount is a share', verbose_name='抽取数')),
                ('by_agency', models.BooleanField(default=False, verbose_name='按单位分层')),
                ('population', models.PositiveBigIntegerField(verbose_name='总体数')),
                ('population_file', models.CharField(max_length=64, verbose_name='总体指纹')),
                ('demo', models.BooleanField(default=False, verbose_name='演示数据')),
                ('actor', models.CharField(max_length=200, verbose_name='抽取人')),
                ('drawn', models.DateTimeField(auto_now_add=True, verbose_name='抽取时间')),
                ('day', models.DateField(verbose_name='抽取日期')),
                ('voided', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
                ('void_reason', models.CharField(blank=True, max_length=500, verbose_name='作废原因')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency', verbose_name='范围')),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.tableversion', verbose_name='数据版本')),
            ],
            options={
                'ordering': ('-pk',),
            },
        ),
        migrations.CreateModel(
            name='SampledThing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='序号')),
                ('key', models.CharField(max_length=200, verbose_name='键')),
                ('title', models.CharField(max_length=500, verbose_name='名称')),
                ('row', models.PositiveBigIntegerField(blank=True, help_text='from 1, in the version of the draw', null=True, verbose_name='行')),
                ('note', models.CharField(blank=True, max_length=1000, verbose_name='说明')),
                ('checked_by', models.CharField(blank=True, max_length=200, verbose_name='检查人')),
                ('checked', models.DateTimeField(blank=True, null=True, verbose_name='检查时间')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.agency', verbose_name='单位')),
                ('draw', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='things', to='quality.sampledraw')),
                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.catalogueentry')),
                ('table', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.datatable')),
            ],
            options={
                'ordering': ('draw', 'position'),
            },
        ),
        migrations.CreateModel(
            name='SampleFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('stale', '未及时更新'), ('incomplete', '完整性较差'), ('low_volume', '数据量不足'), ('other', '其他质量问题')], max_length=20, verbose_name='问题')),
                ('thing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='quality.sampledthing')),
            ],
            options={
                'ordering': ('thing', 'pk'),
            },
        ),
        migrations.AddIndex(
            model_name='cleaning',
            index=models.Index(fields=['state', 'applied'], name='cleaning_applied'),
        ),
        migrations.AddConstraint(
            model_name='cleaning',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('after__isnull', True), ('state__in', ('waiting', 'dropped'))), models.Q(('after__isnull', True), ('rows_in__isnull', False), ('state', 'proposed')), models.Q(('after__isnull', False), ('applied__isnull', False), ('state', 'applied'), ('undone__isnull', True)), models.Q(('restored__isnull', False), ('state', 'undone'), ('undone__isnull', False)), _connector='OR'), name='cleaning_state_is_backed'),
        ),
        migrations.AddConstraint(
            model_name='cleaningcount',
            constraint=models.UniqueConstraint(fields=('cleaning', 'rule', 'column'), name='one_count_per_rule_column'),
        ),
        migrations.AddConstraint(
            model_name='sampledraw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided__isnull', True)), models.Q(('voided__isnull', False), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='void_draw_says_why'),
        ),
        migrations.AddConstraint(
            model_name='sampledraw',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'rows'), ('version__isnull', False)), models.Q(models.Q(('kind', 'rows'), _negated=True), ('version__isnull', True)), _connector='OR'), name='rows_are_of_a_version'),
        ),
        migrations.AddConstraint(
            model_name='sampledthing',
            constraint=models.UniqueConstraint(fields=('draw', 'position'), name='one_thing_per_position'),
        ),
        migrations.AddConstraint(
            model_name='sampledthing',
            constraint=models.UniqueConstraint(fields=('draw', 'key'), name='one_thing_per_key'),
        ),
        migrations.AddConstraint(
            model_name='sampledthing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked__isnull', True), ('checked_by', '')), models.Q(('checked__isnull', False), models.Q(('checked_by', ''), _negated=True)), _connector='OR'), name='checked_thing_says_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='samplefinding',
            constraint=models.UniqueConstraint(fields=('thing', 'kind'), name='one_finding_per_kind'),
        ),
    ]
