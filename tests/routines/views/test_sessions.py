import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from routines.models import Session
from tests.factories import create_answers, create_routine, make_item, make_plan


@pytest.fixture
def url(routine):
    return reverse("routines:session", args=[routine.pk])


def keys(page):
    return [row.key for row in page.context["sheet"].rows]


def sent(page, **fields):
    return {"client_id": str(uuid4()), "done": keys(page), "on_day": str(timezone.localdate())} | fields


def test_session_lists_the_steps(here, url, routine):
    page = here.get(url)

    assert len(keys(page)) == len(routine.version.plan.items)
    assert page.text.count('name="done"') == len(keys(page))


def test_session_tells_the_player_how_long_a_hold_may_be(here, person):
    routine = create_routine(person, make_plan(make_item("side-plank", position="side-lying")))
    url = reverse("routines:session", args=[routine.pk])

    def most():
        return here.get(url).context["player"]["items"][0]["most"]

    assert most() is None
    create_answers(person, health=["heart"], heart=["hypertension-controlled"])
    assert most() == 10


def test_session_records_what_was_ticked_with_its_day(here, url, routine, person):
    page = here.get(url)
    yesterday = timezone.localdate() - timedelta(days=1)

    response = here.post(url, sent(page, done=keys(page)[:2], on_day=str(yesterday)))

    session = Session.objects.get()
    items = routine.version.plan.items[:2]
    assert response.url == reverse("routines:checkin", args=[session.client_id])
    assert (session.owner, session.routine, session.revision) == (person, routine, 1)
    assert (session.local_date, session.seconds) == (yesterday, sum(item.seconds for item in items))
    assert [item["exercise"] for item in session.items] == [item.exercise for item in items]


def test_session_sent_twice_is_one(here, url):
    fields = sent(here.get(url))

    here.post(url, fields)
    here.post(url, fields)

    assert Session.objects.count() == 1


def test_today_counts_the_sessions_of_the_week(here, url):
    here.post(url, sent(here.get(url)))

    assert "1 session this week" in here.get("/today/").text


@pytest.mark.parametrize(
    "fields",
    [
        {"done": []},
        {"done": ["warm-up/no-such-thing"]},
        {"on_day": "2999-01-01"},
        {"on_day": "0001-01-01"},
        {"on_day": "yesterday"},
        {"on_day": ""},
        {"client_id": "1"},
        {"client_id": "\0"},
        {"done": ["\0"]},
    ],
)
def test_session_that_cannot_be_is_not_recorded_and_stays_ticked(here, url, fields):
    wrong = sent(here.get(url)) | fields

    page = here.post(url, wrong)

    assert page.status_code == 422
    assert page.text.count(" checked") == len(set(wrong["done"]) & set(keys(page)))
    assert Session.objects.count() == 0


def test_session_says_at_the_top_what_is_missing_and_leads_there(here, url):
    page = here.post(url, sent(here.get(url), done=[]))

    said = "Tick at least one exercise you have done."
    assert page.text.index(f'<a href="#id_done">{said}</a>') < page.text.index("<h1>")
    assert f'id="id_done"><span class="vh">Error:</span>{said}' in page.text


def test_session_leads_to_how_each_is_done(here, url):
    page = here.get(url)

    rows = page.context["sheet"].rows
    led = [reverse("exercises:detail", args=[row.exercise.slug]) for row in rows]
    assert re.findall(r'href="(/exercises/[^"]+)">How to do it', page.text) == led


@pytest.mark.parametrize(
    ("told", "said"), [({"note": ""}, 0), ({"pain_after": "0"}, 1), ({"effort": "easy"}, 1)]
)
def test_a_check_in_says_saved_when_something_was_said(here, url, told, said):
    here.post(url, sent(here.get(url)))
    checkin = reverse("routines:checkin", args=[Session.objects.get().client_id])
    here.get(checkin)

    page = here.post(checkin, told, follow=True)

    assert (page.redirect_chain[-1][0], page.text.count("Saved.")) == ("/today/", said)


def test_session_of_a_stranger_is_not_found(stranger, url):
    fields = {"client_id": str(UUID(int=1)), "done": ["warm-up/cat-cow"], "on_day": "2026-01-01"}

    assert stranger.post(url, fields).status_code == 404


def test_session_stops_for_a_sign_that_is_urgent(here, person, url):
    create_answers(person, nerves=["saddle-numbness"])

    assert here.get(url).url == reverse("accounts:stop")


def test_session_cannot_be_deleted(here, url):
    assert here.delete(url).status_code == 405


def test_a_page_that_a_device_keeps_is_not_sent_again(here, routine):
    address = f"/routines/{routine.pk}/session/"
    here.get(address)
    first = here.get(address)

    again = here.get(address, headers={"If-None-Match": first["ETag"]})
    routine.name = "Evenings"
    routine.save(update_fields=["name"])
    changed = here.get(address, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content, again["Cache-Control"]) == (304, b"", "private, no-store")
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)


def test_a_kept_page_is_sent_again_to_whoever_signs_in_next(here, routine, stranger):
    address = f"/routines/{routine.pk}/session/"
    here.get(address)
    mark = here.get(address)["ETag"]

    here.force_login(routine.owner)  # the forms' tokens are other ones now
    here.cookies.pop("csrf")

    assert here.get(address, headers={"If-None-Match": mark}).status_code == 200
    assert stranger.get(address, headers={"If-None-Match": mark}).status_code == 404
