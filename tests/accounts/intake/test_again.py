"""Coming back to the questions: carrying on, changing an answer, and a second time through."""

import re

import pytest
from django.urls import reverse

from accounts.intake.reading import profile_of
from accounts.models import Answer, Intake
from tests.accounts.intake.walking import answers, begin, create_intake, post, url_of, walk


def test_leaving_and_coming_back_carries_on(client, loaded_library):
    url = post(client, post(client, begin(client)).url).url

    page = client.get(reverse("accounts:intake")).content.decode()

    assert f'href="{url}"' in page


def test_back_shows_what_was_answered(client, loaded_library):
    first = begin(client)
    second = post(client, first).url

    page = client.get(second).content.decode()

    assert f'<a class="back" href="{first}">' in page
    assert re.search(r'value="none" checked', client.get(first).content.decode())


def test_an_answer_given_again_replaces_the_first(client, loaded_library):
    url = begin(client)
    post(client, url)
    post(client, url)

    assert Answer.objects.count() == 1


def test_changing_an_answer_returns_to_the_answers(home, person):
    create_intake(person, answers())

    changed = home.post(url_of("time"), {"minutes": "45", "days": "7", "from": "answers"})

    assert changed.url == reverse("accounts:answers")
    assert profile_of(person).minutes == 45


def test_answers_that_contradict_each_other_are_asked_again(home, person):
    create_intake(person, answers(areas=[], pain_now=8))
    told = {"areas": "none", "pain_now": "8", "from": "answers"}

    first = home.post(url_of("time"), {"minutes": "45", "days": "7", "from": "answers"})
    refused = home.post(url_of("where"), told)
    mended = home.post(url_of("where"), told | {"pain_now": "0"})

    assert (first.url, refused.status_code) == (f"{url_of('where')}?from=answers", 422)
    assert mended.url == reverse("accounts:answers")
    assert profile_of(person).precautions == frozenset()


def test_a_change_that_opens_a_page_leads_through_it(home, person):
    create_intake(person, answers())

    opened = home.post(url_of("health"), {"health": ["heart"], "from": "answers"}).url
    asked = home.post(opened, {"heart": ["heart-disease"], "from": "answers"}).url
    done = home.post(asked, {"clearance": "yes", "from": "answers"}).url

    assert [opened, asked, done] == [
        f"{url_of('heart')}?from=answers",
        f"{url_of('clearance')}?from=answers",
        reverse("accounts:answers"),
    ]
    assert (profile_of(person).precautions, profile_of(person).unconfirmed) == (
        {"heart-disease"},
        frozenset(),
    )


def test_a_clinicians_yes_ends_with_what_it_was_given_for(home, person):
    operated = {"health": ["operation"], "operation": ["recent-spinal-surgery"]}
    create_intake(person, answers(**operated, clearance=["recent-spinal-surgery"]))

    def tick(operation):
        return home.post(url_of("operation"), {"operation": operation, "from": "answers"}).url

    healed = tick("none")
    again = tick("recent-spinal-surgery")

    assert (healed, again) == (reverse("accounts:answers"), f"{url_of('clearance')}?from=answers")
    assert profile_of(person).unconfirmed == {"recent-spinal-surgery"}


def test_a_clinicians_yes_ends_for_the_rest_when_a_whole_list_is_closed(home, person):
    ticked = {
        "health": ["heart", "operation"],
        "heart": ["heart-disease"],
        "operation": ["recent-other-surgery"],
    }
    create_intake(person, answers(**ticked, clearance=["heart-disease", "recent-other-surgery"]))

    home.post(url_of("health"), {"health": "heart", "from": "answers"})
    assert profile_of(person).unconfirmed == frozenset()
    home.post(url_of("health"), {"health": ["heart", "operation"], "from": "answers"})
    home.post(url_of("operation"), {"operation": ["recent-other-surgery"], "from": "answers"})

    assert profile_of(person).unconfirmed == {"recent-other-surgery"}


def test_a_second_operation_of_a_kind_already_ticked_asks_for_a_new_yes(home, person):
    ticked = {"health": ["heart", "operation"], "heart": ["heart-disease"]}
    operated = {"operation": ["recent-spinal-surgery"]}
    confirmed = ["heart-disease", "recent-spinal-surgery"]
    create_intake(person, answers(**ticked, **operated, clearance=confirmed))
    url, told = url_of("operation"), operated | {"from": "answers"}

    page = home.get(url).text
    same = home.post(url, told).url
    unconfirmed = profile_of(person).unconfirmed
    another = home.post(url, told | {"anew": "1"}).url

    assert "One of these is new, or happened again" in page
    assert (same, unconfirmed) == (reverse("accounts:answers"), frozenset())
    assert another == f"{url_of('clearance')}?from=answers"
    assert profile_of(person).unconfirmed == {"recent-spinal-surgery"}
    assert "One of these is new, or happened again" not in home.get(url).text


def test_a_list_that_is_opened_again_is_asked_again(home, person):
    ticked = {"health": ["operation"], "operation": ["spinal-fusion"]}
    create_intake(person, answers(**ticked))
    health = url_of("health")

    home.post(health, {"health": "none", "from": "answers"})
    asked = home.post(health, {"health": "operation", "from": "answers"}).url

    assert asked == f"{url_of('operation')}?from=answers"
    assert profile_of(person).precautions == frozenset()
    assert 'value="spinal-fusion" checked' not in home.get(asked).text


def test_from_leads_nowhere_else(home, person):
    create_intake(person, answers())

    kept = home.post(url_of("time"), {"minutes": "45", "days": "7", "from": "https://elsewhere.example/"})

    assert kept.url == reverse("accounts:answers")


def test_not_yet_keeps_the_routine_waiting(home, person):
    create_intake(person, answers(health=["heart"], heart=["heart-disease"], clearance=[]))

    page = home.get(reverse("accounts:profile")).content.decode()

    assert "Your routine waits for a clinician" in page
    assert "See my routine" not in page


def test_a_second_intake_keeps_the_first(home, person):
    create_intake(person, answers(sitting_hours="over-8"))

    walk(home, begin(home))
    home.post(reverse("accounts:finish"))

    first, second = Intake.objects.order_by("started_at")
    assert (first.values["sitting_hours"], second.values["sitting_hours"]) == ("over-8", "under-4")
    changes = home.get(reverse("accounts:changes")).context["changes"]
    assert [(c.question.slug, c.before, c.now) for c in changes] == [
        ("sitting_hours", "More than 8 hours", "Under 4 hours")
    ]


def test_a_second_intake_starts_from_the_first_but_asks_safety_afresh(home, person):
    create_intake(
        person, answers(nerves=["age-new"], health=["joints"], joints=["knee-pain"], sitting_hours="over-8")
    )
    url = begin(home)

    assert "checked" not in home.get(url).content.decode()
    for _ in range(5):
        url = post(home, url).url
    while not url.endswith("/sitting/"):
        url = post(home, url).url
    assert re.search(r'value="over-8" checked', home.get(url).content.decode())


def test_the_old_answers_count_until_the_new_intake_is_finished(home, person):
    create_intake(person, answers(minutes="20"))
    create_intake(person, answers(minutes="5"), is_finished=False)

    assert profile_of(person).minutes == 20


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ({"pain_now": 9}, {"acute-flare"}),
        ({"pain_now": 99}, set()),
        ({"areas": ["neck"]}, {"neck-pain"}),
        ({"worse_with": ["bending"]}, {"flexion-sensitive"}),
    ],
)
def test_pain_said_in_an_unfinished_second_intake_counts_at_once(person, said, counts):
    create_intake(person, answers())
    create_intake(person, said, is_finished=False)

    assert profile_of(person).precautions == counts


def test_a_condition_in_an_unfinished_second_intake_counts_at_once(person):
    create_intake(person, answers())
    create_intake(person, {"health": ["spine"], "spine": ["osteoporosis"]}, is_finished=False)

    assert profile_of(person).precautions == {"osteoporosis"}


def test_a_page_that_was_refused_does_not_say_saved(client, loaded_library):
    second = post(client, begin(client)).url
    saved = '<span class="saved">Saved</span>'

    refused = client.post(second, {})

    assert (saved in client.get(second).text, refused.status_code) == (True, 422)
    assert saved not in refused.text
