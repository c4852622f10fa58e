import pytest
from django.urls import reverse

from routines.models import Routine
from tests.factories import create_answers
from tests.routines.views.test_today import without_csrf


def place(routine, at=0):
    item = routine.version.plan.items[at]
    return [routine.pk, item.block, item.exercise]


def act(client, routine, action, at=0, revision=1, **options):
    url = reverse("routines:change_item", args=[*place(routine, at), action])
    return client.post(url, {"revision": revision, "on": "today"}, **options)


def newest(routine):
    return Routine.objects.get(pk=routine.pk).version


def test_pin_keeps_the_exercise(here, routine):
    slug = routine.version.plan.items[0].exercise

    response = act(here, routine, "pin")

    block = routine.version.plan.items[0].block
    assert response.url == f"{reverse('routines:today')}#item-{block}-{slug}"
    assert newest(routine).plan.items[0].pinned
    assert newest(routine).profile.pinned == {slug}


def test_unpin_lets_it_go(here, routine):
    act(here, routine, "pin")

    act(here, routine, "unpin", revision=2)

    assert (newest(routine).number, newest(routine).profile.pinned) == (3, set())
    assert newest(routine).plan.items == routine.version.plan.items


def test_remove_takes_it_out_and_says_so(here, routine):
    first, *rest = routine.version.plan.items

    act(here, routine, "remove")

    assert [i.exercise for i in newest(routine).plan.items] == [i.exercise for i in rest]
    assert newest(routine).plan.left_out[0].exercise == first.exercise
    assert first.exercise in newest(routine).profile.disliked


@pytest.mark.parametrize(("at", "next_to_it"), [(0, 1), (-1, -2)])
def test_after_remove_the_person_goes_on_where_it_was(here, routine, at, next_to_it):
    after = routine.version.plan.items[next_to_it]

    page = act(here, routine, "remove", at=at, headers={"HX-Request": "true"}).text

    assert f'id="menu-{after.block}-{after.exercise}" autofocus' in page


def test_down_and_up_bring_it_back_to_its_place(here, routine):
    blocks = [item.block for item in routine.version.plan.items]
    at = next(i for i in range(len(blocks) - 1) if blocks[i] == blocks[i + 1])

    act(here, routine, "down", at=at)
    moved = newest(routine).plan.items
    act(here, routine, "up", at=at, revision=2)

    before = routine.version.plan.items
    assert (moved[at], moved[at + 1]) == (before[at + 1], before[at])
    assert newest(routine).plan.items == before


@pytest.mark.parametrize("action", ["easier", "harder"])
def test_easier_and_harder_change_one_item_and_nothing_else(here, routine, action):
    act(here, routine, action, at=2)

    before, after = routine.version.plan.items, newest(routine).plan.items
    assert [a == b for a, b in zip(before, after, strict=True)].count(False) == 1


def test_an_action_answers_htmx_with_what_the_page_then_shows(here, routine):
    fragment = act(here, routine, "pin", headers={"HX-Request": "true"})

    page = without_csrf(here.get("/today/").text)
    routine_part = without_csrf(fragment.text).split("<div hx-swap-oob")[0]
    assert routine_part.count(" autofocus") == 1
    assert routine_part.replace(" autofocus", "").strip() in page
    assert "pinned." in fragment.text.split("hx-swap-oob")[1]


@pytest.mark.parametrize("action", ["fly", "pins"])
def test_an_unknown_action_is_not_found(here, routine, action):
    assert act(here, routine, action).status_code == 404


def test_an_item_that_is_not_there_is_not_found(here, routine):
    url = reverse("routines:change_item", args=[routine.pk, "warm-up", "no-such-thing", "pin"])

    assert here.post(url, {"revision": 1}).status_code == 404


@pytest.mark.parametrize("revision", ["", "0", "-1", "x", "9" * 40, "\0"])
def test_a_change_that_names_no_version_changes_nothing(here, routine, revision):
    response = act(here, routine, "pin", revision=revision)

    assert response.status_code == 302
    assert newest(routine).number == 1


def test_a_strangers_routine_is_not_found(stranger, routine):
    assert act(stranger, routine, "pin").status_code == 404
    assert stranger.get(reverse("routines:swap", args=place(routine))).status_code == 404


def test_without_a_person_everything_starts_at_the_first_question(client, routine):
    assert act(client, routine, "pin").url == reverse("accounts:intake")


def test_an_action_cannot_be_fetched(here, routine):
    assert here.get(reverse("routines:change_item", args=[*place(routine), "pin"])).status_code == 405


def test_swap_offers_what_keeps_the_time_first(here, routine):
    page = here.get(reverse("routines:swap", args=place(routine, 2)), {"on": "today"})

    options = page.context["options"]
    assert len(options) == 3
    assert [o.keeps_time for o in options] == sorted((o.keeps_time for o in options), reverse=True)
    assert "autofocus" in page.text


def test_swap_shows_all_when_asked(here, routine):
    page = here.get(reverse("routines:swap", args=place(routine, 2)), {"all": "1"})

    assert len(page.context["options"]) > 3
    assert page.context["more"] == 0


def test_swap_puts_the_chosen_one_in_its_place(here, routine):
    url = reverse("routines:swap", args=place(routine, 2))
    chosen = here.get(url).context["options"][0]

    response = here.post(url, {"revision": 1, "exercise": chosen.exercise.slug})

    there = f"item-{routine.version.plan.items[2].block}-{chosen.exercise.slug}"
    assert response.url == f"{reverse('routines:routine', args=[routine.pk])}#{there}"
    assert newest(routine).plan.items[2].exercise == chosen.exercise.slug
    assert newest(routine).plan.items[2].pinned


@pytest.mark.parametrize(("slug", "status"), [("no-such-thing", 404), ("a b", 302), ("\0", 302), ("", 302)])
def test_swap_for_something_unknown_changes_nothing(here, routine, slug, status):
    url = reverse("routines:swap", args=place(routine, 2))

    response = here.post(url, {"revision": 1, "exercise": slug})

    assert response.status_code == status
    assert newest(routine).number == 1


def test_swap_refuses_what_a_precaution_forbids(here, person, routine):
    create_answers(person, health=["spine"], spine=["osteoporosis"])
    url = reverse("routines:swap", args=place(routine, 2))

    page = here.post(url, {"revision": 1, "exercise": "full-sit-up"}, follow=True)

    assert newest(routine).number == 1
    assert "does not fit your answers" in page.text
