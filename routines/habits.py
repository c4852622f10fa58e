"""Which small habits to offer: those that help most with what the person answered."""

from collections.abc import Collection

from accounts.intake.profile import Profile
from exercises.catalogue import Catalogue, Habit

OFFERED = 6
ONCE = "help"  # whom to ask: said by the lessons, and nothing to do after lunch


def suggest(profile: Profile, catalogue: Catalogue, taken: Collection[str]) -> tuple[Habit, ...]:
    """The best first, and no two of one kind before each kind had its turn."""
    free = [h for h in catalogue.habits.values() if h.slug not in taken and h.category != ONCE]
    best = sorted(free, key=lambda habit: (-worth(habit, profile), habit.slug))
    firsts: dict[str, Habit] = {}
    for habit in best:
        firsts.setdefault(habit.category, habit)
    rest = [habit for habit in best if habit not in firsts.values()]
    return tuple([*firsts.values(), *rest][:OFFERED])


def worth(habit: Habit, profile: Profile) -> int:
    return sum(profile.scores.get(factor, 0) for factor in habit.risk_factors)
