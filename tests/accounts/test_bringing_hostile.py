"""Files that no release of ours wrote: refused whole, so that none of a person's pages can break on what is in them."""

from uuid import uuid4

import pytest
from django.utils import timezone

from accounts import privacy
from accounts.models import Intake
from routines import documents
from tests.factories import create_answers, create_person, make_item, make_plan, make_profile

pytestmark = pytest.mark.django_db
SAFE = {slug: [] for slug in ("nerves", "sudden", "illness", "pattern", "health")}
ITEM = documents.write(make_plan(make_item()))["items"][0]


def brought(person, **tables):
    rows = {label.replace("_", ".", 1): [row] for label, row in tables.items()}
    return privacy.import_rows(person, {"rows": rows})


def session(**fields):
    now = timezone.now()
    return {
        "client_id": str(uuid4()),
        "started_at": now.isoformat(),
        "local_date": f"{now:%Y-%m-%d}",
    } | fields


def routine(plan=None, profile=None):
    pk = str(uuid4())
    plan = documents.write(make_plan()) | (plan or {}) if not isinstance(plan, str) else plan
    profile = documents.write(make_profile()) | (profile or {})
    revision = {"routine_id": pk, "number": 1, "plan_document": plan, "profile_document": profile}
    return {"routines_routine": {"id": pk, "name": "x"}, "routines_revision": revision}


def dosed(**dose):
    return {"plan": {"items": [ITEM | {"dose": dose}]}}


@pytest.mark.parametrize(
    "fields",
    [
        {"items": ["x"]},
        {"items": 7},
        {"items": {}},
        {"items": ""},
        {"items": [{"exercise": {}, "block": "aerobic"}]},
        {"items": [{"exercise": "bridge"}]},
        {"seconds_by_block": []},
        {"seconds_by_block": ""},
        {"seconds_by_block": {"aerobic": "x"}},
        {"seconds_by_block": {"aerobic": -1}},
        {"seconds_by_block": {"elsewhere": 1}},
        {"local_date": "9999-12-31"},
        {"started_at": "0001-01-01T00:00:00+00:00"},
    ],
)
def test_a_session_that_no_device_can_have_sent_is_refused(fields):
    with pytest.raises(privacy.Unreadable):
        brought(create_person(), routines_session=session(**fields))


def test_a_session_as_it_is_kept_is_taken():
    items = [{"exercise": "bridge", "block": "strengthening", "seconds": 90, "asked": [2, 8, 0, 0]}]

    assert brought(create_person(), routines_session=session(items=items, pain_after=3)) == 1
    assert brought(create_person(), routines_session=session(items=[], seconds_by_block={})) == 1


@pytest.mark.parametrize(
    "told",
    [
        {"plan": ""},
        {"plan": {"minutes": 10**9}},
        {"plan": {"items": [ITEM] * 81}},
        {"plan": {"items": [ITEM | {"stage": 0}]}},
        {"plan": {"items": [ITEM | {"seconds": -1}]}},
        dosed(sets=10**9, reps=10**9),
        dosed(scheme="a-b"),
        dosed(minutes=1e308),
        {"profile": {"minutes": 10**9}},
        {"profile": {"level": 99}},
        {"profile": {"days": 0}},
        {"profile": {"pain": 11}},
        {"profile": {"factors": [{"factor": "stress", "score": 10**9, "because": "", "rule": ""}]}},
    ],
)
def test_a_routine_that_no_builder_made_is_refused(told):
    with pytest.raises(privacy.Unreadable):
        brought(create_person(), **routine(**told))


def test_a_routine_of_ours_is_taken():
    assert brought(create_person(), **routine()) == 2
    assert brought(create_person(), **routine(**dosed(sets=3, reps=6, scheme="6-4-2"))) == 2


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"])
@pytest.mark.parametrize("label", ["accounts_consent.given_at", "routines_routine.deleted_at"])
def test_a_day_that_no_clock_of_ours_has_shown_is_refused(label, moment):
    table, _, column = label.partition(".")
    words = {"name": "x"} if table == "routines_routine" else {"version": "1"}

    with pytest.raises(privacy.Unreadable):
        brought(create_person(), **{table: {"id": str(uuid4()), column: moment} | words})


@pytest.mark.parametrize("value", [10**400, {"a": 1}, [{"a": 1}], "x" * 5000, True, ["supine", 7]])
def test_an_answer_that_no_form_gave_is_passed_over(client, loaded_library, value):
    person = create_person()
    before = create_answers(person)
    for question in ("height_cm", "pain_now", "areas", "positions_no", "minutes", "clearance"):
        before.record({question: value})
    after = Intake.objects.create(owner=person, consent=before.consent)
    after.record(SAFE | {"height_cm": 170, "pain_now": 3})
    client.force_login(person)

    for page in ("changes", "answers", "where", "time", "kit"):
        assert client.get(f"/intake/{page}/").status_code == 200, page
    after.answers.filter(question="height_cm").delete()
    for page in ("/intake/about/", "/profile/", "/build/", "/exercises/", "/relief/"):
        assert client.get(page).status_code == 200, page
