"""Which exercises this person may be given at all, and every reason why not for the others."""

from typing import NamedTuple

from accounts.intake.profile import Profile
from exercises.catalogue import Action, Catalogue, Exercise
from exercises.safety import Verdict, verdict
from exercises.vocabulary import EQUIPMENT, POSITIONS
from routines.builder.plan import ADDED_AGAIN, LeftOut
from routines.builder.reasons import lowered, spoken, told
from routines.builder.shape import Mode, mode

ELSEWHERE = frozenset(["water", "hanging"])  # where one does not go in the middle of a session
APART = frozenset(["bicycle", "elliptical"])
FLOOR = frozenset(["hands-and-knees", "kneeling", "side-lying", "prone", "supine"])
IN = {"hands-and-knees": "on hands and knees"}  # where the name of a position is no adverb
FEARED = frozenset(["isometric-hold", "extension-end"])  # one level later for people who fear movement


class Judged(NamedTuple):
    """positions: those the person may use, the least changed first. kinds: why it is out; empty when it is in."""

    exercise: Exercise
    verdict: Verdict
    positions: tuple[str, ...]
    kinds: tuple[str, ...]
    profile: Profile
    catalogue: Catalogue

    @property
    def rules(self) -> tuple[LeftOut, ...]:
        """The same in words, put together only for the few that are shown."""
        return tuple([_in_words(kind, self) for kind in self.kinds])


def judged(profile: Profile, catalogue: Catalogue) -> dict[str, Judged]:
    """By slug. Precautions the library does not know raise KeyError: safety is never guessed."""
    barred = barred_positions(profile)
    caps = _caps(profile)
    return {
        slug: _judge(catalogue.exercises[slug], profile, catalogue, barred, caps)
        for slug in sorted(catalogue.exercises)
    }


def barred_positions(profile: Profile) -> frozenset[str]:
    return profile.without_positions | (FLOOR if "floor" in profile.without_positions else frozenset())


def level_cap(profile: Profile) -> int:
    return profile.level if mode(profile) is Mode.USUAL else 1


def _judge(
    exercise: Exercise, profile: Profile, catalogue: Catalogue, barred: frozenset[str], caps: tuple[int, int]
) -> Judged:
    found = verdict(exercise, profile.precautions, catalogue)
    positions = found.positions
    if not positions or found.action is Action.AVOID:
        return Judged(exercise, found, (), ("precaution",), profile, catalogue)
    if not barred.isdisjoint(positions):
        positions = tuple([p for p in positions if p not in barred])
    if exercise.slug in profile.pinned:
        return Judged(exercise, found, positions or found.positions, (), profile, catalogue)
    kinds = _wishes(exercise, profile, positions, caps)
    return Judged(exercise, found, positions, kinds, profile, catalogue)


def _wishes(
    exercise: Exercise, profile: Profile, positions: tuple[str, ...], caps: tuple[int, int]
) -> tuple[str, ...]:
    against = (
        (not profile.equipment.issuperset(exercise.equipment), "equipment"),
        (not positions, "position"),
        (exercise.level > caps[not exercise.tags.isdisjoint(FEARED)], "level"),
        (exercise.slug in profile.disliked, "disliked"),
    )
    return tuple([kind for is_so, kind in against if is_so])


def _in_words(kind: str, found: Judged) -> LeftOut:
    exercise, profile = found.exercise, found.profile
    match kind:
        case "precaution":
            return _forbidden(exercise, found.verdict, found.catalogue)
        case "equipment":
            missing = sorted(set(exercise.equipment) - profile.equipment)
            things = " and ".join([_named(EQUIPMENT.get(thing, spoken(thing))) for thing in missing])
            why, until = f"Needs {things}.", f"When you have {things}."
        case "position":
            place = " or ".join([IN.get(p, lowered(POSITIONS.get(p, p))) for p in exercise.positions])
            why, until = f"Done {place}, which you avoid.", "When you no longer avoid that."
        case "level":
            why, until = _later(profile)
        case _:
            why, until = "Left out because you took it out, or because it hurt.", ADDED_AGAIN
    return LeftOut(exercise.slug, kind, why, until)


def _forbidden(exercise: Exercise, found: Verdict, catalogue: Catalogue) -> LeftOut:
    against = [finding for finding in found.findings if finding.action is Action.AVOID]
    names = dict.fromkeys(catalogue.precautions[finding.precaution].name for finding in against)
    whys = dict.fromkeys(finding.why for finding in against)
    why = f"{' '.join(whys)} {told(list(names))}"
    return LeftOut(exercise.slug, "precaution", why, "When your answers change.")


def _named(thing: str) -> str:
    return f"{'an' if thing[:1] in 'AEIOU' else 'a'} {lowered(thing)}"


def _caps(profile: Profile) -> tuple[int, int]:
    """The highest level, in general and of what a person who is afraid of moving fears most."""
    cap = level_cap(profile)
    return cap, max(1, cap - 1) if profile.scores.get("fear-of-movement", 0) >= 2 else cap


def _later(profile: Profile) -> tuple[str, str]:
    if mode(profile) is not Mode.USUAL:
        return "Gentle exercises come first for now.", "When your back has settled."
    return "A step harder than you are now.", "When the easier ones have become easy."


def is_candidate(found: Judged, profile: Profile) -> bool:
    """Allowed, wanted, and something one can change to at home in the middle of a session."""
    exercise = found.exercise
    if found.kinds or exercise.slug in profile.pinned:
        return not found.kinds
    return belongs_in_sessions(exercise)


def belongs_in_sessions(exercise: Exercise) -> bool:
    """Not heat and cold, a pool, a bar or a ride; and not what is only done when somebody asks for it."""
    elsewhere = ELSEWHERE.issuperset(exercise.positions) or not APART.isdisjoint(exercise.equipment)
    return exercise.auto_select and not elsewhere and "thermal" not in exercise.tags
