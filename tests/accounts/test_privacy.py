import json
from datetime import UTC, date, datetime
from threading import Thread
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models

from accounts import privacy
from accounts.models import Answer, Consent, Intake, User
from accounts.ownership import once_each, owner_field, private_models
from routines.models import Routine, Session, WeeklyCheck
from routines.records import Record
from tests.factories import create_routine

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
# Fields of a person that are no data about them: how we check a password, and what an administrator may do.
NOT_EXPORTED = {
    "id",
    "password",
    "last_login",
    "is_staff",
    "is_active",
    "is_superuser",
    "warned_on",
    "idle_warnings",
}


def create_person(**fields):
    """A person with one row of each private kind that stands at the beginning."""
    person = User.objects.create_user(**fields)
    consent = Consent.objects.create(owner=person, version="1")
    intake = Intake.objects.create(owner=person, consent=consent)
    Answer.objects.create(owner=person, intake=intake, question="pain_now", value=4)
    routine = create_routine(person, name="Mornings")
    Session.objects.create(
        owner=person,
        client_id=uuid4(),
        routine=routine,
        started_at=NOW,
        local_date=date(2026, 11, 21),
        note="=1+1",
    )
    return person


def test_export_holds_every_private_model():
    person = create_person()

    document = privacy.export(person, now=NOW)

    assert set(document["rows"]) == {m._meta.label_lower for m in private_models()}


def test_every_relation_to_a_person_is_known():
    """A new table that points at a person must say that it is theirs, or why it is not."""
    not_theirs = {"admin.logentry", "accounts.user_groups", "accounts.user_user_permissions"}

    unknown = {
        model._meta.label_lower
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is User and owner_field(model) is None
    }

    assert unknown == not_theirs


def test_every_field_of_a_person_is_exported_or_named_here():
    fields = {field.name for field in User._meta.concrete_fields}

    assert fields == set(privacy.PERSON) | NOT_EXPORTED


def test_import_gives_the_same_person_back(time_machine):
    time_machine.move_to(NOW, tick=False)  # a download says milliseconds; one in a thousand moments has none
    person = create_person()
    file = privacy.export_json(person, now=NOW)
    privacy.erase(person)
    other = User.objects.create_guest()

    privacy.import_rows(other, privacy.read(file))

    assert json.loads(privacy.export_json(other, now=NOW))["rows"] == json.loads(file)["rows"]


def test_import_refuses_rows_that_are_somebody_elses():
    owner, stranger = create_person(), User.objects.create_guest()
    document = privacy.read(privacy.export_json(owner, now=NOW))

    with pytest.raises(privacy.Unreadable):
        privacy.import_rows(stranger, document)

    assert not privacy.has_rows(stranger)
    assert privacy.counts(owner)["routines.routine"] == 1


def test_import_refuses_a_row_that_points_into_somebody_elses():
    owner, stranger = create_person(), User.objects.create_guest()
    document = privacy.read(privacy.export_json(owner, now=NOW))
    session = document["rows"]["routines.session"][0]
    document["rows"] = {"routines.session": [session]}

    with pytest.raises(privacy.Unreadable):
        privacy.import_rows(stranger, document)

    assert not privacy.has_rows(stranger)


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"format": "other"}',
        b'{"format": "steadyback-export", "version": 99}',
        b'{"format": "steadyback-export", "version": "1"}',
        b"[" * 100_000,
    ],
)
def test_read_refuses_what_is_no_export(file):
    with pytest.raises(privacy.Unreadable):
        privacy.read(file)


@pytest.mark.asvs("V2.3.3", "V16.5.3")
@pytest.mark.parametrize(
    "rows",
    [
        None,
        [],
        {"routines.routine": {}},
        {"routines.routine": [7]},
        {"routines.routine": [{"name": "x", "owner_id": "someone"}]},
        {"routines.routine": [{"id": "no uuid", "name": "x"}]},
        {"routines.routine": [{"name": "x" * 1000}]},
        {"accounts.intake": [{"consent_id": "0192f0c1-2345-7abc-8def-0123456789ab"}]},
        {"routines.session": [{"started_at": "9999-12-31T23:59:59-23:59"}]},
    ],
)
def test_import_changes_nothing_when_a_row_does_not_fit(rows):
    person = User.objects.create_guest()

    with pytest.raises(privacy.Unreadable):
        privacy.import_rows(person, {"rows": rows})

    assert not privacy.has_rows(person)


@pytest.mark.asvs("V1.3.3")
def test_csv_has_no_formulas():
    assert [privacy.cell(v) for v in ["=1+1", "+1", "-1", "@x", "\tx", "plain", -3, None]] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@x",
        "'\tx",
        "plain",
        -3,
        "",
    ]


@pytest.mark.asvs("V14.2.4")
def test_erase_leaves_no_row():
    person, other = create_person(), create_person()

    privacy.erase(person)

    assert [User.objects.get()] == [other]
    assert Answer.objects.count() == Session.objects.count() == Routine.objects.count() == 1


def test_merge_gives_everything_to_the_account():
    guest, account = create_person(), create_person(email="a@example.org")

    privacy.merge(guest, account)

    assert set(privacy.counts(account).values()) == {2}
    assert not User.objects.guests().exists()


def test_merge_keeps_the_accounts_own_where_both_said_how_a_week_was():
    guest, account = create_person(), create_person(email="a@example.org")
    for person, pains in ((guest, (1, 2)), (account, (7,))):
        for days, pain in enumerate(pains):
            WeeklyCheck.objects.create(owner=person, on=date(2026, 11, 1 + days), pain=pain)

    privacy.merge(guest, account)

    assert [check.pain for check in account.weekly_checks.in_time()] == [7, 2]


def test_what_a_person_has_once_is_known():
    assert {m.__name__: once_each(m) for m in private_models() if once_each(m)} == {
        "Answer": [["intake", "question"]],
        "HabitTick": [["choice", "on"]],
        "Rating": [["activity", "on"]],
        "Revision": [["number", "routine"]],
        "Session": [["client_id"]],
        "WeeklyCheck": [["on"]],
    }


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")
@pytest.mark.django_db(transaction=True)
def test_a_session_that_arrives_in_the_middle_of_a_merge_is_not_deleted_after_we_said_we_have_it():
    guest, account = User.objects.create_guest(), create_person(email="a@example.org")
    as_the_device_knows, name, said = User.objects.get(pk=guest.pk), uuid4(), []

    def arrive():
        try:
            as_the_device_knows.sessions.keep(as_the_device_knows, name, Record(NOW, "UTC", ()))
            said.append("kept")
        except IntegrityError:
            said.append("refused")
        finally:
            connection.close()

    device = Thread(target=arrive)

    def meanwhile(execute, sql, *asked):
        answer = execute(sql, *asked)
        if sql.startswith('UPDATE "routines_session"'):
            device.start()
            device.join(1)
        return answer

    with connection.execute_wrapper(meanwhile):
        privacy.merge(guest, account)
    device.join()

    assert (said, account.sessions.filter(client_id=name).exists()) in [
        (["kept"], True),
        (["refused"], False),
    ]
