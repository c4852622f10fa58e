"""The builder's problem given to a solver that proves what is best: OR-Tools CP-SAT on the same whole numbers."""

from dataclasses import dataclass

from ortools.sat.python import cp_model

from routines.builder import postures
from routines.builder.problem import POSTURE, Instance
from routines.builder.selection import Selection
from routines.builder.shape import BLOCKS

SECONDS = 240.0
NODES = [(block, posture) for block in range(len(BLOCKS)) for posture in range(postures.WIDTH)]


@dataclass(frozen=True)
class Answer:
    """value is the best there is when proved; no session is worth more than bound."""

    value: int
    bound: int
    proved: bool
    picked: tuple[int, ...]


def best(inst: Instance, hint: Selection | None = None, seconds: float = SECONDS) -> Answer | None:
    """None when no session keeps all the rules."""
    model = cp_model.CpModel()
    picks = [model.new_bool_var("") for _ in inst.candidates]
    moves = _path(model, inst, picks)
    _rules(model, inst, picks, moves)
    model.maximize(
        _served(model, inst, picks)
        + sum(merit * x for merit, x in zip(inst.merit, picks, strict=True))
        - POSTURE * moves
    )
    for k, x in enumerate(picks if hint else []):
        model.add_hint(x, k in hint.picked)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    picked = tuple(k for k, x in enumerate(picks) if solver.value(x))
    return Answer(
        round(solver.objective_value), round(solver.best_objective_bound), status == cp_model.OPTIMAL, picked
    )


def _rules(model, inst: Instance, picks, moves) -> None:
    shape = inst.shape
    for block in range(len(BLOCKS)):
        here = [k for k, b in enumerate(inst.block) if b == block]
        time = sum(inst.units[k] * picks[k] for k in here)
        model.add(time >= shape.low[block])
        model.add(time <= shape.high[block])
        model.add(sum(picks[k] for k in here) <= shape.most[block])
    total = sum(units * x for units, x in zip(inst.units, picks, strict=True)) + moves
    model.add(total <= shape.limit)
    model.add(total >= shape.least)
    for family in sorted(set(inst.family)):
        model.add_at_most_one(picks[k] for k, f in enumerate(inst.family) if f == family)
    for group, least in enumerate(inst.minimum):
        model.add(sum(picks[k] for k, groups in enumerate(inst.groups) if groups >> group & 1) >= least)


def _served(model, inst: Instance, picks):
    """The concave value of each need is the least of its four lines."""
    u = inst.shape.saturation
    worth = 0
    for i, weight in enumerate(inst.weights):
        terms = [(a, picks[k]) for k, pairs in enumerate(inst.pairs) for j, a in pairs if j == i and a]
        if terms:
            covered = sum(a * x for a, x in terms)
            served = model.new_int_var(0, 12 * sum(a for a, _ in terms), "")
            for slope, lift in ((12, 0), (5, 7 * u // 2), (2, 8 * u), (1, 11 * u)):
                model.add(served <= slope * covered + lift)
            worth += weight * served
    return worth


def _path(model, inst: Instance, picks):
    """Units of getting about: one way through all used postures, never back to an earlier block."""
    used = []
    for block, posture in NODES:
        here = [picks[k] for k in range(len(picks)) if (inst.block[k], inst.posture[k]) == (block, posture)]
        any_here = model.new_bool_var("")
        model.add_max_equality(any_here, here or [0])
        used.append(any_here)
    arcs, costs = [(0, 0, empty := model.new_bool_var(""))], []
    for i, (block, posture) in enumerate(NODES, start=1):
        arcs += [(0, i, model.new_bool_var("")), (i, 0, model.new_bool_var("")), (i, i, ~used[i - 1])]
        for j, (later, other) in enumerate(NODES, start=1):
            if i != j and later >= block:
                arcs.append((i, j, taken := model.new_bool_var("")))
                costs.append(postures.step(posture, other) * taken)
    model.add(sum(used) == 0).only_enforce_if(empty)
    model.add_circuit(arcs)
    moves = model.new_int_var(0, 200, "")
    model.add(moves == sum(costs))
    return moves
