import itertools
import re
from dataclasses import replace

import pytest
from django.urls import reverse

from accounts.intake.care import MOOD, stop_cards
from accounts.intake.reading import profile_of
from accounts.intake.scoring import profile
from exercises.catalogue import Urgency
from tests.accounts.intake.walking import FLAGS, answers, begin, create_intake, post, url_of, walk

EMERGENCY = [
    "saddle-numbness",
    "bladder-change",
    "bowel-change",
    "sexual-change",
    "both-legs",
    "major-trauma",
    "chest-breath",
    "belly-pulse",
    "pregnancy-danger",
    "safety-mood",
]
URGENT = [
    "leg-weakness",
    "unsteady",
    "fever",
    "infection-risk",
    "minor-trauma-bone",
    "cancer-history",
    "weight-loss",
    "night-pain",
    "thoracic-band",
    "kidney",
    "calf",
]
SOON = ["age-new", "inflammatory", "not-better"]
LEVEL = dict.fromkeys(EMERGENCY, "emergency") | dict.fromkeys(URGENT, "urgent") | dict.fromkeys(SOON, "soon")
PAIRS = list(itertools.combinations(LEVEL, 2))
ORDER = [urgency.value for urgency in Urgency]


def flagged(*flags):
    values = {page: [flag for flag in flags if FLAGS[flag] == page] for page in set(FLAGS.values())}
    return answers(**values)


def headings(response):
    return re.findall(r'<section class="care care--(\w+)[ "]', response.content.decode())


def test_there_are_24_flags_and_276_pairs():
    assert (len(LEVEL), len(PAIRS), set(LEVEL)) == (24, 276, set(FLAGS))


@pytest.mark.parametrize("flag", LEVEL)
def test_each_flag_has_its_urgency(library, flag):
    result = profile(flagged(flag), library)

    assert (result.red_flags, result.urgency.value) == ((flag,), LEVEL[flag])


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_the_worse_of_two_flags_decides(library, pair):
    result = profile(flagged(*pair), library)

    assert set(result.red_flags) == set(pair)
    assert result.urgency.value == min((LEVEL[flag] for flag in pair), key=ORDER.index)


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_the_card_of_the_worse_flag_comes_first(library, pair):
    cards = [card.level for card in stop_cards(pair, library)]
    body = [LEVEL[flag] for flag in pair if flag != MOOD]
    worst = min(body, key=ORDER.index)

    if MOOD not in pair:
        assert (cards[0], sorted(cards)) == (worst, sorted(ORDER))
    elif worst == "emergency":
        assert cards == ["emergency", "mood", "urgent", "soon"]
    else:
        assert cards[:2] == ["mood", worst]


@pytest.mark.parametrize("flag", [*EMERGENCY, *URGENT])
def test_a_stopping_flag_leads_from_its_page_to_the_stop_page(client, loaded_library, flag):
    url = begin(client)
    while not url.endswith(f"/{FLAGS[flag]}/"):
        url = post(client, url).url

    stopped = client.get(post(client, url, **{FLAGS[flag]: [flag]}).url)

    assert stopped.templates[0].name == "accounts/intake/stop.html"
    assert [sign.flag.slug for sign in stopped.context["told"]] == [flag]
    expected = {"emergency": "now", "urgent": "urgent"}[LEVEL[flag]] if flag != MOOD else "self"
    assert headings(stopped)[0] == expected


@pytest.mark.parametrize("flag", SOON)
def test_a_soon_flag_goes_on_and_keeps_its_card(client, loaded_library, flag):
    pages = walk(client, begin(client), **{FLAGS[flag]: [flag]})
    client.post(reverse("accounts:finish"))

    shown = client.get(reverse("accounts:profile"))

    assert pages[-1] == reverse("accounts:answers")
    assert headings(shown) == ["soon"]
    assert [sign.flag.slug for sign in shown.context["told"]] == [flag]


def test_no_page_gives_a_routine_with_a_stopping_flag(home, person):
    intake = create_intake(person, flagged())
    stop, start = reverse("accounts:stop"), reverse("accounts:intake")
    wrong = []
    for pair in PAIRS:
        intake.record(flagged(*pair))
        led = [
            home.get(reverse(f"accounts:{name}")).headers.get("Location")
            for name in ("profile", "answers", "stop")
        ]
        is_stopped = any(LEVEL[flag] != "soon" for flag in pair)
        if led != ([stop, stop, None] if is_stopped else [None, None, start]):
            wrong.append((pair, led))

    assert wrong == []


def test_despair_is_met_with_its_own_words(home, person):
    create_intake(person, flagged(MOOD))

    page = home.get(reverse("accounts:stop")).content.decode()

    assert "Please talk to someone first" in page
    thanks = "Thank you for saying it."
    assert (thanks in page, thanks in home.get(reverse("accounts:help")).text) == (True, False)
    assert "116 123" in page
    assert "988" in page
    assert "bladder" not in page
    assert "emergency department" not in page


def test_the_stop_page_repeats_the_answer_and_gives_the_numbers(home, person):
    create_intake(person, flagged("bladder-change"))

    page = home.get(reverse("accounts:stop")).content.decode()

    assert "You told us: “New trouble starting or stopping passing urine" in page
    assert "(999 UK, 112 EU, 911 US)" in page
    assert "Nothing you entered is lost" in page


@pytest.mark.parametrize(
    ("flags", "folded"),
    [(["bladder-change"], ["urgent", "soon"]), (["fever"], ["soon"]), (["not-better", MOOD], [])],
)
def test_what_is_less_pressing_is_folded(library, flags, folded):
    cards = stop_cards(flags, library)

    assert [card.level for card in cards if card.is_less] == folded
    assert [card.is_less for card in cards] == sorted(card.is_less for card in cards)


def test_a_mistake_can_be_taken_back(home, person):
    intake = create_intake(person, flagged("fever"), is_finished=False)
    page = home.get(reverse("accounts:stop")).content.decode()

    assert f'href="{url_of("illness")}"' in page
    assert post(home, url_of("illness")).url == url_of("pattern")
    assert intake.answers.get(question="areas").value == ["lower-back"]


def test_nothing_but_safety_can_be_answered_while_stopped(home, person):
    create_intake(person, flagged("fever"), is_finished=False)

    assert home.get(url_of("time")).url == reverse("accounts:stop")
    assert home.post(url_of("time"), {"minutes": "45", "days": "7"}).url == reverse("accounts:stop")
    assert home.post(reverse("accounts:finish")).url == reverse("accounts:stop")
    assert home.get(url_of("nerves")).status_code == 200


def test_a_flag_in_an_unfinished_second_intake_counts_at_once(person):
    create_intake(person, answers())
    create_intake(person, {"illness": ["fever"]}, is_finished=False)

    assert profile_of(person).urgency is Urgency.URGENT


def test_a_flag_the_library_no_longer_knows_stops_too(library):
    poorer = replace(library, red_flags={})

    assert profile(flagged("age-new"), poorer).urgency is Urgency.URGENT
