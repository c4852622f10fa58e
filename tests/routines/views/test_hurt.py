"""What hurt is treated alike wherever it may be offered: other routines, new ones, swaps, the player."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import privacy
from tests.factories import create_answers, create_person, create_routine, make_item, make_plan, make_profile

SAFETY = {"nerves": [], "sudden": [], "illness": [], "pattern": []}
HOLDING = make_plan(make_item("bridge"), make_item("side-plank", position="side-lying"))


@pytest.fixture
def person(loaded_library):
    person = create_person()
    create_answers(person, **SAFETY, health=[], age_band="18-34", experience="some")
    return person


def hurt(here, slug, felt="sharp", routine=None, **fields):
    item = {"exercise": slug, "block": "strengthening", "seconds": 60, "felt": felt}
    body = {"started_at": timezone.now().isoformat(), "items": [item]} | fields
    body |= {"routine": str(routine.pk), "revision": 1} if routine else {}
    return here.put(reverse("routines:record", args=[uuid4()]), body, "application/json").json()


def held(routine):
    routine.refresh_from_db()
    return [item.exercise for item in routine.revisions.get(number=routine.revision).plan.items]


def test_what_hurt_in_one_routine_leaves_all_with_its_reason_and_a_way_back(here, person):
    kept, archived, deleted = (create_routine(person, HOLDING) for _ in range(3))
    archived.archive(now=timezone.now())
    deleted.delete_softly(now=timezone.now())

    answer = hurt(here, "bridge", routine=kept)

    assert answer["changed"] is True
    assert [held(one) for one in (kept, archived, deleted)] == [["side-plank"]] * 3
    left = archived.revisions.get(number=2).plan.left_out[0]
    assert (left.exercise, left.why[:19]) == ("bridge", "It hurt sharply on ")
    assert left.until == "When you add it again from its page in the library."


@pytest.mark.parametrize("felt", ["sharp", "stop"])
def test_what_hurt_in_quick_relief_leaves_the_routines(here, person, felt):
    routine = create_routine(person, HOLDING)

    hurt(here, "bridge", felt, kind="relief")

    assert held(routine) == ["side-plank"]


def test_what_did_not_hurt_changes_nothing(here, person):
    routine = create_routine(person, HOLDING)

    assert "changed" not in hurt(here, "bridge", "hard", routine)
    assert held(routine) == ["bridge", "side-plank"]


def test_a_harder_form_of_what_hurt_leaves_too(here, person):
    harder = create_routine(person, make_plan(make_item("single-leg-bridge"), make_item("dead-bug")))

    hurt(here, "bridge")

    assert held(harder) == ["dead-bug"]
    assert harder.revisions.get(number=2).plan.left_out[0].why.startswith("A gentler form of it hurt")


def test_a_pinned_exercise_that_hurt_does_not_come_back_with_other_minutes(here, person):
    pinned = make_plan(make_item("bridge", pinned=True), make_item("side-plank", position="side-lying"))
    profile = make_profile(minutes=12, pinned=frozenset({"bridge"}))
    routine = create_routine(person, pinned, profile=profile)
    hurt(here, "bridge", routine=routine)

    here.post(reverse("routines:change_minutes", args=[routine.pk]), {"minutes": "20", "revision": "2"})

    assert routine.revisions.filter(number=3).exists()
    assert "bridge" not in held(routine)


def test_a_version_put_back_does_not_pin_again_what_hurt_since(person):
    profile = make_profile(minutes=12, pinned=frozenset({"bridge"}))
    routine = create_routine(person, make_plan(make_item("dead-bug")), profile=profile)
    unwanted = make_profile(minutes=12, disliked=frozenset({"bridge"}))
    routine.revise(make_plan(make_item("clamshell")), expected=1, change="", profile=unwanted)

    restored = routine.restore(1, expected=2)

    assert (restored.profile.pinned, restored.profile.disliked) == (frozenset(), {"bridge"})


def test_what_hurt_in_quick_relief_is_not_offered_in_its_place(here, person):
    routine = create_routine(person, make_plan(make_item("single-leg-bridge"), make_item("clamshell")))
    swap = reverse("routines:swap", args=[routine.pk, "strengthening", "clamshell"])

    def options():
        return [one.exercise.slug for one in here.get(f"{swap}?all=1").context["options"]]

    assert "dead-bug" in options()
    hurt(here, "dead-bug", kind="relief")
    assert "dead-bug" not in options()


def test_easier_does_not_bring_what_hurt_in_quick_relief(here, person):
    routine = create_routine(person, make_plan(make_item("heel-slide")))
    session = reverse("routines:session", args=[routine.pk])

    def easier():
        (step,) = here.get(session).context["player"]["items"]
        return step["easier"]["exercise"]

    assert easier() == "abdominal-brace"
    hurt(here, "abdominal-brace", kind="relief")
    assert easier() == "pelvic-tilt"
    for revision in range(1, 5):
        easy = f"/routines/{routine.pk}/items/strengthening/{held(routine)[0]}/easier/"
        here.post(easy, {"revision": str(revision)})
    assert held(routine) == ["pelvic-tilt"]


def test_a_first_routine_has_nothing_that_hurt_in_quick_relief(here):
    build = reverse("routines:build")
    first = next(item for item in here.get(build).context["plan"].items if item.block == "stretching")

    hurt(here, first.exercise, kind="relief")

    assert first.exercise not in {item.exercise for item in here.get(build).context["plan"].items}


def test_a_guests_routine_heeds_what_hurt_the_account_it_joins(here, person):
    hurt(here, "bridge", kind="relief")
    guest = create_person()
    routine = create_routine(guest, HOLDING)

    privacy.merge(guest, person)

    assert held(routine) == ["side-plank"]


def test_a_routine_brought_in_heeds_what_hurt_in_the_sessions_brought_with_it(here, person):
    routine = create_routine(person, make_plan(make_item("dead-bug"), make_item("clamshell")))
    hurt(here, "bridge", kind="relief")
    document = privacy.read(privacy.export_json(person, now=timezone.now()))
    document["rows"]["routines.revision"][0]["plan_document"]["items"][0]["exercise"] = "bridge"
    privacy.erase(person)

    privacy.import_rows(create_person(), document)

    assert held(routine) == ["clamshell"]


def test_where_everything_hurt_the_page_says_so_and_leads_on(here, person):
    routine = create_routine(person, make_plan(make_item("bridge")))
    session = reverse("routines:session", args=[routine.pk])

    hurt(here, "bridge", routine=routine)

    for page in ("/today/", f"/routines/{routine.pk}/"):
        text = here.get(page).text
        assert "Nothing is left in this routine for now." in text
        assert f'href="{session}"' not in text
    assert here.get(session).status_code == 200


def test_who_asks_for_what_hurt_is_told_that_it_did(here, person):
    routine = create_routine(person, HOLDING)
    hurt(here, "bridge", routine=routine)
    add = reverse("routines:add", args=["bridge"])

    page = here.get(add)
    here.post(add, {"routine": str(routine.pk)})

    assert "It hurt when you last did it, on " in page.text
    assert "bridge" in held(routine)


def ticked_off(here, person, routine):
    """A session recorded from the list; the address of its check-in."""
    session = reverse("routines:session", args=[routine.pk])
    page = here.get(session)
    done = [row.key for row in page.context["sheet"].rows]
    sent = {"client_id": str(uuid4()), "done": done, "on_day": str(timezone.localdate())}
    return here.post(session, sent).url


def test_who_ticks_a_session_off_says_what_hurt_in_the_check_in(here, person):
    routine = create_routine(person, HOLDING)
    other = create_routine(person, HOLDING)
    checkin = ticked_off(here, person, routine)

    unknown = here.post(checkin, {"hurt": "dead-bug"})
    page = here.post(checkin, {"hurt": "bridge"}, follow=True)

    assert unknown.status_code == 422
    assert "What hurt is left out of your routines." in page.text
    assert (held(routine), held(other)) == (["side-plank"], ["side-plank"])
    assert [item.get("felt") for item in person.sessions.get().items] == ["sharp", None]
    assert 'value="bridge" checked' in here.get(checkin).text


def test_who_ticks_a_session_off_says_when_something_new_came_on(here, person):
    checkin = ticked_off(here, person, create_routine(person, HOLDING))

    here.post(checkin, {"came_on": "1"})

    assert here.get("/today/").url == f"{reverse('accounts:question', args=['nerves'])}?from=today"


def test_undo_brings_back_what_hurt_and_says_so(here, person):
    routine = create_routine(person, HOLDING)
    hurt(here, "bridge", routine=routine)

    page = here.post(reverse("routines:restore", args=[routine.pk, 1]), follow=True)

    assert held(routine) == ["bridge", "side-plank"]
    assert "It holds again what hurt when you last did it: Bridge." in page.text
