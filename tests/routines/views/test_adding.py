import pytest
from django.urls import reverse
from django.utils import timezone

from routines.models import Revision, Routine
from tests.factories import create_answers, create_routine


def url(slug):
    return reverse("routines:add", args=[slug])


def test_add_puts_an_exercise_into_the_chosen_routine(here, person, routine, library):
    other, name = create_routine(person, name="Other"), library.exercises["wall-sit"].name

    response = here.post(url("wall-sit"), {"routine": str(routine.pk)})

    newest = Routine.objects.get(pk=routine.pk).version
    added = next(item for item in newest.plan.items if item.exercise == "wall-sit")
    assert response.url == f"{reverse('routines:routine', args=[routine.pk])}#item-strengthening-wall-sit"
    assert (added.pinned, newest.change) == (True, f"{name} added.")
    assert Routine.objects.get(pk=other.pk).revision == 1


def test_add_keeps_the_parts_in_the_order_of_a_session(here, routine):
    here.post(url("wall-sit"), {"routine": str(routine.pk)})

    blocks = [item.block for item in Routine.objects.get(pk=routine.pk).version.plan.items]
    assert blocks == sorted(blocks, key=list(type(blocks[0])).index)


def test_add_refuses_what_a_precaution_forbids_and_says_the_rule(here, person, routine):
    create_answers(person, health=["spine"], spine=["osteoporosis"])

    page = here.get(url("full-sit-up"))
    sent = here.post(url("full-sit-up"), {"routine": str(routine.pk)})

    assert "does not fit your answers" in page.text
    assert sent.status_code == 422
    assert Revision.objects.count() == 1


def test_add_warns_of_what_is_never_picked_unasked_and_adds_it_on_purpose(here, routine, library):
    slug = next(e.slug for e in library.exercises.values() if not e.auto_select and "stretching" in e.blocks)

    assert "We never pick this one by ourselves." in here.get(url(slug)).text
    here.post(url(slug), {"routine": str(routine.pk)})
    assert slug in {item.exercise for item in Routine.objects.get().version.plan.items}


def test_add_does_not_add_twice(here, routine):
    here.post(url("wall-sit"), {"routine": str(routine.pk)})

    page = here.post(url("wall-sit"), {"routine": str(routine.pk)})

    there = f"{reverse('routines:routine', args=[routine.pk])}#item-strengthening-wall-sit"
    assert "is already in this routine." in page.text
    assert f'href="{there}"' in page.text
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("routine_id", ["", "x", "\0", "00000000-0000-0000-0000-000000000000"])
def test_add_to_what_is_no_routine_of_theirs_changes_nothing(here, routine, routine_id):
    assert here.post(url("wall-sit"), {"routine": routine_id}).status_code == 422
    assert Revision.objects.count() == 1


def test_add_offers_no_archived_routine(here, person, routine):
    create_routine(person, name="Stored", archived_at=timezone.now())

    assert [name for _, name in here.get(url("wall-sit")).context["form"].fields["routine"].choices] == [
        "Morning"
    ]


def test_add_without_a_routine_leads_to_building_one(here):
    assert here.get(url("wall-sit")).url == reverse("routines:build")


def test_add_an_unknown_exercise_is_not_found(here, routine):
    assert here.get(url("no-such-thing")).status_code == 404


def test_add_without_a_person_leads_to_the_first_question(client, db):
    assert client.get(url("wall-sit")).url == reverse("accounts:intake")
