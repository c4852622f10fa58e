from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from accounts.models import User
from routines.models import Conflict, Full, Revision, Routine
from routines.records import Record
from tests.factories import create_person, create_routine, make_item, make_plan, make_profile

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
OTHER_PLAN = make_plan(make_item("side-plank"))

pytestmark = pytest.mark.django_db


def test_save_plan_keeps_plan_and_profile_as_they_are():
    plan, profile = make_plan(), make_profile(precautions=frozenset({"osteoporosis"}))

    routine = create_routine(create_person(), plan, profile=profile)

    saved = Revision.objects.get(routine=routine)
    assert (saved.plan, saved.profile, saved.number) == (plan, profile, 1)


def test_revise_makes_a_new_version_and_keeps_the_old():
    routine = create_routine(create_person(), profile=make_profile(minutes=20))

    routine.revise(OTHER_PLAN, expected=1, change="Bridge swapped for Side plank")

    old, new = Revision.objects.order_by("number")
    assert (old.plan, new.plan) == (make_plan(), OTHER_PLAN)
    assert (new.number, new.change) == (2, "Bridge swapped for Side plank")
    assert (new.profile, new.library_version) == (old.profile, "test")


def test_revise_refuses_a_number_that_is_not_current():
    routine = create_routine(create_person())
    routine.revise(OTHER_PLAN, expected=1, change="first")

    with pytest.raises(Conflict):
        routine.revise(make_plan(), expected=1, change="second")

    assert [r.change for r in routine.revisions.history(after=1)] == ["first"]


@pytest.mark.asvs("V2.3.4")
@pytest.mark.django_db(transaction=True)
def test_revise_by_eight_at_once_lets_one_win():
    routine = create_routine(create_person())
    together = Barrier(8)

    def attempt(number):
        try:
            together.wait()
            Routine.objects.get(pk=routine.pk).revise(OTHER_PLAN, expected=1, change=str(number))
        except Conflict:
            return "refused"
        else:
            return "made"
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(8)))

    assert sorted(outcomes) == ["made"] + ["refused"] * 7
    assert Routine.objects.get().revision == Revision.objects.count() == 2


def test_restore_puts_an_earlier_plan_and_profile_back_as_a_new_version():
    routine = create_routine(create_person(), profile=make_profile(minutes=20))
    routine.revise(OTHER_PLAN, expected=1, change="", profile=make_profile(minutes=5))

    restored = routine.restore(1, expected=2)

    assert (restored.number, restored.plan, restored.profile.minutes) == (3, make_plan(), 20)
    assert restored.change == "Version 1 put back."


def test_restore_refuses_a_version_that_never_was():
    with pytest.raises(Revision.DoesNotExist):
        create_routine(create_person()).restore(9, expected=1)


def test_duplicate_starts_a_history_of_its_own():
    routine = create_routine(create_person())
    routine.revise(OTHER_PLAN, expected=1, change="")

    copy = Routine.objects.get(pk=routine.pk).duplicate()

    assert (copy.name, copy.revision, copy.version.plan) == ("Morning, copy", 1, OTHER_PLAN)


def test_current_gives_each_routine_its_newest_version_in_one_query(django_assert_num_queries):
    owner = create_person()
    older, newer = create_routine(owner, name="Older"), create_routine(owner, name="Newer")
    older.revise(OTHER_PLAN, expected=1, change="")
    newer.archive(now=NOW)
    create_routine(owner, name="Gone").delete_softly(now=NOW)
    create_routine(create_person(), name="Foreign")

    with django_assert_num_queries(1):
        versions = [(v.routine.name, v.number) for v in owner.revisions.current()]
    assert versions == [("Newer", 1), ("Older", 2)]
    assert [v.routine.name for v in owner.revisions.current().active()] == ["Older"]


def test_choosing_a_routine_puts_it_first_and_takes_it_out_of_the_archive():
    owner = create_person()
    older = create_routine(owner, name="Older", archived_at=NOW)
    create_routine(owner, name="Newer")

    older.choose(now=datetime.now(UTC) + timedelta(seconds=1))

    assert [routine.name for routine in owner.routines.active()] == ["Older", "Newer"]


def test_sweep_deletes_for_good_after_a_week():
    owner = create_person()
    create_routine(owner, deleted_at=NOW - timedelta(days=8))
    fresh = create_routine(owner, deleted_at=NOW - timedelta(days=6))
    create_routine(owner)

    swept = owner.routines.sweep(now=NOW)

    assert swept == 1
    assert list(owner.routines.deleted()) == [fresh]
    assert owner.routines.count() == 2


def test_a_person_keeps_so_many_routines_and_no_more(monkeypatch):
    monkeypatch.setattr(Routine, "MOST", 3)
    owner = create_person()
    create_routine(owner, archived_at=NOW)
    create_routine(owner, deleted_at=NOW)
    create_routine(create_person())
    for _ in range(2):
        create_routine(owner)

    with pytest.raises(Full, match="You keep 3 routines"):
        create_routine(owner)

    assert owner.routines.count() == 4


def test_a_document_that_is_no_plan_does_not_pass_validation():
    revision = create_routine(create_person()).version
    revision.plan_document = {"kind": "plan", "version": 1, "items": "none"}

    with pytest.raises(ValidationError, match="expected a list"):
        revision.full_clean()


class Meanwhile:
    """Does something once, right after the database has answered the first question."""

    def __init__(self, act):
        self.act = act

    def __call__(self, execute, *asked):
        answer = execute(*asked)
        act, self.act = self.act, lambda: None
        act()
        return answer


@pytest.mark.django_db(transaction=True)
def test_a_session_is_kept_whose_routine_goes_for_good_while_it_arrives():
    routine = create_routine(create_person())
    person, record = routine.owner, Record(NOW, "UTC", (), routine=routine.pk)

    with connection.execute_wrapper(Meanwhile(routine.delete)):
        told = person.sessions.keep(person, uuid4(), record)

    assert told == (1, True)
    assert [one.routine for one in person.sessions.all()] == [None]


@pytest.mark.django_db(transaction=True)
def test_a_session_that_arrives_twice_at_once_is_kept_once_with_its_later_edit():
    person, name, later = create_person(), uuid4(), Record(NOW, "UTC", (), note="later", edit=2)

    with connection.execute_wrapper(Meanwhile(lambda: person.sessions.keep(person, name, later))):
        told = person.sessions.keep(person, name, Record(NOW, "UTC", ()))

    assert told == (2, False)
    assert [one.note for one in person.sessions.all()] == ["later"]


@pytest.mark.django_db(transaction=True)
def test_a_session_of_somebody_who_is_deleted_meanwhile_is_not_acknowledged():
    person = create_person()

    with connection.execute_wrapper(Meanwhile(User.objects.all().delete)), pytest.raises(IntegrityError):
        person.sessions.keep(person, uuid4(), Record(NOW, "UTC", ()))
