"""An administrator, or a release, takes something out of the library that people have ticked."""

import pytest
from django.urls import reverse
from django.utils import timezone

from exercises.models import LibraryState, Precaution, RedFlag
from tests.factories import create_answers, create_routine, make_item, make_plan

LOST = "Osteoporosis. We have no rules for it at the moment."


@pytest.fixture
def lose():
    def lose(model, slug):
        model.objects.filter(slug=slug).update(retired_at=timezone.now())
        LibraryState.objects.bump()

    return lose


@pytest.mark.parametrize("cleared", [[], ["osteoporosis"]])
def test_nothing_is_offered_to_who_has_a_precaution_without_rules(here, person, lose, cleared):
    routine = create_routine(person, make_plan(make_item("bridge")))
    create_answers(person, health=["spine"], spine=["osteoporosis"], clearance=cleared)
    lose(Precaution, "osteoporosis")

    for page in (
        reverse("routines:build"),
        reverse("routines:today"),
        reverse("routines:relief"),
        reverse("routines:add", args=["bridge"]),
        reverse("routines:session", args=[routine.pk]),
    ):
        assert LOST in here.get(page, follow=True).text, page
    assert "Left out: Osteoporosis" in here.get(reverse("exercises:detail", args=["bridge"])).text
    assert "Osteoporosis" in here.get(reverse("accounts:profile")).text


def test_nothing_is_shown_once_to_who_has_a_precaution_without_rules(client, db, lose):
    lose(Precaution, "osteoporosis")
    pages = ["nerves", "sudden", "illness", "pattern", "health", "spine", "clearance"]
    none = dict.fromkeys(["nerves", "sudden", "illness", "pattern"], "none")
    told = none | {"health": "spine", "spine": "osteoporosis", "clearance": "yes"}

    page = client.post(reverse("routines:once"), told | {"page": [*pages, "where", "time"]})
    while page.context.get("page"):
        step = page.context["page"]
        told |= {
            q.slug: q.options[0].slug if q.options else "3" for q in step.questions if q.slug not in told
        }
        pages.append(step.slug)
        page = client.post(reverse("routines:once"), told | {"page": pages})

    assert LOST in page.text


def test_a_sign_that_the_library_lost_still_stops_in_words(here, person, lose):
    create_answers(person, nerves=["leg-weakness"])
    lose(RedFlag, "leg-weakness")

    page = here.get(reverse("routines:today"), follow=True)

    assert page.status_code == 200
    assert "Speak to a doctor today before you exercise." in page.text
