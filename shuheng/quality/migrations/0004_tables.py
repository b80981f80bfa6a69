from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("quality", "0003_places")]

    operations: list[migrations.operations.base.Operation] = []
