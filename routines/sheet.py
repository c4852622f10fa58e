"""What a page shows of a plan: parts with their minutes, rows in words, and nothing a precaution forbids today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import ceil

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.intake.profile import Profile
from accounts.intake.scoring import FLARE, HEALING
from exercises import describing
from exercises.catalogue import Action, Block, Catalogue, Exercise
from exercises.doses import in_words, length
from exercises.recheck import forbidden
from exercises.safety import verdict
from exercises.vocabulary import POSITIONS
from routines.builder.dosing import UNIT, held, units
from routines.builder.plan import Item, LeftOut, Plan

SESSION = tuple(Block)  # relief comes last, on bad days only
NAMES = {
    Block.WARM_UP: gettext_lazy("Warm-up"),
    Block.AEROBIC: gettext_lazy("Low-impact aerobic"),
    Block.STRENGTHENING: gettext_lazy("Strengthening"),
    Block.STRETCHING: gettext_lazy("Stretching"),
    Block.COOL_DOWN: gettext_lazy("Cool-down"),
    Block.RELIEF: gettext_lazy("Relief"),
}
AEROBIC_GOAL = 150  # moderate minutes a week (WHO 2020)
LONGEST_WALK = 30
OWN = frozenset({"factor", "region", "added"})
NEARLY = 0.85  # of the minutes asked for: a plan this full is called by them


@dataclass(frozen=True, slots=True)
class Row:
    item: Item
    exercise: Exercise
    position: str
    dose: str
    because: str
    also: tuple[str, ...]
    is_first: bool = False
    is_last: bool = False

    @property
    def key(self) -> str:
        return f"{self.item.block}/{self.item.exercise}"


@dataclass(frozen=True, slots=True)
class Part:
    block: Block
    name: str
    minutes: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """An item of the plan that may not be shown; `why` is the rule in words."""

    item: Item
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Left:
    """One exercise or need; `count` of them where the same is said of several."""

    name: str
    why: str
    until: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    minutes: int
    parts: tuple[Part, ...]
    withheld: tuple[Withheld, ...]
    left_out: tuple[Left, ...]
    unmet: tuple[Left, ...]
    week: tuple[str, ...]

    @property
    def length(self) -> str:
        return length(self.minutes * 60)

    @property
    def left_count(self) -> int:
        return sum(left.count for left in self.left_out)

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for part in self.parts for row in part.rows)


def sheet(plan: Plan, profile: Profile, catalogue: Catalogue) -> Sheet:
    items, withheld = admitted(plan.items, profile, catalogue)
    minutes = shown_minutes(plan, items)
    items = telling(items)
    rows = {block: [_row(item, catalogue) for item in items if item.block is block] for block in SESSION}
    shares = whole_minutes({b: sum(row.item.seconds for row in rows[b]) for b in SESSION}, minutes)
    parts = (Part(b, str(NAMES[b]), shares[b], _ends(rows[b])) for b in SESSION if rows[b])
    left = _together([(_name(entry.exercise, catalogue), entry) for entry in plan.left_out])
    unmet = (Left(entry.need, entry.why, "") for entry in plan.under_served)
    aerobic = sum(item.seconds for item in items if item.block is Block.AEROBIC)
    week = week_in_words(aerobic, profile.days, starts_small=_starts_small(profile))
    return Sheet(minutes, tuple(parts), withheld, left, tuple(unmet), week)


def _together(entries: Iterable[tuple[str, LeftOut]]) -> tuple[Left, ...]:
    """What is left out for the same reason, with the reason once; what the person took out stands alone."""
    names: dict[tuple[str, ...], list[str]] = {}
    for name, entry in entries:
        alone = (entry.exercise,) if entry.kind == "disliked" else ()
        names.setdefault((entry.why, entry.until, *alone), []).append(name)
    return tuple(
        Left(" · ".join(found), why, until, len(found)) for (why, until, *_rest), found in names.items()
    )


def admitted(
    items: Iterable[Item], profile: Profile, catalogue: Catalogue
) -> tuple[tuple[Item, ...], tuple[Withheld, ...]]:
    """What may be shown to this person, and what may not: the last gate before a page.

    What is shown is done as the precautions of today ask, whatever they were when the plan was made. A position that
    the person avoids today gives way to another one; what they asked for by name or pinned stays.
    """
    shown, withheld, known = [], [], sorted(profile.precautions)
    for item in items:
        placed = item if item.pinned else _elsewhere(item, profile, catalogue)
        here = placed or item
        why = forbidden(here.exercise, here.position, known, catalogue) or ("" if placed else _avoided(item))
        if why:
            withheld.append(Withheld(item, _name(item.exercise, catalogue), why))
        else:
            shown.append(as_of_today(here, known, catalogue))
    return tuple(shown), tuple(withheld)


def _elsewhere(item: Item, profile: Profile, catalogue: Catalogue) -> Item | None:
    """Where the person will do it; None where they avoid every position in which it may be done."""
    avoided, exercise = profile.limits.without_positions, catalogue.exercises.get(item.exercise)
    if item.position not in avoided or exercise is None:
        return item
    found = verdict(exercise, catalogue.precautions.keys() & profile.precautions, catalogue)
    places = [place for place in found.positions if place not in avoided]
    return replace(item, position=places[0]) if places else None


def _avoided(item: Item) -> str:
    position = POSITIONS.get(item.position, item.position).lower()
    return _("It is done in a position you avoid: %(position)s.") % {"position": position}


def as_of_today(item: Item, precautions: Iterable[str], catalogue: Catalogue) -> Item:
    """As these precautions ask for it, with no hold longer than they allow. Unchanged when the library has lost it."""
    exercise = catalogue.exercises.get(item.exercise)
    if exercise is None:
        return item
    found = verdict(exercise, catalogue.precautions.keys() & precautions, catalogue)
    action, how = Action.MODIFY if found.at(item.position) else Action.ALLOW, found.how(item.position)
    dose = held(item.dose, how)
    if (action, how, dose) == (item.verdict, item.how, item.dose):
        return item
    time = item.seconds if dose == item.dose else units(dose, unilateral=exercise.unilateral) * UNIT
    return replace(item, verdict=action, how=how, dose=dose, seconds=time)


def telling(items: Iterable[Item]) -> tuple[Item, ...]:
    """Each with the reason first that says most: the person's own answer, and not the one just read above."""
    said: set[str] = set()
    told = []
    for item in items:
        reasons = sorted(item.reasons, key=lambda r: (r.kind == "pin", r.text in said, r.kind not in OWN))
        said |= {reason.text for reason in reasons[:1]}
        told.append(replace(item, reasons=tuple(reasons)))
    return tuple(told)


def shown_minutes(plan: Plan, items: Iterable[Item]) -> int:
    """The minutes asked for when the items nearly fill them, otherwise what they really take."""
    seconds = sum(item.seconds for item in items)
    if NEARLY * plan.minutes * 60 <= seconds <= plan.minutes * 60 + 30:
        return plan.minutes
    return max(1, round(seconds / 60))


def whole_minutes(seconds: Mapping[Block, int], total: int) -> dict[Block, int]:
    """Minutes that add up to `total`, each nearest to its share; a part that is there has at least one."""
    whole = sum(seconds.values()) or 1
    exact = {block: share * total / whole for block, share in seconds.items() if share}
    minutes = {block: max(1, int(share)) for block, share in exact.items()}
    while minutes and (gap := total - sum(minutes.values())):
        if gap > 0:
            minutes[max(exact, key=lambda block: exact[block] - minutes[block])] += 1
        elif max(minutes.values()) > 1:
            minutes[max(exact, key=lambda block: (minutes[block] > 1, minutes[block] - exact[block]))] -= 1
        else:
            break
    return minutes


def _starts_small(profile: Profile) -> bool:
    """150 minutes a week are no first week for who is in a flare, heals, hardly walks or hardly moves."""
    held_back = any(profile.scores.get(factor, 0) >= 2 for factor in ("inactivity", "walking-limit"))
    return held_back or bool(profile.precautions & (FLARE | HEALING))


def week_in_words(aerobic_seconds: int, days: int, *, starts_small: bool = False) -> tuple[str, ...]:
    """What the routine gives toward the week's aerobic minutes, what is left to walk, and rest for the muscles."""
    done = min(AEROBIC_GOAL, aerobic_seconds * days // 60)
    walks = ceil((AEROBIC_GOAL - done) / LONGEST_WALK)
    words = {"done": done, "goal": AEROBIC_GOAL, "walks": walks}
    lines = (
        [_("%(done)d of the %(goal)d aerobic minutes a week are in this routine.") % words] if done else []
    )
    if walks:
        words["minutes"] = ceil((AEROBIC_GOAL - done) / walks)
        rest = ngettext(
            "For the rest, walk %(minutes)d minutes once. What you walk already counts.",
            "For the rest, walk %(walks)d × %(minutes)d minutes. What you walk already counts.",
            walks,
        )
        whole = _("Beside it, walk %(walks)d × %(minutes)d minutes a week. What you walk already counts.")
        small = _(
            "Beside it, walk a little each day, as far as it stays easy, and a few minutes more each week."
        )
        lines.append(small if starts_small else (rest if done else whole) % words)
    if days > 3:
        lines.append(_("Do the strengthening part every other day; leave it out on the days between."))
    else:
        lines.append(_("Leave a day between two sessions, so that your muscles recover."))
    return tuple(lines)


def _row(item: Item, catalogue: Catalogue) -> Row:
    exercise = catalogue.exercises[item.exercise]
    position = describing.position(exercise.slug, item.position) if len(exercise.positions) > 1 else ""
    because, *also = [reason.text for reason in item.reasons] or [""]
    dose = in_words(item.dose, unilateral=exercise.unilateral)
    return Row(item, exercise, position, dose, because, tuple(also))


def _ends(rows: list[Row]) -> tuple[Row, ...]:
    last = len(rows) - 1
    return tuple(replace(row, is_first=at == 0, is_last=at == last) for at, row in enumerate(rows))


def _name(slug: str, catalogue: Catalogue) -> str:
    exercise = catalogue.exercises.get(slug)
    return exercise.name if exercise else slug.replace("-", " ").capitalize()
