import re

from django.urls import reverse

from routines.views.leaflet import code
from tests.factories import create_answers


def test_leaflet_holds_everything_to_do_the_routine_on_paper(here, routine):
    page = here.get(reverse("routines:leaflet", args=[routine.pk]))

    rows = page.context["sheet"].rows
    assert len(rows) == len(routine.version.plan.items)
    for row in rows:
        assert all(words in page.text for words in (row.dose, row.exercise.cue.replace("'", "&#x27;")))


def test_leaflet_has_a_code_that_leads_back_to_the_routine(here, routine, settings):
    settings.SITE_URL = "https://back.example"

    page = here.get(reverse("routines:leaflet", args=[routine.pk]))

    address = f"https://back.example{reverse('routines:routine', args=[routine.pk])}"
    assert page.context["address"] == address
    assert f'd="{code(address)["path"]}"' in page.text


def test_leaflet_says_what_a_precaution_changes(here, person, routine):
    create_answers(person, health=["spine"], spine=["osteoporosis"])
    here.post(reverse("routines:change_minutes", args=[routine.pk]), {"minutes": "30", "revision": 1})

    page = here.get(reverse("routines:leaflet", args=[routine.pk]))

    how = [row.item.how for row in page.context["sheet"].rows if row.item.how]
    assert max(len(words) for words in how) > 1
    assert [f"For you:</b> {' '.join(words)}</p>" in page.text for words in how] == [True] * len(how)


def test_leaflet_has_no_inline_style_or_script(here, routine):
    page = here.get(reverse("routines:leaflet", args=[routine.pk]))

    assert re.findall(r"<style|<script>| style=", page.text) == []


def test_code_is_a_square_of_modules_with_a_quiet_rim():
    drawn = code("https://back.example/")

    squares = re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn["path"])
    places = {(int(x), int(y)) for x, y in squares}
    finder = {(4 + x, 4) for x in range(7)}
    assert finder <= places
    assert all(4 <= x < drawn["size"] - 4 and 4 <= y < drawn["size"] - 4 for x, y in places)


def test_leaflet_cannot_be_posted_to(here, routine):
    assert here.post(reverse("routines:leaflet", args=[routine.pk])).status_code == 405
