from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from shuheng.audit.triggers import protect, unprotect

TABLE = "audit_auditrow"


def forwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    protect(editor.connection, TABLE, ("update", "delete", "truncate"))


def backwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    unprotect(editor.connection, TABLE, ("update", "delete", "truncate"))


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(forwards, backwards)]
