"""The first way through the questions, what each page asks of the database, and who sees none of it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.intake.questions import questionnaire
from accounts.intake.reading import answers_of, catalogue, profile_of
from accounts.intake.recording import CONSENT
from accounts.intake.walk import Walk
from accounts.models import Answer, Consent, User
from tests.accounts.intake.walking import answers, begin, create_intake, healthy, page_of, post, url_of, walk
from tests.factories import create_person

PAGES = [page.slug for page in questionnaire().pages]


def without_token(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/today/", "Today shows your routine"),
        ("/progress/", "Progress shows how your back"),
        ("/habits/", "Your habits are picked"),
    ],
)
def test_who_is_led_to_the_start_is_told_why(client, loaded_library, path, why):
    page = client.get(path, follow=True)

    assert why in page.text
    assert client.cookies.keys() <= {"csrf"}
    assert why not in client.get(reverse("accounts:intake")).text


def test_the_start_says_nothing_that_an_address_makes_up(client, loaded_library):
    page = client.get(f"{reverse('accounts:intake')}?for=<b>you won</b>")

    assert page.status_code == 200
    assert page.context["why"] == ""
    assert "you won" not in page.text


@pytest.mark.asvs("V7.6.2")
def test_looking_around_leaves_nothing(client, loaded_library):
    for name in ("intake", "help", "about"):
        assert client.get(reverse(f"accounts:{name}")).status_code == 200

    assert User.objects.count() == 0
    assert client.cookies.keys() <= {"csrf"}


def test_the_first_answer_makes_the_guest(client, loaded_library):
    url = begin(client)
    client.get(url)
    client.post(url, {"nerves": "nonsense"})
    assert (User.objects.count(), Consent.objects.count()) == (0, 0)

    post(client, url)

    guest = User.objects.get()
    intake = guest.intakes.get()
    assert (guest.is_guest, guest.answers.count(), intake.consent.version) == (True, 1, CONSENT)
    assert client.session["_auth_user_id"] == str(guest.pk)


def test_without_consent_there_is_only_the_start_page(client, loaded_library):
    for url in (
        url_of("nerves"),
        reverse("accounts:stop"),
        reverse("accounts:answers"),
        reverse("accounts:changes"),
    ):
        assert client.get(url).url == reverse("accounts:intake")
    assert client.post(url_of("nerves"), {"nerves": "none"}).url == reverse("accounts:intake")
    assert client.post(reverse("accounts:finish")).url == reverse("accounts:intake")
    assert Answer.objects.count() == 0


def test_somebody_without_precautions_is_through_in_20_pages(client, loaded_library):
    pages = [reverse("accounts:intake"), *walk(client, begin(client))]

    assert pages[-1] == reverse("accounts:answers")
    assert len(pages) <= 20
    assert client.post(reverse("accounts:finish")).url == reverse("accounts:profile")


def test_the_quick_start_is_through_in_8_pages(client, loaded_library):
    pages = [reverse("accounts:intake"), *walk(client, begin(client, "quick"))]

    assert pages[-1] == reverse("routines:build")
    assert len(pages[:-1]) == 8
    assert client.get(pages[-1]).status_code == 200
    result = profile_of(User.objects.get())
    assert (result.level, result.stage, result.minutes, result.regions) == (1, 1, 12, {"lower-back"})


def test_the_quick_start_asks_the_rest_later_one_page_at_a_time(client, loaded_library):
    walk(client, begin(client, "quick"))
    person = User.objects.get()
    asked = []
    while page := Walk(answers_of(person), catalogue()).next_open:
        asked.append(page.slug)
        kept = client.post(
            f"{url_of(page.slug)}", {"from": "profile"} | {q.slug: healthy(q) for q in page.questions}
        )
        assert kept.url == reverse("accounts:profile")

    quick = {page.slug for page in questionnaire().pages if page.quick}
    assert asked == [
        slug for slug in PAGES if slug not in quick and slug not in ("steadiness", "morning", "leg")
    ]


def test_today_shows_one_of_the_questions_left_for_later(client, loaded_library):
    walk(client, begin(client, "quick"))
    client.post(reverse("routines:build"), {"name": "Morning", "minutes": "12"})

    first = client.get(reverse("routines:today")).content.decode()
    post(client, f"{url_of('about')}?from=today")
    second = client.get(reverse("routines:today")).content.decode()

    assert f"{url_of('about')}?from=today" in first
    assert f"{url_of('story')}?from=today" in second


def test_nothing_counts_before_the_first_intake_is_finished(person):
    create_intake(person, {"nerves": []}, is_finished=False)

    assert (answers_of(person), profile_of(person)) == (None, None)


def test_each_answer_is_kept_as_it_is_given(client, loaded_library):
    url = begin(client)
    for count in range(1, 6):
        url = post(client, url).url
        assert Answer.objects.values("question").distinct().count() == count


@pytest.mark.asvs("V2.3.1")
def test_safety_and_health_cannot_be_jumped_over(home, person):
    create_intake(person, {"nerves": []}, is_finished=False)

    assert home.get(url_of("time")).url == url_of("sudden")
    assert home.post(url_of("time"), {"minutes": "12", "days": "3"}).url == url_of("sudden")
    assert not person.answers.filter(question="minutes").exists()


@pytest.mark.asvs("V2.3.1")
def test_a_page_that_is_not_open_leads_back(home, person):
    create_intake(person, answers())

    assert home.get(url_of("spine")).url == reverse("accounts:intake")
    assert home.get("/intake/no-such-page/").status_code == 404


def test_skipping_is_kept_as_skipped(home, person):
    create_intake(person, answers(), is_finished=False)

    assert home.post(url_of("load"), {"skip": "1"}).url == url_of("sleep")
    assert {a.value for a in person.answers.filter(question__in=["bag", "lifting_freq"])} == {None}


@pytest.mark.parametrize("page", [p.slug for p in questionnaire().pages if not p.can_skip and not p.shown_if])
def test_what_is_required_cannot_be_skipped(home, person, page):
    create_intake(person, answers(), is_finished=False)
    before = dict(person.answers.values_list("question", "value"))

    assert home.post(url_of(page), {"skip": "1"}).status_code == 422
    assert dict(person.answers.values_list("question", "value")) == before


@pytest.mark.asvs("V2.2.3")
def test_finishing_needs_what_is_required(home, person):
    given = answers()
    del given["minutes"]
    intake = create_intake(person, given, is_finished=False)

    assert home.post(reverse("accounts:finish")).url == url_of("time")
    intake.refresh_from_db()
    assert intake.finished_at is None


def test_a_stranger_sees_nothing(client, home, person):
    create_intake(person, answers(sitting_hours="over-8"))
    stranger = create_person()
    client.force_login(stranger)

    for name in ("answers", "profile", "stop", "changes"):
        assert client.get(reverse(f"accounts:{name}")).url == reverse("accounts:intake")
    assert profile_of(stranger) is None


@pytest.mark.parametrize("slug", ["nerves", "sitting", "about", "where", "thoughts"])
def test_a_page_made_for_somebody_else_shows_nothing_of_them(home, person, slug):
    """A question that nobody answered yet is made once for all; who answered it has a page of their own."""
    page = page_of(slug)
    told = {key: value for key, value in answers().items() if key not in {q.slug for q in page.questions}}
    stranger, browser = create_person(), Client()
    for one in (person, stranger):
        create_intake(one, told, is_finished=False)
    browser.force_login(stranger)

    blank = without_token(home.get(url_of(slug)).text)
    post(home, url_of(slug))
    mine = without_token(home.get(url_of(slug)).text)

    assert mine != blank
    assert without_token(browser.get(url_of(slug)).text) == blank


@pytest.mark.asvs("V3.5.3")
@pytest.mark.parametrize("name", ["begin", "finish"])
def test_actions_are_posts(home, name):
    assert home.get(reverse(f"accounts:{name}")).status_code == 405


@pytest.mark.parametrize("name", ["intake", "stop", "answers", "changes", "profile", "help", "about"])
def test_pages_are_read(home, name):
    assert home.post(reverse(f"accounts:{name}")).status_code == 405


@pytest.mark.parametrize("earlier", [0, 1, 3])
def test_a_question_takes_five_queries_at_most(home, person, django_assert_num_queries, earlier):
    for _ in range(earlier):
        create_intake(person, answers())
    create_intake(person, answers(), is_finished=False)
    home.get(url_of("sitting"))

    with django_assert_num_queries(4):
        home.get(url_of("sitting"))
    with django_assert_num_queries(5):
        home.post(url_of("sitting"), {"sitting_hours": "4-6"})


@pytest.mark.parametrize("earlier", [0, 3])
def test_a_profile_takes_two_queries(person, django_assert_num_queries, earlier):
    for _ in range(earlier + 1):
        create_intake(person, answers())
    profile_of(person)

    with django_assert_num_queries(2):
        profile_of(person)


def test_the_profile_page_takes_three_queries(home, person, django_assert_num_queries):
    create_intake(person, answers())
    home.get(reverse("accounts:profile"))

    with django_assert_num_queries(3):
        home.get(reverse("accounts:profile"))


@pytest.mark.asvs("V14.3.2")
def test_private_pages_are_never_cached(home, person):
    create_intake(person, answers())

    for url in (
        url_of("nerves"),
        reverse("accounts:answers"),
        reverse("accounts:profile"),
        reverse("accounts:intake"),
    ):
        assert "no-store" in home.get(url).headers["Cache-Control"]
