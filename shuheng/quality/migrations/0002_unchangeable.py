from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from shuheng.audit.triggers import protect, unprotect

TABLES = ("quality_measurerun", "quality_measuredagency", "quality_measurefigure")


def forwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        protect(editor.connection, table, ("update",))


def backwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        unprotect(editor.connection, table, ("update",))


class Migration(migrations.Migration):
    dependencies = [("quality", "0001_initial"), ("audit", "0002_append_only")]

    operations = [migrations.RunPython(forwards, backwards)]
