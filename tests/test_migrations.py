"""While a version is rolled out, the one before runs beside it: a migration must leave that one working.

Expand, fill, contract a release later. Whatever an older process still reads stays; whatever it does not write can be
empty, or the database fills it in; and nothing rewrites or locks a large table while people wait.
"""

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from routines.models import Session

ROOMS = ("accounts", "exercises", "routines")
TAKEN_AWAY = (
    migrations.RemoveField,
    migrations.DeleteModel,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
    migrations.AlterUniqueTogether,
)
# Made before anybody ran an older version.
BEFORE_THE_FIRST_RELEASE = {
    ("accounts", "0002_add_user_idle_warnings"),
    ("exercises", "0002_add_summary_and_origin"),
    ("routines", "0002_name_documents_and_chosen_routine"),
    ("routines", "0003_add_goals_habits_and_proposals"),
    ("routines", "0004_lead_indexes_by_owner"),
}


def faults(migration, before):
    """One line for each operation that an older process, or whoever waits for a table, would notice.

    before: the state of all models without this migration.
    """
    new = {o.name.lower() for o in migration.operations if isinstance(o, migrations.CreateModel)}
    for operation in migration.operations:
        table = getattr(operation, "model_name", getattr(operation, "name", "")).lower()
        if table not in new:
            yield from faults_of(operation, table, before.models.get((migration.app_label, table)))


def faults_of(operation, table, before):
    if isinstance(operation, TAKEN_AWAY):
        yield f"{table}: takes away what an older process still reads"
    if isinstance(operation, migrations.AddField) and not can_be_left_out(operation.field):
        yield f"{table}.{operation.name}: an older process does not write it; allow null or give db_default"
    if isinstance(operation, migrations.AlterField) and column(operation.field) != column(
        before.fields.get(operation.name)
    ):
        yield f"{table}.{operation.name}: the questions that an older process prepared name another type"
    if isinstance(operation, migrations.AddIndex) and table in LARGE:
        yield f"{table}: use AddIndexConcurrently, nobody can write while this index is made"
    if isinstance(operation, migrations.AddConstraint) and table in LARGE:
        yield f"{table}: add it NOT VALID and validate later, or everybody waits for all rows"
    if isinstance(operation, migrations.RunPython | migrations.RunSQL) and not operation.reversible:
        yield "cannot be taken back"


def column(field):
    """Its type in the database; a relation has that of what it leads to."""
    return type(field) if field is None or field.is_relation else field.db_type(connection)


def can_be_left_out(field):
    return field.null or field.has_db_default() or field.many_to_many


LARGE = {m._meta.model_name for m in apps.get_models() if any(f.name == "owner" for f in m._meta.fields)}


@pytest.fixture(scope="module")
def found():
    """The faults of each of our migrations."""
    loader = MigrationLoader(None)
    return {
        key: list(faults(each, loader.project_state(key, at_end=False)))
        for key, each in loader.disk_migrations.items()
        if key[0] in ROOMS
    }


@pytest.fixture(scope="module")
def now():
    return ProjectState.from_apps(apps)


def test_migrations_leave_the_older_version_working(found):
    assert {key: lines for key, lines in found.items() if lines and key not in BEFORE_THE_FIRST_RELEASE} == {}


def test_every_exception_is_still_needed(found):
    assert {key for key in BEFORE_THE_FIRST_RELEASE if not found[key]} == set()


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("session", "note"),
        migrations.RenameField("session", "note", "remark"),
        migrations.DeleteModel("Session"),
        migrations.AddField("session", "mood", models.CharField(max_length=10, default="")),
        migrations.AlterField("session", "note", models.CharField(max_length=9)),
        migrations.AddIndex("session", models.Index(fields=["note"], name="by_note")),
        migrations.AddConstraint(
            "session", models.CheckConstraint(condition=models.Q(seconds__gte=0), name="c")
        ),
        migrations.RunPython(lambda apps, editor: None),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_each_rule_finds_its_bad_example(operation, now):
    bad = migrations.Migration("bad", "routines")
    bad.operations = [operation]

    assert list(faults(bad, now))


@pytest.mark.parametrize(
    "operation",
    [
        migrations.AddField("session", "mood", models.CharField(max_length=10, null=True)),
        migrations.AddField("session", "mood", models.CharField(max_length=10, db_default="")),
        migrations.AlterField("session", "note", Session._meta.get_field("note")),
        migrations.RunPython(lambda apps, editor: None, migrations.RunPython.noop),
    ],
)
def test_what_an_older_version_does_not_notice_is_allowed(operation, now):
    good = migrations.Migration("good", "routines")
    good.operations = [operation]

    assert list(faults(good, now)) == []
