import random
from itertools import pairwise, permutations, product

from routines.builder import postures


def brute_force(masks: list[int]) -> int:
    ways = [list(permutations(p for p in range(postures.WIDTH) if mask >> p & 1)) for mask in masks]
    return min(length([p for part in way for p in part]) for way in product(*ways))


def length(path: list[int]) -> int:
    return sum(postures.step(a, b) for a, b in pairwise(path))


def sessions(count: int) -> list[list[int]]:
    chance = random.Random(7)
    return [
        [
            sum(1 << p for p in chance.sample(range(6), chance.choice([1, 1, 2, 3, 4])))
            for _ in range(chance.choice([1, 2, 3]))
        ]
        for _ in range(count)
    ]


def key_of(masks: list[int]) -> int:
    return sum(mask << (block * postures.WIDTH) for block, mask in enumerate(masks))


def test_cost_is_that_of_the_best_of_all_orders():
    for masks in sessions(300):
        assert postures.cost(key_of(masks)) == brute_force(masks)


def test_order_visits_each_posture_once_at_that_cost():
    for masks in sessions(300):
        routes = postures.order(key_of(masks))

        assert [sum(1 << p for p in route) for route in routes] == masks
        assert length([p for route in routes for p in route]) == postures.cost(key_of(masks))


def test_cost_of_nothing_is_nothing():
    assert postures.cost(0) == 0
    assert postures.order(0) == []


def test_step_to_the_floor_costs_more_than_a_step_on_it():
    standing, hands_and_knees, supine = 0, 2, 5

    assert postures.step(standing, supine) == 5
    assert postures.step(hands_and_knees, supine) == 1
    assert postures.step(supine, supine) == 0
