import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from exercises.models import Exercise
from routines.builder import build
from routines.models import Session
from routines.views import pages
from tests.factories import create_answers, create_person, create_routine, make_item, make_plan, make_profile

TODAY = "/today/"


def without_csrf(html):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)


def test_today_shows_the_routine_chosen_last(here, person, routine):
    create_routine(person, name="Newer", archived_at=timezone.now())

    page = here.get(TODAY)

    assert page.status_code == 200
    assert page.context["routine"] == routine
    assert "Today, 12 minutes" in page.text
    names = [
        Exercise.objects.catalogue().exercises[item.exercise].name for item in routine.version.plan.items
    ]
    assert all(name in page.text for name in names)


def test_today_says_all_its_notes_in_one_place(here, person):
    create_routine(person, make_plan(make_item("bridge"), notes=("Gentle.",), relaxed=("Shorter.",)))

    text = " ".join(here.get(TODAY).text.split())

    assert "<p>Gentle.</p><p>Shorter.</p>" in text
    assert text.count('class="notice mt4"') == 1


def test_today_without_a_person_leads_to_the_first_question(client, db):
    assert client.get(TODAY).url == f"{reverse('accounts:intake')}?for=today"


def test_today_without_a_routine_leads_to_building_one(here):
    assert here.get(TODAY).url == reverse("routines:build")


def test_today_with_only_archived_routines_leads_to_them(here, person):
    create_routine(person, archived_at=timezone.now())

    assert here.get(TODAY).url == reverse("routines:index")


def test_today_never_shows_somebody_elses_routine(here):
    create_routine(create_person(), name="Foreign")

    assert here.get(TODAY).url == reverse("routines:build")


def test_today_cannot_be_posted_to(here):
    assert here.post(TODAY).status_code == 405


def test_today_stops_for_a_sign_that_is_urgent(here, person, routine):
    create_answers(person, nerves=["saddle-numbness"])

    assert here.get(TODAY).url == reverse("accounts:stop")


def test_today_waits_for_a_clearance(here, person, routine):
    create_answers(person, health=["operation"], operation=["recent-spinal-surgery"])

    assert here.get(TODAY).url == reverse("routines:build")


def test_a_tick_that_opens_a_list_waits_for_the_list_before_any_exercise(here, person, routine):
    create_answers(person, nerves=[], sudden=[], illness=[], pattern=[], health=[])
    assert here.get(TODAY).status_code == 200

    here.post("/intake/health/", {"health": "spine"})

    opened, base = reverse("accounts:question", args=["spine"]), f"/routines/{routine.pk}/"
    for page in (TODAY, base, f"{base}session/", f"{base}leaflet/"):
        assert here.get(page).url == f"{opened}?from=today", page
    assert here.get("/build/").url == f"{opened}?from=routine"

    here.post(opened, {"spine": "osteoporosis", "from": "today"})
    assert here.get(TODAY).status_code == 200


def test_today_asks_one_question_that_was_left_open(here, routine):
    question = here.get(TODAY).context["question"]

    assert f'href="{reverse("accounts:question", args=[question.slug])}?from=today"' in here.get(TODAY).text


def test_what_passes_with_time_is_asked_again_after_twelve_weeks(here, person, routine):
    safety = {"nerves": [], "sudden": [], "illness": [], "pattern": []}
    create_answers(
        person, **safety, health=["pregnancy"], pregnancy=["pregnancy-later", "pelvic-girdle-pain"]
    )
    link = f"{reverse('accounts:question', args=['pregnancy'])}?from="

    def shown():
        return [f"{link}{page}" in here.get(f"/{page}/").text for page in ("today", "profile")]

    def told(weeks):
        person.answers.update(answered_at=timezone.now() - timedelta(weeks=weeks))

    assert shown() == [False, False]
    told(11)
    assert shown() == [False, False]
    told(13)
    assert shown() == [True, True]
    assert "“Pregnant, week 14 or later”." in here.get(TODAY).text
    here.post(f"{link}today", {"pregnancy": "pelvic-girdle-pain"})
    assert shown() == [False, False]


@pytest.mark.parametrize(
    ("told", "page", "label", "weeks"),
    [
        ({"pain_now": 8}, "where", "Pain now: 8", 2),
        (
            {"health": ["spine"], "spine": ["recent-back-injury"]},
            "spine",
            "A back injury in the last 2 weeks",
            2,
        ),
    ],
)
def test_a_flare_or_a_fresh_injury_is_asked_about_again_after_two_weeks(
    here, person, routine, told, page, label, weeks
):
    create_answers(person, nerves=[], sudden=[], illness=[], pattern=[], **{"health": []} | told)
    link = f"{reverse('accounts:question', args=[page])}?from=today"

    def shown(days):
        person.answers.update(answered_at=timezone.now() - timedelta(days=days))
        return link in here.get(TODAY).text

    assert (shown(13), shown(15)) == (False, True)
    assert f"More than {weeks} weeks ago you told us:" in here.get(TODAY).text
    assert f"“{label}”." in here.get(TODAY).text


def test_today_leaves_out_what_the_answers_of_today_forbid(here, person, library):
    profile = make_profile(minutes=12)
    plan = make_plan(make_item("bridge"), make_item("full-sit-up", position="supine", seconds=600))
    create_routine(person, plan, profile=profile)
    create_answers(person, health=["spine"], spine=["osteoporosis"])

    page = here.get(TODAY)

    assert [row.exercise.slug for row in page.context["sheet"].rows] == ["bridge"]
    assert "<b>Full sit-up is left out.</b>" in page.text
    assert "/items/strengthening/full-sit-up/swap/" in page.text


def test_a_condition_told_since_changes_how_the_same_exercise_is_done(here, person):
    routine = create_routine(person, make_plan(make_item("bridge")))
    assert "For you:" not in here.get(TODAY).text

    create_answers(person, health=["balance"], balance=["floor-difficulty"])

    for page in (TODAY, f"/routines/{routine.pk}/", f"/routines/{routine.pk}/leaflet/"):
        assert "<b>For you:</b> Lie down on a firm bed" in here.get(page).text, page
    (step,) = here.get(f"/routines/{routine.pk}/session/").context["player"]["items"]
    assert step["cue"].startswith("Lie down on a firm bed")


def test_today_asks_the_same_few_questions_of_the_database_whatever_the_size(
    here, person, routine, django_assert_num_queries
):
    here.get(TODAY)

    with django_assert_num_queries(6):
        here.get(TODAY)

    long = make_profile(minutes=45, equipment=frozenset({"chair"}))
    create_routine(person, build(long, Exercise.objects.catalogue()), profile=long)
    create_routine(person)
    with django_assert_num_queries(7):  # once after each change
        here.get(TODAY)
    with django_assert_num_queries(6):
        here.get(TODAY)


def record(here, routine, client_id, **fields):
    body = {
        "routine": str(routine.pk),
        "revision": 1,
        "started_at": timezone.now().isoformat(),
        "items": [{"exercise": item.exercise, "block": item.block} for item in routine.version.plan.items],
    }
    return here.put(f"/sessions/{client_id}/", body | fields, "application/json")


def test_today_after_a_session_counts_it_and_is_not_made_again(here, routine, django_assert_num_queries):
    before = here.get(TODAY)
    assert "this week" not in before.text

    for count, words in ((1, "1 session this week"), (2, "2 sessions this week")):
        assert record(here, routine, uuid4()).status_code == 201
        with django_assert_num_queries(7):  # one more: the session itself
            page = here.get(TODAY)
        said = f" · Done today · {words}"
        assert said in page.text, count
        assert without_csrf(page.text).replace(said, "") == without_csrf(before.text)
        assert page.context is None
        assert page["ETag"] != before["ETag"]


def test_today_says_what_was_done_today_and_what_a_change_leaves_of_it(here, person, routine):
    for kind, seconds in (("routine", 400), ("light", 310), ("relief", 600)):
        done = [{"exercise": "bridge", "block": "strengthening", "seconds": seconds}]
        record(here, routine, uuid4(), items=done, kind=kind)
    words = " · Done today: 12 minutes · 3 sessions this week"

    assert words in here.get(TODAY).text
    assert "Start, 12 minutes" in here.get(TODAY).text
    assert words in pages.so_far(person)


def test_today_says_nothing_done_for_what_was_done_yesterday_or_only_eased(here, person, routine):
    now = timezone.localtime()
    yesterday = now - timedelta(days=1)
    for at, kind in ((yesterday, "routine"), (now, "relief")):
        person.sessions.create(client_id=uuid4(), started_at=at, local_date=at.date(), kind=kind, seconds=600)

    assert "Done today" not in here.get(TODAY).text


def test_today_after_a_bad_session_offers_light_days(here, routine):
    here.get(TODAY)

    record(here, routine, uuid4(), pain_before=3, pain_after=9)

    assert "You said 9 out of 10." in here.get(TODAY).text


def test_more_sessions_than_are_read_are_counted(here, person, routine):
    now = timezone.now()
    person.sessions.bulk_create(
        Session(owner=person, client_id=uuid4(), started_at=now, local_date=now.date()) for _ in range(45)
    )

    assert "45 sessions this week" in here.get(TODAY).text
