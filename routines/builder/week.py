"""A week: the same method for each day, strength never two days running, and what is left to walk toward 150 minutes.

150 minutes of moderate activity a week and strength on two days or more are the WHO's 2020 figures. Sessions are not
bent to reach them: what they leave is said as walks of up to half an hour (WalkBack).
"""

from collections import Counter
from math import ceil

from accounts.intake.profile import Profile
from exercises.catalogue import Block, Catalogue
from routines.builder import explain
from routines.builder.build import stopped
from routines.builder.plan import Plan, Week
from routines.builder.problem import instance
from routines.builder.shape import Day, Mode, mode, shape
from routines.builder.solve import solve

ACTIVE_MINUTES = 150
WALK = 30
OFTEN = 2  # uses a week after which another exercise gets its turn
REPEATED = 4000  # points off for each further use

# Days with a session, and those of them with strength; 0 is Monday. No two strength days touch, round the week.
TRAINING = {
    2: (0, 3),
    3: (0, 2, 4),
    4: (0, 1, 3, 5),
    5: (0, 1, 2, 4, 5),
    6: (0, 1, 2, 3, 4, 5),
    7: tuple(range(7)),
}
STRENGTH = {2: (0, 3), 3: (0, 2, 4), 4: (0, 3, 5), 5: (0, 2, 4), 6: (0, 2, 4), 7: (0, 2, 4)}


def build_week(profile: Profile, catalogue: Catalogue, *, quick: bool = False) -> Week:
    if stopped(profile, catalogue):
        return Week({}, aerobic_minutes=0, walk_minutes=0, walk_days=0)
    count = min(7, max(2, profile.days))
    plans: dict[int, Plan] = {}
    uses: Counter[str] = Counter()
    known: dict[object, Plan] = {}
    for day in TRAINING[count]:
        kind = Day.FULL if day in STRENGTH[count] or mode(profile) is Mode.FLARE else Day.MOBILITY
        tired = {slug: REPEATED for slug, n in uses.items() if n >= OFTEN}
        key = kind, frozenset(tired)
        if key not in known:
            known[key] = _day(profile, catalogue, kind, tired, quick=quick)
        plans[day] = known[key]
        uses.update(item.exercise for item in plans[day].items)
    return _with_walks(plans)


def _day(
    profile: Profile, catalogue: Catalogue, kind: Day, points_off: dict[str, int], *, quick: bool
) -> Plan:
    inst = instance(profile, catalogue, shape(profile, kind), points_off)
    solution = solve(inst, quick=quick)
    return explain.plan(solution.selection, profile, catalogue, solution.bound)


def _with_walks(plans: dict[int, Plan]) -> Week:
    seconds = sum(plan.block_seconds.get(Block.AEROBIC, 0) for plan in plans.values())
    active = seconds // 60
    left = max(0, ACTIVE_MINUTES - active)
    return Week(plans, aerobic_minutes=active, walk_minutes=left, walk_days=ceil(left / WALK))
