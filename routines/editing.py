"""What a person may change in their routine. Each change makes a new draft and says in words what it did.

What the person chose stays: an exercise they swapped in, added or pinned is kept when the minutes change, and one they
removed or swapped out does not come back by itself. No change can bring in what a precaution forbids.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.intake.profile import Profile
from exercises.catalogue import Action, Block, Catalogue, Dose, Exercise
from exercises.safety import Verdict, verdict
from routines.builder import build, evaluate
from routines.builder.dosing import UNIT, held, longest, options, units
from routines.builder.needs import coverage
from routines.builder.plan import ADDED_AGAIN, Item, LeftOut, Plan
from routines.progression.doses import dosed
from routines.sheet import SESSION

MOST_ITEMS = 40
CLEARLY = 1.5
ANSWERS_FIRST = gettext_lazy("Answer the safety lists first: they decide which exercises may come in.")


class Refused(Exception):
    """The change cannot be made; the message tells the person why."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan under change, with the profile it belongs to; `change` says what was done to it.

    is_open: an exercise may come in that the plan does not hold. Not where nothing is known that could forbid it.
    """

    plan: Plan
    profile: Profile
    change: str = ""
    is_open: bool = True

    def at(self, block: Block, slug: str) -> int:
        """Raises LookupError when the plan holds no such item."""
        places = [i for i, item in enumerate(self.plan.items) if (item.block, item.exercise) == (block, slug)]
        return places[0]


def start(saved: Plan, profile: Profile, now: Profile | None) -> Draft:
    """`profile` is what the plan was built from, `now` what the person's answers say today.

    Their health of today counts, with the minutes, pins and dislikes of this routine.
    """
    if now is None:
        return Draft(saved, profile, is_open=not profile.is_unknown)
    disliked = profile.disliked | now.disliked
    return Draft(saved, replace(now, minutes=profile.minutes, pinned=profile.pinned, disliked=disliked))


def with_minutes(profile: Profile, minutes: int) -> Profile:
    return replace(profile, minutes=minutes)


def rebuild(draft: Draft, minutes: int, catalogue: Catalogue) -> Draft:
    """The best plan of that length with what the person pinned."""
    _is_open(draft)
    profile = with_minutes(draft.profile, minutes)
    plan = build(profile, catalogue)
    if not plan.items:
        raise Refused(plan.stopped or _("Nothing that fits your answers fills that time."))
    chosen = {item.exercise for item in draft.plan.items if item.chosen}
    items = tuple(replace(item, chosen=item.exercise in chosen) for item in plan.items)
    change = _("Changed from %(old)d to %(new)d minutes.") % {"old": draft.plan.minutes, "new": minutes}
    return Draft(replace(plan, items=items), profile, change)


def pin(draft: Draft, at: int, catalogue: Catalogue, *, pinned: bool) -> Draft:
    item = draft.plan.items[at]
    name = catalogue.exercises[item.exercise].name
    chosen = draft.profile.pinned
    profile = replace(draft.profile, pinned=chosen | {item.exercise} if pinned else chosen - {item.exercise})
    change = _("%(name)s pinned.") if pinned else _("%(name)s no longer pinned.")
    if item.chosen and not pinned:
        change = _("%(name)s may give way again.")
    plan = put(draft.plan, at, replace(item, pinned=pinned, chosen=False))
    return Draft(plan, profile, change % {"name": name})


def remove(draft: Draft, at: int, catalogue: Catalogue) -> Draft:
    if len(draft.plan.items) == 1:
        raise Refused(_("A routine needs at least one exercise. Swap this one, or delete the routine."))
    slug = draft.plan.items[at].exercise
    plan = put(draft.plan, at)
    gone = LeftOut(slug, "disliked", _("You removed it."), ADDED_AGAIN)
    plan = replace(plan, left_out=(gone, *plan.left_out))
    change = _("%(name)s removed.") % _name(slug, catalogue)
    return _judged(Draft(plan, _wishing(draft.profile, out=slug), change), catalogue)


def move(draft: Draft, at: int, catalogue: Catalogue, *, by: int) -> Draft:
    """One place up (-1) or down (+1) within its part; the parts keep the order of a session."""
    items = list(draft.plan.items)
    places = [i for i, item in enumerate(items) if item.block is items[at].block]
    target = places.index(at) + by
    if not 0 <= target < len(places):
        raise Refused(_("It is already first or last in its part."))
    other = places[target]
    items[at], items[other] = items[other], items[at]
    change = _("%(name)s moved up.") if by < 0 else _("%(name)s moved down.")
    return Draft(_with(draft.plan, items), draft.profile, change % _name(items[other].exercise, catalogue))


def swap(draft: Draft, at: int, slug: str, catalogue: Catalogue) -> Draft:
    """Raises KeyError for an exercise the library does not have, Refused for one that does not fit."""
    _is_open(draft)
    old, exercise = draft.plan.items[at], catalogue.exercises[slug]
    if old.block not in exercise.blocks:
        raise Refused(_("%(name)s does not belong in this part.") % {"name": exercise.name})
    _not_twice(draft.plan, slug, old.block, exercise)
    new = _item(exercise, old.block, draft.profile, catalogue, near=old)
    change = _("%(old)s swapped for %(new)s.")
    words = {"old": _name(old.exercise, catalogue)["name"], "new": exercise.name}
    profile = _wishing(draft.profile, into=slug, out=old.exercise)
    return _judged(Draft(put(draft.plan, at, new), profile, change % words), catalogue)


def add(draft: Draft, slug: str, catalogue: Catalogue) -> Draft:
    """At the end of its part. Raises KeyError for an unknown exercise."""
    _is_open(draft)
    exercise = catalogue.exercises[slug]
    block = part_for(exercise)
    if block is Block.RELIEF:
        raise Refused(_("%(name)s is for moments when your back hurts.") % {"name": exercise.name})
    _not_twice(draft.plan, slug, block, exercise)
    if len(draft.plan.items) >= MOST_ITEMS:
        raise Refused(_("This routine is full. Remove something first."))
    new = _item(exercise, block, draft.profile, catalogue)
    later = [i for i, item in enumerate(draft.plan.items) if SESSION.index(item.block) > SESSION.index(block)]
    items = list(draft.plan.items)
    items.insert(later[0] if later else len(items), new)
    change = _("%(name)s added.") % {"name": exercise.name}
    return _judged(Draft(_with(draft.plan, items), _wishing(draft.profile, into=slug), change), catalogue)


def part_for(exercise: Exercise) -> Block:
    """The first part it belongs to, or the one in which it does clearly more: slow breathing ends a session."""
    parts = [block for block in SESSION if block in exercise.blocks]
    first, *others = [part for part in parts if part is not Block.RELIEF] or parts
    best = max(others, key=lambda part: _does(exercise, part), default=first)
    return best if _does(exercise, best) > CLEARLY * _does(exercise, first) else first


def _does(exercise: Exercise, block: Block) -> int:
    return max((n for key, n in coverage(exercise, block).items() if key.startswith("need:")), default=0)


def _is_open(draft: Draft) -> None:
    if not draft.is_open:
        raise Refused(ANSWERS_FIRST)


def _judged(draft: Draft, catalogue: Catalogue) -> Draft:
    """The same items; their reasons, what is left out and what stays unmet, as of the new list."""
    judged = evaluate(draft.plan.items, draft.profile, catalogue)
    found = {(item.block, item.exercise): item for item in judged.items}
    items = [found.get((item.block, item.exercise), item) for item in draft.plan.items]
    told = [
        replace(item, reasons=new.reasons, gain=new.gain)
        for item, new in zip(draft.plan.items, items, strict=True)
    ]
    left = {entry.exercise: entry for entry in (*judged.left_out, *draft.plan.left_out)}
    here = {item.exercise for item in told}
    mine = [entry.exercise for entry in draft.plan.left_out if entry.kind == "disliked"]
    order = dict.fromkeys([*mine, *(entry.exercise for entry in judged.left_out)])
    plan = replace(
        judged,
        items=tuple(told),
        minutes=draft.plan.minutes,
        left_out=tuple(left[slug] for slug in order if slug not in here),
        block_seconds=draft.plan.block_seconds,
        relaxed=(),
    )
    return replace(draft, plan=plan)


def with_dose(item: Item, exercise: Exercise, dose: Dose) -> Item:
    """At the stage whose dose it is; at the item's own when it is none's."""
    stage = next((stage for stage, known in exercise.doses.items() if known == dose), item.stage)
    return dosed(item, exercise, dose, stage)


def admit(exercise: Exercise, profile: Profile, catalogue: Catalogue) -> Verdict:
    """Raises Refused, with the rule in words, for an exercise that a precaution forbids."""
    found = verdict(exercise, profile.precautions, catalogue)
    if found.action is Action.AVOID or not found.positions:
        whys = dict.fromkeys(finding.why for finding in found.findings if finding.action is Action.AVOID)
        words = {"name": exercise.name, "why": " ".join(whys)}
        raise Refused(_("%(name)s does not fit your answers. %(why)s") % words)
    return found


def _item(
    exercise: Exercise, block: Block, profile: Profile, catalogue: Catalogue, *, near: Item | None = None
) -> Item:
    """As close in time to `near` as its doses allow, pinned because the person chose it. Raises Refused."""
    found = admit(exercise, profile, catalogue)
    wanted = [position for position in found.positions if position not in profile.without_positions]
    position = (wanted or found.positions)[0]
    stage = min(profile.stage, max(exercise.doses))
    how = found.how(position)
    known = options(exercise, block, stage, longest(how))
    doses = [option.dose for option in known] or [held(exercise.doses[stage], how)]
    if near:
        doses.sort(key=lambda dose: abs(units(dose, unilateral=exercise.unilateral) * UNIT - near.seconds))
    item = Item(
        exercise.slug,
        block,
        position,
        doses[0],
        stage,
        seconds=0,
        reasons=near.reasons if near else (),
        verdict=Action.MODIFY if found.at(position) else Action.ALLOW,
        how=how,
        pinned=True,
        chosen=True,
    )
    return with_dose(item, exercise, doses[0])


def _not_twice(plan: Plan, slug: str, block: Block, exercise: Exercise) -> None:
    if any((item.block, item.exercise) == (block, slug) for item in plan.items):
        raise Refused(_("%(name)s is already in this routine.") % {"name": exercise.name})


def _wishing(profile: Profile, *, into: str = "", out: str = "") -> Profile:
    pinned = (profile.pinned - {out}) | ({into} if into else set())
    return replace(profile, pinned=pinned, disliked=(profile.disliked - {into}) | ({out} if out else set()))


def put(plan: Plan, at: int, *items: Item) -> Plan:
    return _with(plan, [*plan.items[:at], *items, *plan.items[at + 1 :]])


def _with(plan: Plan, items: Iterable[Item]) -> Plan:
    items = tuple(items)
    taken = {block: sum(item.seconds for item in items if item.block is block) for block in SESSION}
    here = {item.exercise for item in items}
    return replace(
        plan,
        items=items,
        left_out=tuple(left for left in plan.left_out if left.exercise not in here),
        value=0,
        bound=0,
        block_seconds={block: time for block, time in taken.items() if time},
    )


def _name(slug: str, catalogue: Catalogue) -> dict[str, str]:
    exercise = catalogue.exercises.get(slug)
    return {"name": exercise.name if exercise else slug}
