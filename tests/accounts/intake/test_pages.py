import pytest
from django.urls import reverse

from accounts.intake.pages import headline
from accounts.intake.portrait import everyday_words, portrait
from accounts.intake.profile import FactorScore
from exercises.catalogue import Evidence
from tests.accounts.intake.walking import answers, create_intake
from tests.factories import make_profile


def drawn(library, **scores):
    factors = tuple(
        FactorScore(slug.replace("_", "-"), score, "Said so", "A rule") for slug, score in scores.items()
    )
    return portrait(make_profile(factors=factors), library)


def names(items):
    return [item.factor.slug for item in items]


def test_the_column_goes_by_score_and_strength_of_the_link(library):
    picture = drawn(library, posture=3, stress=3, fear_of_movement=3, mattress=1, smoking=0, driving=None)

    assert names(picture.column) == ["fear-of-movement", "stress", "posture", "mattress"]
    assert [item.weight for item in picture.column] == [3, 3, 2, 1]


@pytest.mark.parametrize("score", [1, 2, 3])
def test_weight_is_score_times_link(library, score):
    picture = drawn(library, posture=score, stress=score, worry=score)

    weights = {item.factor.evidence: item.weight for item in picture.column}
    assert weights == {
        Evidence.STRONG: {1: 2, 2: 3, 3: 3}[score],
        Evidence.MODERATE: {1: 1, 2: 2, 3: 3}[score],
        Evidence.WEAK: {1: 1, 2: 1, 3: 2}[score],
    }


def test_what_cannot_change_stands_apart(library):
    picture = drawn(library, previous_back_pain=3, posture=1)

    assert (names(picture.column), names(picture.known)) == (["posture"], ["previous-back-pain"])


def test_the_column_holds_six_and_the_rest_follows(library):
    slugs = [slug for slug, factor in library.risk_factors.items() if factor.changeable and slug != "bother"]
    picture = portrait(make_profile(factors=tuple(FactorScore(slug, 2) for slug in slugs)), library)

    assert len(picture.column) == 6
    assert len(picture.more) == len(slugs) - 6


def test_how_much_it_bothers_is_no_factor_to_work_on(library):
    picture = drawn(library, bother=3)

    assert picture.column + picture.more + picture.known == ()


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        ({"prolonged_sitting": 3, "stress": 3}, "Stress and long sitting matter most"),
        ({"stress": 3}, "Stress matters most for you"),
        ({"stress": 0}, "Nothing stands out in your answers"),
    ],
)
def test_the_headline_names_the_top_two(library, scores, words):
    assert headline(drawn(library, **scores)) == words


def test_every_factor_has_words_and_a_sentence(library):
    assert set(everyday_words()) == set(library.risk_factors)
    assert [slug for slug, factor in library.risk_factors.items() if not factor.summary] == []


def test_the_profile_page_shows_words_and_no_percentage(home, person):
    create_intake(person, answers(sitting_hours="over-8", stress_0_10=9))

    page = home.get(reverse("accounts:profile")).content.decode()

    assert '<h1 class="mt2">Stress and long sitting matter most</h1>' in page
    assert "You sit more than 8 hours a day" in page
    assert "This is not a diagnosis or a prediction." in page
    assert "No warning signs in your answers" in page
    assert "%" not in page.split("<main")[1]
    assert 'data-weight="3"' in page


def test_the_profile_page_leads_on_from_wherever_it_is_read(home, person):
    create_intake(person, {"areas": ["lower-back"]})

    page = home.get(reverse("accounts:profile")).text

    assert page.count(f'href="{reverse("routines:build")}">See my routine</a>') == 2
    assert 'class="has-tabs has-start"' in page


def test_the_profile_page_counts_the_answers(home, person):
    create_intake(person, {"nerves": [], "sudden": [], "illness": [], "pattern": None})

    assert "From your 3 answers, today" in home.get(reverse("accounts:profile")).content.decode()


def test_the_profile_page_waits_for_answers(client, home):
    assert home.get(reverse("accounts:profile")).url == reverse("accounts:intake")
    client.logout()
    assert client.get(reverse("accounts:profile")).url == reverse("accounts:intake")


def test_the_help_page_lists_every_sign(client, loaded_library):
    cards = client.get(reverse("accounts:help")).context["cards"]

    assert [card.level for card in cards] == ["emergency", "mood", "urgent", "soon"]
    assert sum(len(card.signs) for card in cards) == len(loaded_library.red_flags) - 1


def test_the_about_page_names_every_source(client, loaded_library):
    page = client.get(reverse("accounts:about"))

    assert len(page.context["sources"]) == len(loaded_library.sources)
    for anchor in ("how", "factors", "sources", "privacy", "accessibility"):
        assert f'id="{anchor}"' in page.content.decode()
