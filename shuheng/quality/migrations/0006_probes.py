from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("quality", "0005_cleaning")]

    operations: list[migrations.operations.base.Operation] = []
