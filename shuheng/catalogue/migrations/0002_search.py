import django.db.models.deletion
from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# FTS5 keeps terms only: no text, no positions. `ascii` parts at spaces and leaves every other character alone.
SQLITE = "CREATE VIRTUAL TABLE catalogue_terms USING fts5(terms, content='', detail=none, columnsize=0, tokenize=ascii)"
POSTGRESQL = (
    "ALTER TABLE catalogue_searchrow ADD COLUMN terms tsvector NOT NULL DEFAULT ''::tsvector",
    "CREATE INDEX search_by_terms ON catalogue_searchrow USING gin (terms)",
)


def forwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in (SQLITE,) if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def backwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE catalogue_terms")


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_row",
                        serialize=False,
                        to="catalogue.catalogueentry",
                    ),
                ),
                ("agency_id", models.BigIntegerField()),
                ("kinds", models.PositiveSmallIntegerField()),
                ("status", models.CharField(max_length=20)),
                ("open_type", models.CharField(max_length=20)),
                ("update_cycle", models.CharField(max_length=20)),
                ("theme", models.CharField(max_length=200)),
                ("updated", models.IntegerField(help_text="day number, 0 unknown")),
                ("issued", models.IntegerField(help_text="day number, 0 unknown")),
                ("rows", models.BigIntegerField(help_text="-1 unknown")),
                ("title", models.CharField(help_text="its beginning, folded, to sort by", max_length=60)),
                ("title_length", models.IntegerField(help_text="how much of the body is the title")),
                ("body", models.TextField(help_text="all texts, folded, the title first")),
                ("marks", models.TextField(help_text="terms of filters, as indexed; SQLite only, which must be told them to forget them")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["updated", "entry"], name="search_by_updated"),
                    models.Index(fields=["rows", "entry"], name="search_by_rows"),
                ],
            },
        ),
        migrations.RunPython(forwards, backwards),
    ]
