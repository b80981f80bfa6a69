from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from shuheng.audit.triggers import protect, unprotect

TABLE = "registers_registerrowversion"


def forwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    protect(editor.connection, TABLE, ("update",))


def backwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    unprotect(editor.connection, TABLE, ("update",))


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_initial"), ("audit", "0002_append_only")]

    operations = [migrations.RunPython(forwards, backwards)]
