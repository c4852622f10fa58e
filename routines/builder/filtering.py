"""Which exercises this person may be given at all, and every reason why not for the others."""

from dataclasses import dataclass

from accounts.intake.profile import Profile
from exercises.catalogue import Action, Catalogue, Exercise
from exercises.safety import Verdict, verdict
from routines.builder.needs import lowered, spoken
from routines.builder.plan import LeftOut
from routines.builder.shape import Mode, mode

ELSEWHERE = frozenset(["water", "hanging"])  # places one does not change to in the middle of a session
FLOOR = frozenset(["hands-and-knees", "kneeling", "side-lying", "prone", "supine"])
FEARED = frozenset(["isometric-hold", "extension-end"])  # one level later for people who fear movement


@dataclass(frozen=True, slots=True)
class Judged:
    """positions: those the person may use, the least changed first. rules: why it is out; empty when it is in."""

    exercise: Exercise
    verdict: Verdict
    positions: tuple[str, ...]
    rules: tuple[LeftOut, ...]


def judged(profile: Profile, catalogue: Catalogue) -> dict[str, Judged]:
    """By slug. Precautions the library does not know raise KeyError: safety is never guessed."""
    barred = barred_positions(profile)
    cap = level_cap(profile)
    return {
        slug: _judge(catalogue.exercises[slug], profile, catalogue, barred, cap)
        for slug in sorted(catalogue.exercises)
    }


def barred_positions(profile: Profile) -> frozenset[str]:
    return profile.without_positions | (FLOOR if "floor" in profile.without_positions else frozenset())


def level_cap(profile: Profile) -> int:
    return profile.level if mode(profile) is Mode.USUAL else 1


def _judge(
    exercise: Exercise, profile: Profile, catalogue: Catalogue, barred: frozenset[str], cap: int
) -> Judged:
    found = verdict(exercise, profile.precautions, catalogue)
    positions = tuple(p for p in found.positions if p not in barred)
    if found.action is Action.AVOID or not found.positions:
        return Judged(exercise, found, (), (_forbidden(exercise, found, catalogue),))
    if exercise.slug in profile.pinned:
        return Judged(exercise, found, positions or found.positions, ())
    return Judged(exercise, found, positions, tuple(_wishes(exercise, profile, positions, cap)))


def _forbidden(exercise: Exercise, found: Verdict, catalogue: Catalogue) -> LeftOut:
    names = {
        f.precaution: catalogue.precautions[f.precaution].name
        for f in found.findings
        if f.action is Action.AVOID
    }
    whys = dict.fromkeys(f.why for f in found.findings if f.action is Action.AVOID)
    because = " and ".join(lowered(name) for name in names.values())
    return LeftOut(
        exercise.slug,
        "precaution",
        f"Left out because of {because}. {' '.join(whys)}",
        "When your answers about your health change.",
    )


def _wishes(exercise: Exercise, profile: Profile, positions: tuple[str, ...], cap: int) -> list[LeftOut]:
    slug, found = exercise.slug, list[LeftOut]()
    missing = sorted(set(exercise.equipment) - profile.equipment)
    if missing:
        things = " and ".join(spoken(thing) for thing in missing)
        found.append(
            LeftOut(slug, "equipment", f"It needs a {things}.", f"Tell us when you have a {things}.")
        )
    if not positions:
        place = " or ".join(spoken(p) for p in exercise.positions)
        found.append(
            LeftOut(slug, "position", f"It is done {place}.", "Change the positions you want to avoid.")
        )
    if exercise.level > _cap(exercise, profile, cap):
        found.append(LeftOut(slug, "level", *_later(exercise, profile)))
    if slug in profile.disliked:
        found.append(LeftOut(slug, "disliked", "You asked not to see it.", "Allow it again in your answers."))
    return found


def _cap(exercise: Exercise, profile: Profile, cap: int) -> int:
    fearful = profile.scores.get("fear-of-movement", 0) >= 2
    return max(1, cap - 1) if fearful and not exercise.tags.isdisjoint(FEARED) else cap


def _later(exercise: Exercise, profile: Profile) -> tuple[str, str]:
    if mode(profile) is not Mode.USUAL:
        return "Gentle exercises come first for now.", "When your back has settled."
    return "It is a step harder than you are now.", "When the easier ones have become easy."


def is_candidate(found: Judged, profile: Profile) -> bool:
    """Allowed, wanted, and something one can change to at home in the middle of a session."""
    exercise = found.exercise
    if found.rules or exercise.slug in profile.pinned:
        return not found.rules
    elsewhere = (
        set(found.positions) <= ELSEWHERE or "thermal" in exercise.tags or "bicycle" in exercise.equipment
    )
    return exercise.auto_select and not elsewhere
