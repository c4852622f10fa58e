import pytest

from routines.builder.selection import Selection
from routines.builder.solve import solve
from tests.routines.builder import oracle
from tests.routines.builder.optima import judged, optimum, problem, proved

GOOD, QUICK, MEAN = 0.96, 0.88, 0.995


@pytest.fixture(scope="module")
def results(library):
    known = proved()
    problems = [problem(profile, library) for profile in judged(library)]
    return [
        (optimum(inst, known), solve(inst, quick=False), solve(inst, quick=True).selection)
        for inst in problems
    ]


@pytest.mark.slow
def test_full_method_is_near_the_proved_best(results):
    ratios = [solution.selection.value / best for best, solution, _ in results]

    assert min(ratios) >= GOOD
    assert sum(ratios) / len(ratios) >= MEAN
    assert max(ratios) <= 1


@pytest.mark.slow
def test_quick_tier_stays_above_its_floor(results):
    ratios = [quick.value / best for best, _, quick in results if not quick.inst.shape.relaxed]

    assert min(ratios) >= QUICK


@pytest.mark.slow
def test_bound_is_never_below_the_best(results):
    assert all(solution.bound >= best for best, solution, _ in results)


@pytest.mark.parametrize("number", [0, 1, 3, 10, 13, 21])
def test_oracle_and_evaluator_agree_to_the_point(library, number):
    inst = problem(judged(library)[number], library)

    answer = oracle.best(inst, solve(inst, quick=False).selection)

    found = Selection.of(inst, answer.picked)
    assert found.value == answer.value
    assert found.lacking == 0
    assert found.units <= inst.shape.limit
    assert optimum(inst, proved()) == answer.value
