"""What this person's routine should serve, and how much each need weighs (0-100).

Keys: `factor:` a risk factor, `region:` where it hurts, `need:` what every body or a precaution asks for.
The weights are a physiotherapist's ordering, not a measurement; docs/adr/0002 says how they were tuned.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from accounts.intake.profile import FactorScore, Profile
from exercises.catalogue import Block, Catalogue, Evidence, Exercise
from routines.builder import reasons
from routines.builder.memory import by_exercise
from routines.builder.plan import Reason
from routines.builder.reasons import for_factor, for_place, sentence

Worded = Callable[[str], str]

# Movement needs of every back, with the words that end "it ...".
MOVEMENTS = {
    "abdominals": (35, "strengthens the muscles at the front of your trunk"),
    "back-extensors": (40, "strengthens the muscles along your spine"),
    "core": (45, "trains your trunk to stay steady while you move"),
    "glutes": (45, "strengthens your buttocks, which share the back’s work"),
    "legs": (25, "strengthens your legs for lifting and getting up"),
    "hinge": (20, "practises bending from the hips"),
    "upper-back": (20, "strengthens your upper back"),
    "balance": (8, "trains your balance"),
    "flexion": (18, "lets your back bend gently"),
    "extension": (18, "lets your back arch gently"),
    "side": (14, "moves your back to the side"),
    "rotation": (24, "keeps your trunk turning easily"),
    "hip-flexors": (20, "lengthens the front of your hips"),
    "hamstrings": (18, "lengthens the backs of your thighs"),
    "hip-rotators": (16, "eases your buttocks and the sides of your hips"),
    "chest": (10, "opens your chest and shoulders"),
    "neck": (4, "moves your neck easily"),
}
STRENGTH = frozenset(
    ["abdominals", "back-extensors", "core", "glutes", "legs", "hinge", "upper-back", "balance"]
)
# What a block is for: the first need counts only there.
ROUTINE = {
    Block.WARM_UP: ("warm", 110, "warms you up for what follows"),
    Block.AEROBIC: ("fitness", 80, "gets your heart and breath going"),
    Block.COOL_DOWN: ("calm", 70, "lets your body settle at the end"),
    Block.RELIEF: ("calm", 70, "lets your body settle at the end"),
}
# A precaution does not only forbid; these ask for something.
ADDED = {
    "osteoporosis": {"back-extensors": 90, "balance": 60, "legs": 50},
    "vertebral-fracture": {"back-extensors": 90, "balance": 60},
    "falls-risk": {"balance": 85, "legs": 60},
    "spinal-stenosis": {"flexion": 50, "core": 60},
    "disc-herniation": {"core": 60, "hinge": 45, "extension": 40},
    "sciatica": {"core": 60, "glutes": 55},
    "flexion-sensitive": {"extension": 45, "hinge": 45, "core": 60},
    "extension-sensitive": {"flexion": 45, "abdominals": 60},
    "rotation-sensitive": {"core": 65},
    "spondylolisthesis": {"core": 70, "abdominals": 60},
    "scoliosis": {"core": 65, "back-extensors": 60},
    "axial-spondyloarthritis": {"extension": 70, "rotation": 55, "chest": 50, "back-extensors": 70},
    "hypermobility": {"core": 75, "glutes": 60},
    "pregnancy-early": {"glutes": 60, "core": 55},
    "pregnancy-later": {"glutes": 60, "core": 55},
    "postpartum": {"core": 70, "abdominals": 55},
    "pelvic-girdle-pain": {"glutes": 65, "core": 60},
    "pelvic-floor": {"core": 55},
    "hip-osteoarthritis": {"glutes": 65, "legs": 50},
    "knee-pain": {"glutes": 60, "legs": 40},
    "neck-pain": {"neck": 60, "upper-back": 55},
    "shoulder-injury": {"legs": 40},
    "rheumatoid-arthritis": {"legs": 40},
}
# Nobody is given an exercise for the arch that they are asked to leave out.
UNASKED = {"need:extension": frozenset({"extension-sensitive", "spinal-stenosis", "spondylolisthesis"})}
OF_REGION = {
    "neck": {"neck": 60, "upper-back": 40},
    "shoulders": {"upper-back": 50, "chest": 35},
    "upper-back": {"upper-back": 55, "chest": 40, "rotation": 35},
    "mid-back": {"rotation": 45, "extension": 30},
    "hips": {"hip-flexors": 40, "hip-rotators": 40},
    "glutes": {"hip-rotators": 50, "glutes": 55},
    "hamstrings": {"hamstrings": 55},
    "core": {"core": 60},
}
OLDER = {"balance": 50, "legs": 45}  # 65 and over: balance and strength three days a week (WHO 2020)
REGION, LUMBAR = 100, 30
STRENGTH_OF = {Evidence.STRONG: 100, Evidence.MODERATE: 88, Evidence.WEAK: 75}  # percent


@dataclass(frozen=True, slots=True)
class Need:
    key: str
    weight: int
    reason: Reason


def needs(profile: Profile, catalogue: Catalogue) -> tuple[Need, ...]:
    """In a fixed order by key."""
    found = {need.key: need for need in _usual()}
    for slug, movements, reason in _asked(profile, catalogue):
        for movement, weight in movements.items():
            key = f"need:{movement}"
            if weight > found[key].weight:
                found[key] = Need(key, weight, Reason("added", slug, reason(MOVEMENTS[movement][1])))
    for need in (*_factors(profile, catalogue), *_regions(profile)):
        found[need.key] = need
    unasked = {key for key, precautions in UNASKED.items() if precautions & profile.precautions}
    return tuple(found[key] for key in sorted(found) if key not in unasked)


def _usual() -> list[Need]:
    moves = [(key, weight, "need", words) for key, (weight, words) in MOVEMENTS.items()]
    parts = [(key, weight, "routine", words) for key, weight, words in dict.fromkeys(ROUTINE.values())]
    return [
        Need(f"need:{key}", weight, Reason(kind, key, sentence(words)))
        for key, weight, kind, words in moves + parts
    ]


def _asked(profile: Profile, catalogue: Catalogue) -> list[tuple[str, Mapping[str, int], Worded]]:
    """Who asks, for how much of which movements, and what is said of a movement for it."""
    asked: list[tuple[str, Mapping[str, int], Worded]] = [
        (slug, ADDED[slug], partial(reasons.for_precaution, slug=slug, catalogue=catalogue))
        for slug in sorted(profile.precautions & set(ADDED))
    ]
    asked += [
        (slug, OF_REGION[slug], partial(reasons.for_region, region=slug))
        for slug in sorted(profile.regions & set(OF_REGION))
    ]
    if profile.age_band.startswith(("65", "70", "75", "80", "85")):
        asked.append(("age", OLDER, lambda does: f"{sentence(does)}; that matters more from 65 on"))
    return asked


def _factors(profile: Profile, catalogue: Catalogue) -> list[Need]:
    return [
        Need(
            f"factor:{f.factor}", _weight(f, catalogue), Reason("factor", f.factor, for_factor(f, catalogue))
        )
        for f in profile.factors
        if f.score
    ]


def _weight(factor: FactorScore, catalogue: Catalogue) -> int:
    known = catalogue.risk_factors.get(factor.factor)
    return (factor.score or 0) * 30 * STRENGTH_OF[known.evidence if known else Evidence.WEAK] // 100


def _regions(profile: Profile) -> list[Need]:
    weights = {"lower-back": LUMBAR} | dict.fromkeys(sorted(profile.regions), REGION)
    return [
        Need(
            f"region:{region}", weight, Reason("region", region, for_place(region, region in profile.regions))
        )
        for region, weight in weights.items()
    ]


@by_exercise
def coverage(exercise: Exercise, block: Block) -> dict[str, int]:
    """Need key to 0-100: how much one full dose of the exercise, done in this block, does for each need."""
    found = {
        f"factor:{factor}": weight * STRENGTH_OF[exercise.evidence] // 100
        for factor, weight in sorted(exercise.serves.items())
    }
    found |= {f"region:{region}": 45 if i < 2 else 30 for i, region in enumerate(exercise.regions)}
    purpose = ROUTINE[block][0] if block in ROUTINE else ""
    for target, weight in sorted(exercise.targets.items()):
        if target in MOVEMENTS:
            full = (target in STRENGTH) == (block is Block.STRENGTHENING)
            found[f"need:{target}"] = weight if full else weight // 2
        elif target == purpose:
            found[f"need:{target}"] = weight
    return found
