"""The rules and the real library together: a hand-written table, and what must hold for any set of precautions."""

import ast
import tomllib
from collections import Counter
from dataclasses import replace
from functools import reduce
from itertools import combinations
from operator import and_
from pathlib import Path

import pytest

from exercises import recheck, safety
from exercises.catalogue import Action, Block

GOLDEN = tomllib.loads((Path(__file__).parent / "golden_verdicts.toml").read_text())
LEAST_PER_BLOCK = 3


@pytest.fixture(scope="module")
def bit(library):
    """One bit for each exercise in each of its positions."""
    variants = [(slug, position) for slug, e in library.exercises.items() for position in e.positions]
    return {variant: 1 << index for index, variant in enumerate(variants)}


@pytest.fixture(scope="module")
def open_to(library, bit):
    """Precaution to the variants it leaves open, as bits, found by the second implementation alone."""
    return {
        slug: sum(bit[v] for v in bit if recheck.forbidden(*v, [slug], library) is None)
        for slug in library.precautions
    }


@pytest.fixture(scope="module")
def left(library, bit):
    """The variants that safety leaves open to a set of precautions, as bits."""

    def left(precautions):
        return sum(
            bit[exercise.slug, position]
            for exercise in library.exercises.values()
            for position in safety.verdict(exercise, precautions, library).positions
        )

    return left


def test_golden_table_covers_every_precaution(library):
    assert set(GOLDEN) == set(library.precautions)
    assert sum(len(slugs) for actions in GOLDEN.values() for slugs in actions.values()) >= 300


@pytest.mark.parametrize("precaution", GOLDEN)
def test_verdicts_are_what_a_physiotherapist_says(precaution, library):
    expected = {slug: action for action, slugs in GOLDEN[precaution].items() for slug in slugs}

    found = {slug: safety.verdict(library.exercises[slug], [precaution], library).action for slug in expected}

    assert found == expected


def test_recheck_shares_nothing_with_safety():
    tree = ast.parse(Path(recheck.__file__).read_text())

    assert {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)} == {
        "exercises.catalogue"
    }


def test_recheck_agrees_with_safety_on_every_precaution(library, open_to, left):
    disagreed = {slug for slug in library.precautions if left([slug]) != open_to[slug]}

    assert disagreed == set()


def test_recheck_forbids_in_a_pair_what_either_forbids(library, bit, open_to):
    """Every pair, each with another tenth of the variants."""
    wrong = [
        (first, second, variant)
        for number, (first, second) in enumerate(combinations(sorted(library.precautions), 2))
        for variant in list(bit)[number % 10 :: 10]
        if (recheck.forbidden(*variant, [first, second], library) is None)
        != bool(open_to[first] & open_to[second] & bit[variant])
    ]

    assert wrong == []


def test_every_pair_leaves_open_what_both_leave_open(library, open_to, left):
    wrong = [
        (first, second)
        for first, second in combinations(sorted(library.precautions), 2)
        if left([first, second]) != open_to[first] & open_to[second]
    ]

    assert wrong == []


def test_every_subset_of_precautions_that_share_movements_leaves_open_what_all_leave_open(
    library, open_to, left
):
    shared = most_shared(library, 10)

    wrong = [
        subset
        for size in range(1, len(shared) + 1)
        for subset in combinations(shared, size)
        if left(subset) != common(open_to, subset)
    ]

    assert wrong == []


def most_shared(library, count):
    """The precautions whose avoiding rules share the most movement tags with those of others."""
    avoided = {
        slug: {tag for rule in p.rules if rule.action is Action.AVOID for tag in rule.any | rule.all}
        for slug, p in library.precautions.items()
    }
    holders = Counter(tag for tags in avoided.values() for tag in tags)
    weight = {slug: sum(holders[tag] - 1 for tag in tags) for slug, tags in avoided.items()}
    return sorted(weight, key=lambda slug: (-weight[slug], slug))[:count]


def common(open_to, precautions):
    """The variants that all of these leave open."""
    return reduce(and_, (open_to[slug] for slug in precautions))


def test_one_more_precaution_never_loosens_a_verdict(library):
    singles = {slug: severities(library, [slug]) for slug in library.precautions}

    loosened = [
        pair
        for pair in combinations(sorted(library.precautions), 2)
        if severities(library, pair) != list(map(max, *(singles[slug] for slug in pair)))
    ]

    assert loosened == []


def severities(library, precautions):
    """Of every exercise in every position."""
    return [
        severity(verdict, position)
        for exercise in library.exercises.values()
        for verdict in [safety.verdict(exercise, precautions, library)]
        for position in exercise.positions
    ]


def test_a_third_precaution_adds_its_own_word_to_a_pair(library):
    """Only where all three speak about an exercise: where one is silent, the triple is the pair."""
    wrong = []
    for exercise in library.exercises.values():
        alone = safety.concerns(exercise, library)
        worst = {
            slug: tuple(severity(verdict, position) for position in exercise.positions)
            for slug, verdict in alone.items()
        }
        for triple in combinations(alone, 3):
            verdict = safety.verdict(exercise, triple, library)
            expected = list(map(max, *(worst[slug] for slug in triple)))
            if [severity(verdict, position) for position in exercise.positions] != expected:
                wrong.append((exercise.slug, triple))

    assert wrong == []


def severity(verdict, position):
    """0-2, by the strictest finding about this position, which comes first."""
    return next((safety.SEVERITY[f.action] for f in verdict.findings if position in f.positions), 0)


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("block", Block)
def test_enough_is_left_in_every_block(block, size, library, bit, open_to):
    items = [
        sum(bit[exercise.slug, position] for position in exercise.positions)
        for exercise in library.exercises.values()
        if exercise.auto_select and block in exercise.blocks
    ]

    short = [
        precautions
        for precautions in combinations(sorted(library.precautions), size)
        if sum(1 for item in items if item & common(open_to, precautions)) < LEAST_PER_BLOCK
    ]

    assert short == []


def test_override_that_loosens_frees_no_position_that_the_rules_single_out(library):
    """An override speaks for all positions, so 'only a pregnancy class' must not bring back lying on the back."""
    ruled = replace(library, overrides={})
    freed = [
        (precaution, slug)
        for (precaution, slug), override in library.overrides.items()
        for exercise in [library.exercises[slug]]
        for verdict in [safety.verdict(exercise, [precaution], ruled)]
        if override.action is not Action.AVOID and 0 < len(verdict.positions) < len(exercise.positions)
    ]

    assert freed == []


def test_every_rule_says_why_where_from_and_how(library):
    rules = [
        *((slug, rule) for slug, p in library.precautions.items() for rule in p.rules),
        *((slug, override) for (slug, _), override in library.overrides.items()),
    ]

    unsourced = [(slug, rule.why) for slug, rule in rules if not rule.sources]
    helpless = [(slug, rule.why) for slug, rule in rules if rule.action is Action.MODIFY and not rule.how]

    assert (unsourced, helpless) == ([], [])
