from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from exercises.catalogue import Dose
from routines.adapting import leave_out_what_hurt
from routines.models import Revision, Session
from routines.progression import signature
from routines.records import Done, Record
from tests.factories import create_answers, create_routine, make_item, make_plan


@pytest.fixture
def routine(person):
    return create_routine(person, make_plan(make_item("bridge")))


def create_session(person, routine, days_ago, **fields):
    now = timezone.now() - timedelta(days=days_ago)
    item = routine.version.plan.items[0]
    done = {"exercise": "bridge", "block": "strengthening", "seconds": 90, "completed": True}
    done["asked"] = list(signature(item.dose))
    facts = {"routine": routine, "revision": 1, "started_at": now, "local_date": now.date(), "items": [done]}
    return Session.objects.create(owner=person, client_id=uuid4(), **facts | fields)


@pytest.fixture
def easy_twice(person, routine):
    for days_ago in (4, 2):
        create_session(person, routine, days_ago, effort="easy", pain_after=2)


def answer(here, routine, said):
    proposal = here.get("/today/").context["proposals"][0]
    return here.post(
        reverse("routines:proposal", args=[routine.pk]), {"key": proposal.key, "answer": said}, follow=True
    )


def test_today_proposes_with_a_reason(here, routine, easy_twice):
    page = here.get("/today/")

    assert "You said it was easy twice." in page.text


def test_accepting_makes_a_new_version_and_is_not_proposed_again(here, routine, easy_twice):
    page = answer(here, routine, "accept")

    assert Revision.objects.get(number=2).change.endswith("You said it was easy twice.")
    assert page.context["proposals"] == ()


def test_refusing_changes_nothing_and_is_not_proposed_again(here, routine, easy_twice):
    page = answer(here, routine, "refuse")

    assert Revision.objects.count() == 1
    assert page.context["proposals"] == ()


def test_an_answer_that_comes_twice_changes_nothing_more(here, routine, easy_twice):
    proposal = here.get("/today/").context["proposals"][0]
    url = reverse("routines:proposal", args=[routine.pk])

    for _ in range(2):
        here.post(url, {"key": proposal.key, "answer": "accept"})

    assert Revision.objects.count() == 2


def test_light_days_come_and_go(here, person, routine):
    create_session(person, routine, 4, pain_after=8)
    answer(here, routine, "accept")
    light = Revision.objects.get(number=2)
    create_session(person, routine, 0, pain_before=2, kind="routine", revision=2)

    answer(here, routine, "accept")

    assert light.plan.items != Revision.objects.get(number=1).plan.items
    assert Revision.objects.get(number=3).plan.items == Revision.objects.get(number=1).plan.items


def test_light_days_pass_over_what_the_library_lost_or_the_answers_forbid(here, person):
    items = [make_item(slug) for slug in ("no-longer-there", "full-sit-up", "bridge")]
    routine = create_routine(person, make_plan(*items))
    create_answers(person, health=["spine"], spine=["osteoporosis"])
    create_session(person, routine, 4, pain_after=8)

    here.post(reverse("routines:proposal", args=[routine.pk]), {"key": "light", "answer": "accept"})

    strong = [i.exercise for i in Revision.objects.get(number=2).plan.items if i.block == "strengthening"]
    assert strong == ["glute-squeeze"]  # the easiest that leads to a bridge


def test_what_hurt_sharply_in_light_days_does_not_come_back_with_the_rest(here, person):
    bird_dog = make_item("bird-dog", position="hands-and-knees")
    routine = create_routine(person, make_plan(make_item("single-leg-bridge"), bird_dog))
    create_session(person, routine, 4, pain_after=8)
    url = reverse("routines:proposal", args=[routine.pk])
    here.post(url, {"key": "light", "answer": "accept"})
    light = Revision.objects.get(number=2).plan.items
    gentler = next(item.exercise for item in light if item.block == "strengthening")
    hurt = Done(gentler, "strengthening", felt="sharp")
    leave_out_what_hurt(person, Record(timezone.now(), "UTC", (hurt,), routine=routine.pk))
    create_session(person, routine, 0, pain_before=2, revision=3)

    here.post(url, {"key": "back", "answer": "accept"})

    version = Revision.objects.get(number=4)
    assert gentler != "single-leg-bridge"
    assert [item.exercise for item in version.plan.items] == ["bird-dog"]
    assert [left.exercise for left in version.plan.left_out] == ["single-leg-bridge"]
    assert gentler in version.profile.disliked


def test_what_hurt_in_light_days_stays_unwanted_when_the_routine_before_never_held_it(here, person, routine):
    create_session(person, routine, 4, pain_after=8)
    answer(here, routine, "accept")
    before = {item.exercise for item in Revision.objects.get(number=1).plan.items}
    added = next(i for i in Revision.objects.get(number=2).plan.items if i.exercise not in before)
    hurt = Done(added.exercise, added.block, felt="sharp")
    leave_out_what_hurt(person, Record(timezone.now(), "UTC", (hurt,), routine=routine.pk))
    create_session(person, routine, 0, pain_before=2, revision=3)

    answer(here, routine, "accept")

    version = Revision.objects.get(number=4)
    assert version.plan.items == Revision.objects.get(number=1).plan.items
    assert added.exercise in version.profile.disliked


def test_a_sign_that_is_urgent_comes_before_any_answer(here, person, routine, easy_twice):
    proposal = here.get("/today/").context["proposals"][0]
    create_answers(person, nerves=["saddle-numbness"])

    told = here.post(
        reverse("routines:proposal", args=[routine.pk]), {"key": proposal.key, "answer": "accept"}
    )

    assert told.url == reverse("accounts:stop")
    assert Revision.objects.count() == 1


def test_nobody_else_may_answer(stranger, routine):
    assert stranger.post(reverse("routines:proposal", args=[routine.pk]), {"key": "light"}).status_code == 404


def test_who_returns_after_months_is_asked_once_and_answers_once(here, person):
    routine = create_routine(
        person,
        make_plan(
            *(make_item(slug, dose=Dose(sets=3, reps=12), stage=3) for slug in ("bridge", "sit-to-stand"))
        ),
    )
    create_session(person, routine, 95)

    page = here.get("/today/")
    keys = [one.key for one in page.context["proposals"]]
    here.post(reverse("routines:proposal", args=[routine.pk]), {"key": keys, "answer": "accept"})

    said = "It has been 3 months. Start again gently."
    assert (len(keys), page.text.count(f"<p>{said} 2 exercises get a smaller dose.</p>")) == (2, 1)
    assert [version.change for version in Revision.objects.filter(number=2)] == [said]
    assert here.get("/today/").context["proposals"] == ()
    assert [item.stage for item in Revision.objects.get(number=2).plan.items] == [1, 1]


@pytest.fixture
def two_easy(person):
    items = [make_item("bridge"), make_item("sit-to-stand", position="sitting")]
    routine = create_routine(person, make_plan(*items))
    done = [
        {"exercise": item.exercise, "block": "strengthening", "seconds": 90, "completed": True}
        for item in items
    ]
    for days_ago in (4, 2):
        create_session(person, routine, days_ago, effort="easy", pain_after=2, items=done)
    return routine


def test_what_was_easy_is_asked_once_for_all_and_one_by_one(here, two_easy):
    page = here.get("/today/")

    assert "2 exercises were easy twice. A little more of each:" in page.text
    assert [page.text.count(text) for text in ("Change all 2", "Change it<")] == [1, 2]


def test_all_that_was_easy_grows_in_one_version(here, two_easy):
    keys = [one.key for one in here.get("/today/").context["proposals"]]

    here.post(reverse("routines:proposal", args=[two_easy.pk]), {"key": keys, "answer": "accept"})

    version = Revision.objects.get(routine=two_easy, number=2)
    assert version.change == "A little more of 2 exercises. You said they were easy twice."
    assert Dose(sets=2, reps=8) not in [item.dose for item in version.plan.items]
    assert here.get("/today/").context["proposals"] == ()


def test_one_of_all_that_was_easy_may_grow_alone(here, two_easy):
    first, other = [one.key for one in here.get("/today/").context["proposals"]]

    here.post(reverse("routines:proposal", args=[two_easy.pk]), {"key": first, "answer": "accept"})

    assert [one.key for one in here.get("/today/").context["proposals"]] == [other]


def test_only_what_is_asked_together_is_answered_together(here, person, routine, easy_twice):
    asked = here.get("/today/").context["proposals"][0].key

    here.post(
        reverse("routines:proposal", args=[routine.pk]), {"key": [asked, "light", "x"], "answer": "refuse"}
    )

    assert [one.key for one in person.proposals.all()] == [asked]
