import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from routines.models import Activity, Rating, Session, WeeklyCheck
from tests.factories import create_person, create_routine

PAGE = "/progress/"


def create_sessions(person, days):
    now = timezone.now()
    Session.objects.bulk_create(
        Session(
            owner=person,
            client_id=uuid4(),
            started_at=now - timedelta(days=ago),
            local_date=(now - timedelta(days=ago)).date(),
            seconds=600,
            seconds_by_block={"strengthening": 600},
            pain_before=ago % 8,
        )
        for ago in range(days)
    )


@pytest.mark.parametrize("days", [0, 1, 3 * 365])
def test_progress_takes_the_same_few_queries(here, person, routine, days, django_assert_num_queries):
    create_sessions(person, days)
    here.get(PAGE)

    with django_assert_num_queries(7):
        page = here.get(PAGE)

    assert page.status_code == 200


def test_progress_shows_nothing_of_what_others_did(here):
    other, today = create_person(), timezone.localdate()
    routine = create_routine(other)
    create_sessions(other, 30)
    activity = other.activities.create(name="Swim")
    for ago, value in ((30, 2), (0, 7)):  # a milestone of theirs
        other.ratings.create(activity=activity, on=today - timedelta(days=ago), value=value)
    other.weekly_checks.create(on=today, pain=3)
    other.proposals.create(
        routine=routine, key="more:bridge", reason="Bridge. Easy.", answer="accepted", before=1
    )

    shown = here.get(PAGE).context

    assert [shown[name] for name in ("planned", "since", "activities", "milestones", "checks")] == [
        None,
        None,
        [],
        [],
        [],
    ]


def test_activities_of_others_leave_room_for_ones_own(here, person):
    other = create_person()
    for name in ("Garden", "Swim", "Ski"):
        other.activities.create(name=name)

    here.post(reverse("routines:add_activity"), {"name": "Walk"})

    assert [one.name for one in person.activities.wanted()] == ["Walk"]


@pytest.mark.asvs("V2.3.2")
def test_activities_are_added_rated_and_taken_off_three_at_most(here, person):
    for name in ("Carry shopping", "Garden", "Swim", "Ski"):
        here.post(reverse("routines:add_activity"), {"name": name})
    activity = Activity.objects.get(name="Garden")

    for value in (3, 4):
        here.post(reverse("routines:rate_activity", args=[activity.pk]), {"value": value})
    here.post(reverse("routines:retire_activity", args=[activity.pk]))

    assert [rating.value for rating in Rating.objects.all()] == [4]
    assert [one.name for one in person.activities.wanted()] == ["Carry shopping", "Swim"]


def test_activities_of_others_cannot_be_rated(stranger, person):
    activity = person.activities.create(name="Garden")

    response = stranger.post(reverse("routines:rate_activity", args=[activity.pk]), {"value": 3})

    assert response.status_code == 404


@pytest.mark.parametrize("value", ["", "11", "-1", "x"])
def test_a_rating_that_is_none_is_refused(here, person, value):
    activity = person.activities.create(name="Garden")

    response = here.post(reverse("routines:rate_activity", args=[activity.pk]), {"value": value})

    assert response.url == f"{PAGE}#back-title"
    assert not Rating.objects.exists()


def test_the_week_is_kept_once_a_day_and_needs_one_number(here):
    for sent in ({}, {"pain": 4}, {"pain": 5, "activity": 2}):
        here.post(reverse("routines:check_week"), sent)

    check = WeeklyCheck.objects.get()
    assert (check.pain, check.enjoyment, check.activity) == (5, None, 2)


def test_each_scale_says_what_its_ends_mean(here, routine):
    page = " ".join(here.get(PAGE).text.split())

    ends = [
        "0 No pain",
        "10 Worst I can imagine",
        "0 Nothing",
        "10 All of it",
        "0 Not at all",
        "10 Completely",
    ]
    assert [f"<span>{end}</span>" in page for end in ends] == [True] * 6


def test_progress_begins_with_the_day_of_the_first_session_and_before_it_with_a_way_there(here, person):
    empty = here.get(PAGE)
    create_sessions(person, 3)

    page = here.get(PAGE)

    assert (empty.context["since"], 'class="btn" href="/today/"' in empty.text) == (None, True)
    first = timezone.localdate() - timedelta(days=2)
    assert (page.context["since"], 'class="btn" href="/today/"' in page.text) == (first, False)


def test_dots_have_a_length_or_safari_makes_them_ellipses(here, person, routine):
    create_sessions(person, 30)

    paths = re.findall(r'<path class="(point|end)" d="M[\d. -]+(h[\d.]+)"/>', here.get(PAGE).content.decode())

    assert set(paths) == {("point", "h.1"), ("end", "h.1")}


@pytest.mark.parametrize(
    ("name", "sent", "section"),
    [("add_activity", {"name": "Walk"}, "back-title"), ("check_week", {"pain": "3"}, "week-title")],
)
def test_an_answer_leads_back_to_where_it_was_given(here, name, sent, section):
    response = here.post(reverse(f"routines:{name}"), sent)

    assert response.url == f"{PAGE}#{section}"
    assert f'id="{section}"' in here.get(PAGE).text
