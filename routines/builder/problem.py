"""The routine as a problem in whole numbers: candidates (exercise, dose, posture, block) and what they are worth.

A candidate is an index into the columns of `Instance`. What could bring most comes first, equals in the order of
exercise, block, posture and dose, so neither the library's order nor a hash seed changes anything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, lru_cache
from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from accounts.intake.profile import Profile
from exercises.catalogue import Catalogue, Exercise
from routines.builder import postures
from routines.builder.dosing import Option
from routines.builder.filtering import Judged, judged, level_cap
from routines.builder.lanes import Lanes
from routines.builder.needs import Need, needs
from routines.builder.offers import RECENT, SEATED, Offer, family_name, fitting, offers, part, shortlisted
from routines.builder.shape import STRENGTHENING, Shape, stage

if TYPE_CHECKING:
    from routines.builder.selection import Selection

MODIFIED = 4000
LYING = 8000  # for those who cannot easily get down and up, where a chair or a wall would do
POSTURE = 3000  # points a unit of changing postures costs, beside its time


Pairs = tuple[tuple[int, int], ...]  # need and coverage


class Candidate(NamedTuple):
    exercise: Exercise
    block: int
    position: str
    option: Option
    modified: bool


@dataclass
class Instance:
    """Columns by candidate; `need` rows by need. groups: how many of each group a session must hold at least.

    pairs: (need, coverage) of a candidate. families: a bit each; groups: the bits of the groups a candidate is in.
    rest: what was not shortlisted; the dual prices it.
    """

    shape: Shape
    needs: tuple[Need, ...]
    judged: Mapping[str, Judged]
    phi: tuple[int, ...]
    weights: list[int]
    candidates: list[Candidate] = field(default_factory=list)
    block: list[int] = field(default_factory=list)
    posture: list[int] = field(default_factory=list)
    bit: list[int] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    root: list[float] = field(default_factory=list)  # of the units
    merit: list[int] = field(default_factory=list)
    potential: list[int] = field(default_factory=list)  # no session gains more by it: phi is concave
    pairs: list[Pairs] = field(default_factory=list)
    family: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    minimum: list[int] = field(default_factory=list)
    rest: Sequence[Offer] = ()

    @cached_property
    def index(self) -> dict[str, int]:
        """The number of each need."""
        return {need.key: i for i, need in enumerate(self.needs)}

    @cached_property
    def lanes(self) -> Lanes:
        """Of the candidates there are when this is first asked for."""
        return Lanes(self)

    @cached_property
    def sessions(self) -> dict[int, "Selection"]:
        """Each that was looked at, by its mask."""
        return {}

    def only(self, chosen: Sequence[int]) -> "Instance":
        """The problem with these candidates alone."""
        kept: dict[str, Any] = {name: [getattr(self, name)[k] for k in chosen] for name in COLUMNS}
        return replace(self, **kept)

    def reshaped(self, shape: Shape) -> "Instance":
        """The same candidates in another shape of as many minutes."""
        other = replace(self, shape=shape)
        other.lanes = self.lanes
        return other


COLUMNS = [f.name for f in fields(Instance) if f.default_factory is list and f.name != "minimum"]
MOST_COVERAGE = 6000


@lru_cache(maxsize=64)
def phi(u: int) -> tuple[int, ...]:
    """Value of coverage c: min of four lines, steep at first, so that each need gets a little before one gets much."""
    half = 7 * u // 2
    return tuple(min(12 * c, 5 * c + half, 2 * c + 8 * u, c + 11 * u) for c in range(MOST_COVERAGE))


def instance(
    profile: Profile,
    catalogue: Catalogue,
    shape: Shape,
    points_off: Mapping[str, int] | None = None,
    *,
    every: bool = False,
) -> Instance:
    """points_off: by exercise, for weeks that should not repeat themselves. every: no shortlist, however many."""
    wanted = needs(profile, catalogue)
    found = Instance(
        shape=shape,
        needs=wanted,
        judged=judged(profile, catalogue),
        phi=phi(shape.saturation),
        weights=[need.weight for need in wanted],
    )
    known = _balanced(found, list(offers(found.judged, profile, shape, points_off or {})), profile)
    weights = {need.key: need.weight for need in wanted}
    chosen, rest = (known, ()) if every else shortlisted(known, weights, found.phi)
    return joined(found, chosen, rest)


def joined(inst: Instance, more: Iterable[Offer], rest: Sequence[Offer]) -> Instance:
    """The problem with more candidates, and what is still not among them."""
    found = replace(inst.only(range(len(inst.candidates))), rest=rest)
    for offer in more:
        _add(found, offer, fitting(offer, inst.shape))
    return found.only(sorted(range(len(found.candidates)), key=found.potential.__getitem__, reverse=True))


def _add(into: Instance, offer: Offer, options: Sequence[Option]) -> None:
    """These doses in its places."""
    block, number = offer.part.block, into.index.get
    full = [(i, a) for key, a in offer.part.covered if (i := number(key)) is not None]
    doses = [(option, _covers(into, full, option)) for option in options]
    for posture, position in offer.places:
        changed = bool(offer.found.verdict.at(position))
        worth = offer.merit - _less(offer.found.profile, posture, changed=changed)
        for option, (pairs, served) in doses:
            into.candidates.append(Candidate(offer.found.exercise, block, position, option, changed))
            into.block.append(block)
            into.posture.append(posture)
            into.bit.append(postures.bit(block, posture))
            into.units.append(option.units)
            into.root.append(sqrt(option.units))
            into.merit.append(worth)
            into.pairs.append(pairs)
            into.potential.append(worth + served)
            into.family.append(offer.family)
            into.groups.append(offer.groups)


def _covers(into: Instance, full: Iterable[tuple[int, int]], option: Option) -> tuple[Pairs, int]:
    """What a dose covers, and what that is worth to a session without anything."""
    pairs = tuple([(i, a * option.factor // 1000) for i, a in full])
    return pairs, sum([into.weights[i] * into.phi[a] for i, a in pairs])


def _less(profile: Profile, posture: int, *, changed: bool) -> int:
    """Points that a position costs."""
    hard = posture > SEATED and "floor-difficulty" in profile.precautions
    return MODIFIED * changed + LYING * hard


def hold(inst: Instance, profile: Profile, slug: str, block: int, position: str, option: Option) -> int:
    """Adds what the person chose themselves, fitting or not, as a candidate of its own."""
    found = inst.judged[slug]
    exercise = found.exercise
    name = family_name(exercise, profile)
    kin = [inst.family[k] for k, c in enumerate(inst.candidates) if family_name(c.exercise, profile) == name]
    family = kin[0] if kin else 1 << len(inst.candidates)
    place = postures.OF_POSITION[position], position
    own = part(exercise, block, level_cap(profile), stage(profile, inst.shape))
    worth = own.merit - RECENT.get(profile.recent.get(slug, 0), 0)
    _add(inst, Offer(found, own, worth, family, 0, [option], [place]), [option])
    return len(inst.candidates) - 1


def _balanced(into: Instance, known: list[Offer], profile: Profile) -> list[Offer]:
    """With the groups a session must hold members of: as many as asked for, or as there are, if that is fewer."""
    most = into.shape.most[STRENGTHENING]
    asked = [min(1, most), min(1, most), 2 * (most > 2), *[1 for _ in profile.pinned]]
    members = [
        (offer.groups, offer.family) for offer in known if offer.groups and offer.doses and offer.places
    ]
    bits = {}
    for g, least in enumerate(asked):
        available = len({family for groups, family in members if groups >> g & 1})
        if least and available:
            bits[1 << g] = 1 << len(into.minimum)
            into.minimum.append(min(least, available))
    return [offer._replace(groups=_only(offer.groups, bits)) if offer.groups else offer for offer in known]


def _only(groups: int, bits: Mapping[int, int]) -> int:
    return sum([new for old, new in bits.items() if groups & old])
