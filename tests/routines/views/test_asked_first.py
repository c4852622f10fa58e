"""What has to be answered before any exercise is shown, wherever the person goes for one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Intake
from tests.factories import create_answers

SAFETY = {"nerves": [], "sudden": [], "illness": [], "pattern": []}
RELIEF = "/relief/"


def asked(page, came_from):
    return f"{reverse('accounts:question', args=[page])}?from={came_from}"


def test_an_early_pregnancy_is_asked_about_again_before_it_can_be_a_later_one(here, person, routine):
    create_answers(person, **SAFETY, health=["pregnancy"], pregnancy=["pregnancy-early"])

    def told(weeks):
        person.answers.update(answered_at=timezone.now() - timedelta(weeks=weeks))

    told(3)
    assert [here.get(page).status_code for page in ("/today/", RELIEF)] == [200, 200]
    told(5)
    assert here.get("/today/").url == asked("pregnancy", "today")
    assert here.get(f"/routines/{routine.pk}/session/").url == asked("pregnancy", "today")
    assert here.get("/build/").url == asked("pregnancy", "routine")
    assert here.get(RELIEF).url == asked("pregnancy", "relief")

    shown = here.post(asked("pregnancy", "relief"), {"pregnancy": "pregnancy-later", "from": "relief"})

    assert shown.url == reverse("routines:relief")
    rows = here.get(RELIEF).context["rows"]
    assert rows
    assert not [item for _, item, _ in rows if item.position in {"supine", "prone"}]


@pytest.mark.parametrize("is_finished", [True, False])
def test_relief_waits_for_a_list_that_a_tick_has_opened_and_for_no_other(client, person, is_finished):
    finished_at = timezone.now() if is_finished else None
    Intake.objects.filter(owner=person).delete()
    create_answers(person, **SAFETY, health=["spine"])
    Intake.objects.filter(owner=person).update(finished_at=finished_at)
    client.force_login(person)

    opened = client.get(RELIEF).url
    back = client.post(opened, {"spine": "osteoporosis", "from": "relief"})

    assert opened == asked("spine", "relief")
    assert back.url == reverse("routines:relief")
    assert client.get(RELIEF).status_code == 200


def test_pain_below_the_knee_is_asked_about_before_any_exercise(here, person, routine):
    create_answers(person, **SAFETY, health=[], o_leg="below-knee")

    assert here.get("/today/").url == asked("leg", "today")
    assert here.get(RELIEF).url == asked("leg", "relief")
