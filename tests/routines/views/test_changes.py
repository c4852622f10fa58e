import pytest
from django.urls import reverse

from exercises.models import Exercise
from routines.models import Revision
from routines.views import pages
from tests.factories import create_answers, create_routine, make_item, make_plan
from tests.routines.views.test_items import act, newest, place
from tests.routines.views.test_today import without_csrf

HTMX = {"HX-Request": "true"}


def test_the_second_of_two_tabs_is_told_and_nothing_is_saved(here, routine):
    act(here, routine, "pin")

    page = act(here, routine, "remove", at=1, revision=1)

    assert page.status_code == 409
    assert [change.change for change in page.context["changes"]] == [newest(routine).change]
    assert newest(routine).number == 2


def test_what_the_second_tab_wanted_is_kept_behind_a_button(here, routine):
    url = reverse("routines:swap", args=place(routine, 2))
    chosen = here.get(url).context["options"][0].exercise.slug
    act(here, routine, "pin")

    page = here.post(url, {"revision": 1, "exercise": chosen, "on": "today"})
    again = dict(page.context["kept"]) | {"revision": page.context["version"].number}
    here.post(url, again)

    assert page.context["outcome"].startswith(f"{name_of(routine, 2)} swapped for")
    assert f'name="exercise" value="{chosen}"' in page.text
    plan = newest(routine).plan
    assert (plan.items[0].pinned, plan.items[2].exercise) == (True, chosen)


def test_a_change_to_what_is_gone_says_so(here, routine):
    act(here, routine, "remove")

    page = act(here, routine, "pin", revision=1)

    assert page.status_code == 409
    assert "That exercise is no longer in this routine." in page.text


def test_the_conflict_comes_to_htmx_as_a_fragment_of_its_page(here, routine):
    act(here, routine, "pin")

    fragment = act(here, routine, "remove", at=1, revision=1, headers=HTMX)

    assert fragment.status_code == 409
    page = act(here, routine, "remove", at=1, revision=1)
    assert without_csrf(fragment.text).strip() in without_csrf(page.text)


def test_a_refused_change_says_why(here, routine):
    page = act(here, routine, "up", headers=HTMX)

    said = act(here, routine, "up", follow=True)
    assert all("It is already first or last in its part." in answer.text for answer in (page, said))
    assert newest(routine).number == 1


def test_restoring_puts_an_earlier_version_back(here, routine):
    act(here, routine, "remove")
    here.get("/today/")

    response = here.post(reverse("routines:restore", args=[routine.pk, 1]), {"on": "today"})

    assert response.url == reverse("routines:today")
    assert [str(said) for said in here.get("/today/").context["messages"]] == ["Undone. It is as before."]
    assert newest(routine).plan == routine.version.plan
    assert newest(routine).change == "Version 1 put back."


def test_what_was_done_is_said_with_the_way_back(here, routine):
    said = act(here, routine, "remove", headers=HTMX).text.split("<div hx-swap-oob")[1]
    act(here, routine, "pin", at=1, revision=2)
    pages = [here.get("/today/").text for _ in range(2)]

    assert f'action="{reverse("routines:restore", args=[routine.pk, 1])}"' in said
    assert [page.count('id="undo-now"') for page in pages] == [1, 0]


def test_restoring_answers_htmx_with_what_the_page_then_shows(here, routine):
    act(here, routine, "remove")

    fragment = here.post(reverse("routines:restore", args=[routine.pk, 1]), {"on": "today"}, headers=HTMX)

    shown = without_csrf(fragment.text).split("<div hx-swap-oob")[0].strip()
    assert shown in without_csrf(here.get("/today/").text)


def test_a_version_that_never_was_is_not_found(here, routine):
    assert here.post(reverse("routines:restore", args=[routine.pk, 7])).status_code == 404
    assert here.post(f"/routines/{routine.pk}/history/{10**30}/restore/").status_code == 404


def test_undo_shows_no_exercise_to_who_should_be_seen_first(here, person, routine):
    act(here, routine, "pin")
    create_answers(person, nerves=["saddle-numbness"])

    for headers in ({}, HTMX):
        response = here.post(
            reverse("routines:restore", args=[routine.pk, 1]), {"on": "today"}, headers=headers
        )
        assert (response.status_code, response.url) == (302, reverse("accounts:stop"))

    assert newest(routine).number == 2


def test_a_version_is_looked_at_and_put_back(here, person, django_assert_num_queries):
    routine = create_routine(person, make_plan(make_item("bridge"), minutes=12))
    routine.revise(make_plan(make_item("plank")), expected=1, change="Bridge swapped for Plank.")
    old, now = (reverse("routines:version", args=[routine.pk, number]) for number in (1, 2))
    here.get(old)

    with django_assert_num_queries(5):
        page = here.get(old).text

    assert "Version 1, " in page
    assert [word in page for word in ("Bridge", "Strengthening", "Plank")] == [True, True, False]
    assert reverse("routines:restore", args=[routine.pk, 1]) in page
    assert reverse("routines:restore", args=[routine.pk, 2]) not in here.get(now).text


def test_a_version_shows_nothing_that_a_precaution_of_today_forbids(here, person):
    plan = make_plan(make_item("bridge"), make_item("full-sit-up", position="supine"))
    routine = create_routine(person, plan)
    create_answers(person, health=["spine"], spine=["osteoporosis"])

    page = here.get(reverse("routines:version", args=[routine.pk, 1]))

    assert [row.exercise.slug for row in page.context["sheet"].rows] == ["bridge"]
    assert "<b>Full sit-up is left out.</b>" in page.text


@pytest.mark.parametrize("number", [0, 2, 10**30])
def test_a_version_that_never_was_is_not_there(here, routine, number):
    assert here.get(f"/routines/{routine.pk}/history/{number}/").status_code == 404


def test_history_lists_every_change_newest_first(here, routine, django_assert_num_queries):
    act(here, routine, "pin")
    act(here, routine, "unpin", revision=2)

    with django_assert_num_queries(3):
        page = here.get(reverse("routines:history", args=[routine.pk]))

    assert [version.number for version in page.context["versions"]] == [3, 2, 1]
    assert all(version.change in page.text for version in Revision.objects.all())


def test_minutes_build_again_and_keep_the_pins(here, routine):
    pinned = routine.version.plan.items[2].exercise
    act(here, routine, "pin", at=2)

    response = here.post(minutes_url(routine), {"minutes": "20", "revision": 2, "on": "today"})

    version = newest(routine)
    assert response.url == reverse("routines:today")
    assert (version.plan.minutes, version.profile.minutes) == (20, 20)
    assert pinned in {item.exercise for item in version.plan.items}
    assert version.change == "Changed from 12 to 20 minutes."


@pytest.mark.parametrize(
    ("own", "offered"),
    [(12, [5, 12, 20, 30]), (10, [5, 10, 20, 30]), (8, [5, 8, 12, 20, 30]), (29, [5, 12, 20, 29])],
)
def test_no_two_minutes_to_choose_from_are_nearly_the_same(own, offered):
    assert pages.minutes_beside(own) == offered


def test_minutes_out_of_range_change_nothing(here, routine):
    for minutes in ("4", "46", "-1", "1e3", "x", "", "9" * 30, "\0"):
        assert here.post(minutes_url(routine), {"minutes": minutes, "revision": 1}).status_code == 302

    assert newest(routine).number == 1


def test_minutes_stay_with_their_owner(stranger, routine):
    assert stranger.post(minutes_url(routine), {"minutes": "20", "revision": 1}).status_code == 404


def minutes_url(routine):
    return reverse("routines:change_minutes", args=[routine.pk])


def name_of(routine, at):
    return Exercise.objects.catalogue().exercises[routine.version.plan.items[at].exercise].name
