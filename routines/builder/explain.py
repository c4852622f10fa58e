"""Says a selection in words: items in order with their reasons, what was left out, and which needs stay short."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest

from accounts.intake.profile import Profile
from exercises.catalogue import Action, Block, Catalogue, Exercise
from exercises.vocabulary import REGIONS, TARGETS
from routines.builder import postures
from routines.builder.dosing import UNIT
from routines.builder.filtering import Judged, belongs_in_sessions
from routines.builder.memory import by_exercise
from routines.builder.needs import Need, coverage
from routines.builder.plan import Item, LeftOut, Plan, Reason, UnderServed
from routines.builder.reasons import lowered, plain, spoken
from routines.builder.selection import Selection
from routines.builder.shape import BLOCKS, Mode, stage

REASONS = 3
MATTERS = 12  # percent of an item's value from which a need is named as a reason
SHOWN = {"precaution": 6, "equipment": 2, "position": 3, "level": 2, "disliked": 2}
NO_ROOM = 3
RARE = 4  # with fewer exercises in the whole library, a need is met by habits, not by sessions
SOME = 3  # usable exercises from which a need's shortage is one of time
HEAVY = 45  # weight from which a need's shortage is said
SERVES = 40  # coverage from which an exercise is one that serves a need
KINDS = {  # of one, of several
    "precaution": (
        "1 is left out because of your health answers",
        "{n} are left out because of your health answers",
    ),
    "equipment": ("1 needs equipment you do not have", "{n} need equipment you do not have"),
    "position": ("1 needs a position you avoid", "{n} need a position you avoid"),
    "level": ("1 is too hard for now", "{n} are too hard for now"),
    "disliked": ("1 you asked not to see", "{n} you asked not to see"),
}


def plan(
    sel: Selection,
    profile: Profile,
    catalogue: Catalogue,
    bound: int = 0,
    order: Sequence[int] | None = None,
) -> Plan:
    """order: the picks in the person's own order; without it the cheapest."""
    items = tuple(itemised(sel, profile, in_order(sel) if order is None else order))
    seconds = Counter[Block]()
    for item in items:
        seconds[item.block] += item.seconds
    found = Plan(
        items=items,
        left_out=tuple(_left_out(sel, catalogue)),
        under_served=tuple(_under_served(sel, catalogue)),
        minutes=sel.inst.shape.minutes,
        value=sel.value,
        bound=max(bound, sel.value) if bound else 0,
        relaxed=sel.inst.shape.relaxed if sel.picked else (),
        notes=tuple(_notes(sel, profile, catalogue)),
        block_seconds={block: seconds[block] for block in BLOCKS if seconds[block]},
    )
    sel.inst.sessions.clear()  # what a session is without each pick names the problem, and the problem them
    return found


def in_order(sel: Selection) -> Iterator[int]:
    """Candidates as they are done: blocks in order, postures on the cheapest path, easier ones first."""
    inst = sel.inst
    used = sorted({inst.block[k] for k in sel.picked})
    for block, route in zip(used, postures.order(sel.key), strict=True):
        for posture in route:
            here = [k for k in sel.picked if inst.block[k] == block and inst.posture[k] == posture]
            yield from sorted(here, key=lambda k: _hardness(inst.candidates[k].exercise))


def _hardness(exercise: Exercise) -> tuple[int, int, str]:
    return exercise.level, -exercise.targets.get("warm", 0), exercise.slug


def itemised(sel: Selection, profile: Profile, order: Iterable[int]) -> Iterator[Item]:
    inst = sel.inst
    before: int | None = None
    for k in order:
        candidate, posture = inst.candidates[k], inst.posture[k]
        moved = 0 if before is None else postures.step(before, posture)
        before = posture
        verdict = inst.judged[candidate.exercise.slug].verdict
        yield Item(
            exercise=candidate.exercise.slug,
            block=BLOCKS[candidate.block],
            position=candidate.position,
            dose=candidate.option.dose,
            stage=stage(profile, inst.shape),
            seconds=(inst.units[k] + moved) * UNIT,
            reasons=tuple(_reasons(sel, k, profile)),
            verdict=Action.MODIFY if verdict.at(candidate.position) else Action.ALLOW,
            how=verdict.how(candidate.position),
            pinned=candidate.exercise.slug in profile.pinned,
            gain=sel.loss(k),
        )


def _reasons(sel: Selection, k: int, profile: Profile) -> Iterator[Reason]:
    """The needs that earn the item its place; the value of a need is shared out by coverage."""
    inst = sel.inst
    if inst.candidates[k].exercise.slug in profile.pinned:
        yield Reason("pin", inst.candidates[k].exercise.slug, "You chose it")
    worth = {i: inst.weights[i] * inst.phi[sel.cover[i]] * a // sel.cover[i] for i, a in inst.pairs[k] if a}
    whole = max(1, sum(worth.values()))
    ranked = sorted(worth, key=lambda i: (-worth[i], i))[:REASONS]
    for place, i in enumerate(ranked):
        share = 100 * worth[i] // whole
        if share >= MATTERS or place == 0:
            reason = inst.needs[i].reason
            yield Reason(reason.kind, reason.key, reason.text, share)


def _left_out(sel: Selection, catalogue: Catalogue) -> Iterator[LeftOut]:
    inst = sel.inst
    left = Counter(SHOWN)
    out = [found for found in inst.judged.values() if found.kinds and belongs_in_sessions(found.exercise)]
    weights = {need.key: need.weight for need in inst.needs}
    for found in sorted(out, key=lambda found: (-_relevance(weights, found), found.exercise.slug)):
        if left[found.kinds[0]] > 0:
            left[found.kinds[0]] -= 1
            yield _all_of(found.rules)
    yield from _no_room(sel)


def _all_of(rules: Sequence[LeftOut]) -> LeftOut:
    """Every reason why not, and all that has to happen before it comes back."""
    first = rules[0]
    until = ", and ".join([first.until.rstrip("."), *(lowered(rule.until.rstrip(".")) for rule in rules[1:])])
    return LeftOut(first.exercise, first.kind, " ".join(rule.why for rule in rules), f"{until}.")


def _relevance(weights: Mapping[str, int], found: Judged) -> int:
    covered = coverage(found.exercise, found.exercise.blocks[0])
    return sum([weights.get(key, 0) * weight for key, weight in covered.items()])


def _no_room(sel: Selection) -> Iterator[LeftOut]:
    inst = sel.inst
    families = {inst.family[k] for k in sel.picked}
    gains: dict[str, int] = {}
    enough = 0
    for k, potential in enumerate(inst.potential):
        if potential < enough:
            break  # nor can any that follow
        slug = inst.candidates[k].exercise.slug
        if inst.family[k] in families:
            continue
        gain = sel.gain(k)
        if gain >= enough and gain > gains.get(slug, 0):
            gains[slug] = gain
            enough = min(nlargest(NO_ROOM, gains.values())) if len(gains) >= NO_ROOM else 0
    best = sorted((slug for slug, gain in gains.items() if gain > 0), key=lambda slug: (-gains[slug], slug))
    for slug in best[:NO_ROOM]:
        why = f"Would suit you too, but your {inst.shape.minutes} minutes are used."
        yield LeftOut(slug, "time", why, "With more minutes, or in exchange for another one.")


def _under_served(sel: Selection, catalogue: Catalogue) -> Iterator[UnderServed]:
    inst = sel.inst
    scarce = inst.shape.saturation // 2
    short = {
        need.key: need
        for need, covered in zip(inst.needs, sel.cover, strict=True)
        if need.weight >= HEAVY and covered < scarce // 2
    }
    serving: dict[str, list[Judged]] = {key: [] for key in short}
    for found in inst.judged.values() if short else ():
        for key in short.keys() & _served(found.exercise):
            serving[key].append(found)
    for key, need in short.items():
        if len(serving[key]) >= RARE:
            why = _shortage(serving[key], inst.shape.minutes)
            yield UnderServed(_named(need, catalogue), why)


def _shortage(serving: Sequence[Judged], minutes: int) -> str:
    usable = sum([not found.kinds for found in serving])
    if usable >= SOME:
        return f"There was no room for more in {minutes} minutes."
    kinds = Counter(found.kinds[0] for found in serving if found.kinds)
    parts = [KINDS[kind][n > 1].format(n=n) for kind, n in sorted(kinds.items())]
    few = "Little in the library suits you" if usable else "Nothing in the library suits you yet"
    return f"{few}: {', '.join(parts)}." if parts else f"{few}."


def _named(need: Need, catalogue: Catalogue) -> str:
    kind, _, slug = need.key.partition(":")
    if kind == "factor":
        return catalogue.risk_factors[slug].name if slug in catalogue.risk_factors else spoken(slug)
    return (REGIONS if kind == "region" else TARGETS).get(slug, spoken(slug)).capitalize()


@by_exercise
def _served(exercise: Exercise) -> frozenset[str]:
    """The needs it does much for, in one of its blocks."""
    covered = [coverage(exercise, block) for block in exercise.blocks]
    return frozenset(key for found in covered for key, weight in found.items() if weight >= SERVES)


def _notes(sel: Selection, profile: Profile, catalogue: Catalogue) -> Iterator[str]:
    if sel.inst.shape.mode is Mode.FLARE:
        yield "A gentle session for a bad day: small doses, easy movement and relief."
    elif sel.inst.shape.mode is Mode.GENTLE:
        yield "A gentle start: the easiest exercises and the smallest doses."
    picked = {sel.inst.candidates[k].exercise.slug for k in sel.picked}
    for slug in sorted(profile.pinned - picked):
        found = sel.inst.judged.get(slug)
        if found is None:
            yield f"You chose {spoken(slug)}; it is no longer in the library."
        elif found.kinds:
            yield f"You chose {lowered(plain(found.exercise.name))}. {found.rules[0].why}"
        else:
            yield f"You chose {lowered(plain(found.exercise.name))}; there was no room for it this time."
