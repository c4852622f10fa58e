"""People for the builder's tests: made up, the same in every run, seeds in place of chance."""

import random
from dataclasses import replace
from itertools import count, islice

from accounts.intake.profile import FactorScore, Profile
from exercises.catalogue import Catalogue
from exercises.vocabulary import AT_HOME

MINUTES = [5, 8, 10, 12, 15, 15, 20, 20, 25, 30, 40, 45]
FLOOR = frozenset(["supine", "prone", "side-lying", "hands-and-knees", "kneeling"])
THINGS = ["resistance-band", "foam-roller", "ball", "weight", "stationary-bike", "towel"]
PLACES = ["neck", "upper-back", "mid-back", "lower-back", "hips", "glutes"]


def person(**fields) -> Profile:
    return Profile(**{"equipment": frozenset(AT_HOME), "minutes": 20, "level": 2, "stage": 2} | fields)


def people(library: Catalogue, number: int, seed: int = 1) -> list[Profile]:
    chance = random.Random(seed)
    return [_person(library, chance) for _ in range(number)]


def _person(library: Catalogue, chance: random.Random) -> Profile:
    factors = tuple(
        FactorScore(slug, chance.choice([0, 0, 1, 2, 3, None]), "More than I would like")
        for slug in sorted(library.risk_factors)
        if chance.random() < 0.7
    )
    return Profile(
        factors=factors,
        precautions=frozenset(chance.sample(sorted(library.precautions), chance.choice([0, 0, 1, 1, 2, 3]))),
        regions=frozenset(chance.sample(PLACES, chance.choice([1, 1, 2]))),
        pain=chance.choice([2, 3, 4, 5, 6, 8]),
        outlook=chance.choice(["low", "low", "medium", "high", None]),
        age_band=chance.choice(["18-34", "35-49", "50-64", "65-74", "75-up"]),
        minutes=chance.choice(MINUTES),
        days=chance.choice([2, 3, 4, 5, 7]),
        stage=chance.choice([1, 2, 3]),
        level=chance.choice([1, 2, 2, 3]),
        equipment=AT_HOME | frozenset(chance.sample(THINGS, chance.choice([0, 1, 2]))),
        without_positions=chance.choice([frozenset(), frozenset(), frozenset(["prone"]), FLOOR]),
    )


def enlarged(library: Catalogue, size: int) -> Catalogue:
    """Filled up with variations of its own exercises, of other weights and families, until it holds so many."""
    chance = random.Random(1)
    ways = ((f"-{n}", exercise) for n in count() for exercise in library.exercises.values())
    more = {
        exercise.slug + way: replace(
            exercise,
            slug=exercise.slug + way,
            family=exercise.family and exercise.family + way,
            serves=_varied(exercise.serves, chance),
            targets=_varied(exercise.targets, chance),
        )
        for way, exercise in islice(ways, size - len(library.exercises))
    }
    return replace(library, exercises={**library.exercises, **more})


def _varied(weights, chance):
    return {key: max(1, min(100, weight + chance.randint(-20, 15))) for key, weight in weights.items()}
