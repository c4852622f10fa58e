"""The administrators' view of the library: every model opens, every edit makes a new version, slips are messages."""

import json

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from exercises import models
from exercises.catalogue import Action
from exercises.models import Exercise, LibraryState
from exercises.safety import verdict
from tests.factories import signed_in_twice


@pytest.fixture
def office(client, loaded_library):
    return signed_in_twice(client, User.objects.create_superuser("admin@example.org", "a long password"))


MODELS = sorted(
    (model for model in admin.site._registry if model._meta.app_label == "exercises"),
    key=lambda m: m.__name__,
)


def url(model, view, *args):
    return reverse(f"admin:exercises_{model._meta.model_name}_{view}", args=args)


def posted(response, **changes):
    """What a browser would send back from an admin form, with some fields changed."""
    data = {}
    forms = [response.context["adminform"].form]
    for formset in response.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.initial_forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is None or value is False:
                continue
            if isinstance(value, list) and value and hasattr(value[0], "pk"):
                value = [each.pk for each in value]
            data[bound.html_name] = "on" if value is True else value
    return data | changes


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m.__name__)
def test_every_model_can_be_browsed_searched_and_opened(office, model):
    first = model.objects.order_by("pk").first()

    assert office.get(url(model, "changelist")).status_code == 200
    assert office.get(url(model, "changelist"), {"q": "a"}).status_code == 200
    assert office.get(url(model, "change", first.pk)).status_code == 200


def test_every_model_of_the_library_is_there():
    through = {models.Serves, models.Rule, models.Override}

    assert {*MODELS, *through} == {m for m in vars(models).values() if isinstance(m, type)} - {models.Entry}


def test_changelist_queries_do_not_grow(office, django_assert_num_queries):
    office.get(url(Exercise, "changelist"))

    with django_assert_num_queries(5):
        office.get(url(Exercise, "changelist"), {"level": "1"})
    with django_assert_num_queries(5):
        office.get(url(Exercise, "changelist"), {"level": "3"})


def test_exercise_shows_what_each_precaution_says(office, library):
    text = office.get(url(Exercise, "change", Exercise.objects.get(slug="full-sit-up").pk)).text

    assert all(precaution.name.replace("'", "&#x27;") in text for precaution in library.precautions.values())
    assert "avoid (supine):" in text
    assert "follows its next release" in text


def test_saving_changes_the_library_for_everybody(office):
    before = Exercise.objects.catalogue()
    page = url(Exercise, "change", Exercise.objects.get(slug="bridge").pk)

    response = office.post(page, posted(office.get(page), name="Hip lift"))

    assert response.status_code == 302
    after = Exercise.objects.catalogue()
    assert after.exercises["bridge"].name == "Hip lift"
    assert after.version != before.version
    assert after.exercises["bridge"].serves == before.exercises["bridge"].serves
    assert after.exercises["plank"] == before.exercises["plank"]
    assert Exercise.objects.search("hip lfit", after).slugs[0] == "bridge"


def test_saving_as_new_makes_ones_own(office):
    page = url(Exercise, "change", Exercise.objects.get(slug="bridge").pk)

    office.post(page, posted(office.get(page), slug="my-bridge", _saveasnew="Save as new"))

    own = Exercise.objects.get(slug="my-bridge")
    assert own.origin == "administrator"
    assert "my-bridge" in Exercise.objects.catalogue().exercises


def test_deleting_changes_the_library(office):
    before = LibraryState.objects.current().version
    habit = models.Habit.objects.get(slug="food")

    office.post(url(models.Habit, "delete", habit.pk), {"post": "yes"})

    assert "food" not in Exercise.objects.catalogue().habits
    assert LibraryState.objects.current().version != before


DOSE = {"sets": 1, "reps": 8}


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("doses", {"1": DOSE}, "Write a dose for each of the stages"),
        ("doses", {"1": DOSE, "2": DOSE, "3": {"hold_s": 5}}, "a dose is made of"),
        ("doses", {"1": DOSE, "2": DOSE, "3": {"sets": 500}}, "sets must be from 1 to 5"),
        ("doses", {"1": DOSE, "2": DOSE, "3": "much"}, "a dose is made of"),
        ("doses", [1], "Write a dose for each of the stages"),
        ("steps", "Lie down.", "Write a list of texts"),
        ("steps", [1, 2], "Write a list of texts"),
        ("targets", {"cor": 60}, "We do not know cor."),
        ("targets", {"core": 600}, "with a weight from 1 to 100"),
        ("helpful", ["sofa"], "We do not know sofa."),
    ],
)
def test_a_slip_in_an_exercise_is_a_message(office, field, value, message):
    page = url(Exercise, "change", Exercise.objects.get(slug="bridge").pk)

    response = office.post(page, posted(office.get(page), **{field: json.dumps(value)}))

    assert response.status_code == 200
    assert message in response.text


def test_an_exercise_without_a_position_is_a_message(office):
    page = url(Exercise, "change", Exercise.objects.get(slug="bridge").pk)
    blocks = [facet.pk for facet in models.Facet.objects.filter(kind="block")]

    response = office.post(page, posted(office.get(page), facets=blocks))

    assert "Choose at least one: Position." in response.text


def test_an_exercise_that_is_easier_than_itself_is_a_message(office):
    page = url(Exercise, "change", Exercise.objects.get(slug="glute-squeeze").pk)

    response = office.post(
        page, posted(office.get(page), easier=[Exercise.objects.get(slug="single-leg-bridge").pk])
    )

    assert "This runs in a circle: " in response.text


@pytest.mark.parametrize(
    ("any_", "message"),
    [('["flexon"]', "We do not know flexon."), ("[]", "Say which exercises this rule hits")],
)
def test_a_slip_in_a_rule_is_a_message(office, any_, message):
    page = url(models.Precaution, "change", models.Precaution.objects.get(slug="glaucoma").pk)
    changes = {"rules-0-any": any_, "rules-0-all": "[]", "rules-0-none": "[]", "rules-0-min_level": "0"}

    response = office.post(page, posted(office.get(page), **changes))

    assert message in response.text


def test_the_words_of_the_filters_are_only_read(office):
    assert office.get(url(models.Facet, "add")).status_code == 403


def test_nobody_else_gets_in(client, loaded_library):
    client.force_login(User.objects.create_user("person@example.org"))

    assert client.get(url(Exercise, "changelist")).status_code == 302


def test_a_tag_that_is_retired_still_says_what_an_exercise_does(office):
    precautions = ["osteoporosis"]
    before = Exercise.objects.catalogue()
    verdicts = {e.slug: verdict(e, precautions, before).action for e in before.exercises.values()}
    assert Action.AVOID in verdicts.values()

    models.Movement.objects.update(retired_at=timezone.now())
    LibraryState.objects.bump()

    after = Exercise.objects.catalogue()
    assert {e.slug: verdict(e, precautions, after).action for e in after.exercises.values()} == verdicts


def test_a_tag_cannot_be_deleted(office):
    tag = models.Movement.objects.first()

    assert office.post(url(models.Movement, "delete", tag.pk), {"post": "yes"}).status_code == 403
    many = {"action": "delete_selected", "_selected_action": [tag.pk], "post": "yes"}
    office.post(url(models.Movement, "changelist"), many)

    assert models.Movement.objects.filter(pk=tag.pk).exists()
