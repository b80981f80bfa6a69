from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from shuheng.assessment.ledger.triggers import close, reopen
from shuheng.audit.triggers import protect, unprotect

TABLES = ("assessment_ledgerfact", "assessment_assessmentperiod")
EVENTS = ("update", "delete", "truncate")


def forwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for table in TABLES:
        protect(editor.connection, table, EVENTS)
    close(editor.connection)


def backwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    reopen(editor.connection)
    for table in TABLES:
        unprotect(editor.connection, table, EVENTS)


class Migration(migrations.Migration):
    dependencies = [("assessment", "0003_ledger"), ("audit", "0002_append_only")]

    operations = [migrations.RunPython(forwards, backwards)]
