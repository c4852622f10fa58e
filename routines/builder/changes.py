"""What a person's own changes do to a plan: what could stand in an item's place, and what an edited list is worth."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from accounts.intake.profile import Profile
from exercises.catalogue import Catalogue, Exercise
from routines.builder import explain, postures
from routines.builder.dosing import Option, held, options, units
from routines.builder.plan import Alternative, Item, LeftOut, Plan
from routines.builder.problem import Instance, hold, instance
from routines.builder.selection import Selection
from routines.builder.shape import BLOCKS, shape

SHOWN = 6


def evaluate(items: Sequence[Item], profile: Profile, catalogue: Catalogue) -> Plan:
    """The edited list as a plan in its own order: times, verdicts, reasons and value as of the profile's answers now.

    What a precaution forbids, or the library no longer has, is taken out and said in `left_out`.
    """
    inst = instance(profile, catalogue, shape(profile))
    kept, gone = _held(inst, items, profile)
    part = inst.only(kept)
    sel = Selection.of(part, range(len(kept)))
    plan = explain.plan(sel, profile, catalogue, order=sorted(range(len(kept)), key=lambda k: part.block[k]))
    return replace(plan, left_out=(*gone, *(left for left in plan.left_out if left not in gone)))


def alternatives(
    items: Sequence[Item], at: int, profile: Profile, catalogue: Catalogue, most: int = SHOWN
) -> tuple[Alternative, ...]:
    """The best exercises for the place of items[at] that keep the time, each in its best dose, least loss first."""
    inst = instance(profile, catalogue, shape(profile), every=True)
    held = [_held(inst, [item], profile)[0] for item in items]
    order = sorted([k for ks in held for k in ks], key=lambda k: inst.block[k])
    inst = inst.only([*order, *_like(inst, items[at])])
    old = [n for n, k in enumerate(order) if k in held[at]]
    sel = full = Selection.of(inst, range(len(order)))
    for k in old:
        sel = sel.minus(k)
    found: dict[str, Alternative] = {}
    for k in _fitting(inst, old, len(order)):
        loss = full.value - sel.value - sel.gain(k)
        slug = inst.candidates[k].exercise.slug
        if slug not in found or loss < found[slug].loss:
            found[slug] = Alternative(_as_item(sel, k, profile), loss)
    return tuple(sorted(found.values(), key=lambda way: (way.loss, way.item.exercise))[:most])


def _like(inst: Instance, item: Item) -> list[int]:
    """The candidates of other exercises in the item's block."""
    return [
        k
        for k, candidate in enumerate(inst.candidates)
        if BLOCKS[candidate.block] is item.block and candidate.exercise.slug != item.exercise
    ]


def _fitting(inst: Instance, old: Sequence[int], count: int) -> list[int]:
    """Those after the first `count`, which are the session in the person's own order, that keep its time."""
    limit = max(inst.shape.limit, _units(inst, range(count)))
    before = [j for j in range(count) if j not in old]
    kin = {inst.family[j] for j in before}  # a person may hold two of one family
    place = old[0] if old else len(before)
    return [
        k
        for k in range(count, len(inst.candidates))
        if inst.family[k] not in kin and _units(inst, [*before[:place], k, *before[place:]]) <= limit
    ]


def _units(inst: Instance, order: Sequence[int]) -> int:
    ways = pairwise(inst.posture[k] for k in order)
    return sum([inst.units[k] for k in order]) + sum([postures.step(a, b) for a, b in ways])


def _as_item(sel: Selection, k: int, profile: Profile) -> Item:
    sel = sel.plus(k)
    (item,) = [
        item
        for item in explain.itemised(sel, profile, explain.in_order(sel))
        if item.exercise == sel.inst.candidates[k].exercise.slug
    ]
    return item


def _held(inst: Instance, items: Sequence[Item], profile: Profile) -> tuple[list[int], list[LeftOut]]:
    """The candidates that are these items; a dose of the person's own becomes a candidate of its own."""
    kept: list[int] = []
    gone: list[LeftOut] = []
    for item in items:
        found = inst.judged.get(item.exercise)
        if found is None:
            gone.append(LeftOut(item.exercise, "disliked", "It is no longer in the library."))
        elif not found.verdict.positions:
            gone.append(found.rules[0])
        else:
            position = (
                item.position if item.position in found.verdict.positions else found.verdict.positions[0]
            )
            dose = held(item.dose, found.verdict.how(position))
            kept.append(_candidate(inst, replace(item, position=position, dose=dose), profile))
    return kept, gone


def _candidate(inst: Instance, item: Item, profile: Profile) -> int:
    block = BLOCKS.index(item.block)
    for k, candidate in enumerate(inst.candidates):
        same = (candidate.exercise.slug, candidate.block, candidate.position) == (
            item.exercise,
            block,
            item.position,
        )
        if same and candidate.option.dose == item.dose:
            return k
    option = _option(inst.judged[item.exercise].exercise, item)
    return hold(inst, profile, item.exercise, block, item.position, option)


def _option(exercise: Exercise, item: Item) -> Option:
    """The dose as the builder knows it; one of the person's own is worth its part of the nearest."""
    known = options(exercise, item.block, min(item.stage, max(exercise.doses)))
    for option in known:
        if option.dose == item.dose:
            return option
    time = units(item.dose, unilateral=exercise.unilateral)
    near = min(known, key=lambda option: abs(option.units - time), default=Option(item.dose, 1000, time))
    return Option(item.dose, min(1600, near.factor * time // near.units), time)
