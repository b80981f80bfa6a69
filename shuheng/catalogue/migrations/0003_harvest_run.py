"""What a run was asked for, whether its list was whole, and its counts by code."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_search")]

    operations = [
        migrations.AddField(
            "harvestrun", "partial", models.BooleanField(default=False, verbose_name="只收可读部分")
        ),
        migrations.AddField(
            "harvestrun", "allow_vanish", models.BooleanField(default=False, verbose_name="允许大量消失")
        ),
        migrations.AddField(
            "harvestrun",
            "whole",
            models.BooleanField(
                blank=True, help_text="null: not read to its end yet", null=True, verbose_name="来源完整"
            ),
        ),
        migrations.AddField(
            "harvestrun",
            "summary",
            models.JSONField(
                blank=True, default=dict, help_text="counts by code, field and value", verbose_name="汇总"
            ),
        ),
    ]
