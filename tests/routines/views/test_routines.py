import pytest
from django.urls import reverse
from django.utils import timezone

from routines.models import Routine
from tests.factories import create_answers, create_person, create_routine, make_item, make_plan

INDEX = "/routines/"
ACTIONS = ["duplicate", "choose", "archive", "unarchive", "delete"]


def url(name, routine):
    return reverse(f"routines:{name}", args=[routine.pk])


def fresh(routine):
    return Routine.objects.get(pk=routine.pk)


def test_index_lists_active_archived_and_deleted(here, person):
    create_routine(person, name="Kept")
    create_routine(person, name="Stored", archived_at=timezone.now())
    create_routine(person, name="Gone", deleted_at=timezone.now())

    page = here.get(INDEX)

    assert [version.routine.name for version in page.context["active"]] == ["Kept"]
    assert [version.routine.name for version in page.context["archived"]] == ["Stored"]
    assert [routine.name for routine in page.context["deleted"]] == ["Gone"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [({}, "Your first routine starts"), ({"deleted_at": timezone.now()}, "You have no routine for today.")],
)
def test_an_empty_list_knows_whether_there_was_one(here, person, fields, said):
    if fields:
        create_routine(person, **fields)

    assert said in here.get(INDEX).text


@pytest.mark.parametrize(("seconds", "said"), [(720, "12 minutes"), (900, "15 minutes")])
def test_index_says_the_minutes_that_a_routine_takes_after_its_changes(here, person, seconds, said):
    create_routine(person, make_plan(make_item(seconds=seconds), minutes=12))

    assert f"{said}, 1 exercise<" in here.get(INDEX).text


def test_index_without_any_says_how_to_begin(here):
    assert reverse("routines:build") in here.get(INDEX).text


@pytest.mark.parametrize("count", [1, 3])
def test_index_asks_the_same_few_questions_of_the_database(here, person, count, django_assert_num_queries):
    for _ in range(count):
        create_routine(person)
    here.get(INDEX)

    with django_assert_num_queries(3):
        here.get(INDEX)


def test_routine_shows_one_by_its_name(here, routine):
    assert "Morning, 12 minutes" in here.get(url("routine", routine)).text


def test_a_routine_is_offered_for_today_unless_it_is_todays(here, person, routine):
    offer = "Use it today"
    assert offer not in here.get(url("routine", routine)).text

    other = create_routine(person)
    assert offer not in here.get(url("routine", other)).text
    assert offer in here.get(url("routine", routine)).text

    here.post(url("choose", routine))
    assert offer in here.get(url("routine", other)).text
    assert offer not in here.get(url("routine", routine)).text


def test_routine_sends_a_scanned_code_to_sign_in_and_back(client, routine):
    response = client.get(url("routine", routine))

    assert response.url == f"{reverse('account_login')}?next={url('routine', routine)}"


def test_routine_asks_few_questions_of_the_database(here, routine, django_assert_num_queries):
    here.get(url("routine", routine))

    with django_assert_num_queries(5):
        here.get(url("routine", routine))


def test_rename_keeps_the_new_name(here, routine):
    response = here.post(url("rename", routine), {"name": "Evenings"})

    assert response.url == url("routine", routine)
    assert fresh(routine).name == "Evenings"


def test_rename_starts_from_the_present_name(here, routine):
    assert 'value="Morning"' in here.get(url("rename", routine)).text


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\0b"])
def test_rename_keeps_what_was_typed_and_says_what_is_wrong(here, routine, name):
    page = here.post(url("rename", routine), {"name": name})

    assert page.status_code == 422
    assert page.context["form"].errors
    assert fresh(routine).name == "Morning"


@pytest.mark.asvs("V1.1.2")
def test_a_name_is_never_taken_for_html(here, routine):
    here.post(url("rename", routine), {"name": "<script>alert(1)</script>"})

    for page in (INDEX, "/today/", url("routine", routine), url("leaflet", routine)):
        assert "<script>alert" not in here.get(page).text


def test_duplicate_makes_a_second_one(here, person, routine):
    here.post(url("duplicate", routine))

    assert sorted(person.routines.values_list("name", flat=True)) == ["Morning", "Morning, copy"]


def test_duplicate_at_the_limit_says_so(here, person, routine, monkeypatch):
    monkeypatch.setattr(Routine, "MOST", 1)

    page = here.post(url("duplicate", routine), follow=True)

    assert "You keep 1 routines" in page.text
    assert person.routines.count() == 1


def test_undelete_at_the_limit_says_so_and_keeps_it_for_later(here, person, routine, monkeypatch):
    gone = create_routine(person, deleted_at=timezone.now())
    monkeypatch.setattr(Routine, "MOST", 1)

    page = here.post(url("undelete", gone), follow=True)

    assert "You keep 1 routines" in page.text
    assert list(page.context["deleted"]) == [gone]


def test_undelete_counts_nobody_elses_routines(here, person, monkeypatch):
    gone = create_routine(person, deleted_at=timezone.now())
    create_routine(create_person())
    monkeypatch.setattr(Routine, "MOST", 1)

    here.post(url("undelete", gone))

    assert fresh(gone).deleted_at is None


def test_choose_makes_it_todays(here, person, routine):
    create_routine(person, name="Newer")

    assert here.post(url("choose", routine)).url == reverse("routines:today")
    assert here.get("/today/").context["routine"] == routine


def test_archive_and_back(here, routine):
    here.post(url("archive", routine))
    archived = fresh(routine).archived_at
    here.post(url("unarchive", routine))

    assert archived is not None
    assert fresh(routine).archived_at is None


def test_delete_can_be_undone(here, routine):
    page = here.post(url("delete", routine), follow=True)

    assert here.get(url("routine", routine)).status_code == 404
    assert url("undelete", routine) in page.text
    here.post(url("undelete", routine))
    assert here.get(url("routine", routine)).status_code == 200


def test_undelete_finds_only_what_was_deleted(here, routine):
    assert here.post(url("undelete", routine)).status_code == 404


def test_routine_stops_for_a_sign_that_is_urgent(here, person, routine):
    create_answers(person, nerves=["saddle-numbness"])

    assert here.get(url("routine", routine)).url == reverse("accounts:stop")


@pytest.mark.parametrize("name", [*ACTIONS, "undelete"])
def test_a_strangers_action_is_not_found_and_changes_nothing(stranger, routine, name):
    before = Routine.objects.values().get()

    assert stranger.post(url(name, routine)).status_code == 404
    assert Routine.objects.values().get() == before


@pytest.mark.parametrize("name", ["routine", "rename", "history", "leaflet", "session"])
def test_a_strangers_page_is_not_found(stranger, routine, name):
    assert stranger.get(url(name, routine)).status_code == 404


@pytest.mark.asvs("V3.5.3")
@pytest.mark.parametrize("name", [*ACTIONS, "undelete"])
def test_an_action_cannot_be_fetched(here, routine, name):
    assert here.get(url(name, routine)).status_code == 405


@pytest.mark.parametrize("name", ["rename", "history", "leaflet", "session"])
def test_without_a_person_a_page_leads_to_the_first_question(client, routine, name):
    assert client.get(url(name, routine)).url == reverse("accounts:intake")


@pytest.mark.parametrize("path", ["x", "0", "00000000-0000-0000-0000-000000000000", "..%2f"])
def test_what_is_no_routine_is_not_found(here, path):
    assert here.get(f"/routines/{path}/").status_code == 404
