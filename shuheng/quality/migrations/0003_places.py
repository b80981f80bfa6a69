from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("quality", "0002_unchangeable")]

    operations: list[migrations.operations.base.Operation] = []
