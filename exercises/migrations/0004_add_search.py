"""The tables of `exercises.models.fulltext`, each database's own kind; the next load of the library fills them."""

from django.db import migrations

TABLES = {
    "sqlite": [
        "CREATE VIRTUAL TABLE exercises_words USING fts5(slug UNINDEXED, name, alias, purpose, prefix='2 3')",
        "CREATE VIRTUAL TABLE exercises_spellings USING fts5(word, tokenize='trigram')",
    ],
    "postgresql": [
        "CREATE TABLE exercises_words (slug text PRIMARY KEY, terms tsvector NOT NULL)",
        "CREATE INDEX exercises_words_terms ON exercises_words USING gin (terms)",
        "CREATE TABLE exercises_spellings (word text PRIMARY KEY, trigrams text[] NOT NULL)",
        "CREATE INDEX exercises_spellings_trigrams ON exercises_spellings USING gin (trigrams)",
    ],
}


def create(apps, schema_editor):
    for statement in TABLES[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
    states = apps.get_model("exercises", "LibraryState").objects.using(schema_editor.connection.alias)
    states.update(digest="")  # so that the same files are loaded once more


def drop(apps, schema_editor):
    for table in ("exercises_words", "exercises_spellings"):
        schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("exercises", "0003_check_json_shapes")]
    operations = [migrations.RunPython(create, drop)]
