"""What the page of one exercise says: doses, what it is good for, whom it does not suit, and where that comes from."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from exercises.catalogue import Action, Catalogue, Dose, Exercise, Limits, RiskFactor, Source
from exercises.doses import in_words, length
from exercises.drawn import drawing, in_position
from exercises.fitting import Fit, fit
from exercises.safety import Finding, Verdict, concerns
from exercises.vocabulary import EQUIPMENT, POSITIONS, TARGETS


@dataclass(frozen=True, slots=True)
class Stage:
    name: str
    dose: str
    rest: str
    days: int


@dataclass(frozen=True, slots=True)
class Advice:
    """What one precaution says. only: the positions left, in words, when some are taken away."""

    precaution: str
    name: str
    findings: tuple[Finding, ...]
    only: str
    is_yours: bool


@dataclass(frozen=True, slots=True)
class Description:
    exercise: Exercise
    positions: tuple[str, ...]
    needs: tuple[str, ...]
    helpful: tuple[str, ...]
    stages: tuple[Stage, ...]
    serves: tuple[RiskFactor, ...]
    trains: tuple[str, ...]
    avoid: tuple[Advice, ...]
    change: tuple[Advice, ...]
    yours: tuple[Advice, ...]
    easier: tuple[Exercise, ...]
    harder: tuple[Exercise, ...]
    sources: tuple[Source, ...]
    fit: Fit | None
    is_retired: bool

    @property
    def can_be_added(self) -> bool:
        """To a routine of the person's."""
        return not self.is_retired and (self.fit is None or self.fit.obstacle != "precaution")

    @property
    def is_looked_up(self) -> bool:
        """Whether a source that can be read stands behind it."""
        return any(source.status != "general" for source in self.sources)


def describe(
    exercise: Exercise, catalogue: Catalogue, limits: Limits | None, *, is_retired: bool = False
) -> Description:
    advice = tuple(_advice(exercise, catalogue, limits))
    verdicts = concerns(exercise, catalogue)
    avoid = tuple(a for a in advice if verdicts[a.precaution].action is Action.AVOID)
    change = tuple(a for a in advice if verdicts[a.precaution].action is not Action.AVOID)
    return Description(
        exercise=exercise,
        positions=tuple(POSITIONS[position] for position in exercise.positions),
        needs=tuple(EQUIPMENT[thing] for thing in exercise.equipment),
        helpful=tuple(EQUIPMENT.get(thing, thing) for thing in exercise.helpful),
        stages=_stages(exercise),
        serves=_serves(exercise, catalogue),
        trains=tuple(
            TARGETS[t]
            for t in sorted(exercise.targets, key=lambda t: (-exercise.targets[t], t))
            if t in TARGETS
        ),
        avoid=avoid,
        change=change,
        yours=tuple(a for a in (*avoid, *change) if a.is_yours),
        easier=_known(exercise.easier, catalogue),
        harder=_known(exercise.harder, catalogue),
        sources=tuple(catalogue.sources[slug] for slug in exercise.sources if slug in catalogue.sources),
        fit=fit(exercise, limits, catalogue) if limits else None,
        is_retired=is_retired,
    )


def _advice(exercise: Exercise, catalogue: Catalogue, limits: Limits | None) -> Iterable[Advice]:
    mine = limits.precautions if limits else frozenset()
    for slug, verdict in concerns(exercise, catalogue).items():
        yield Advice(
            slug, catalogue.precautions[slug].name, _said(verdict), _only(exercise, verdict), slug in mine
        )


def _said(verdict: Verdict) -> tuple[Finding, ...]:
    """Where all is taken away, how to change it helps nobody."""
    if verdict.action is not Action.AVOID:
        return verdict.findings
    return tuple(finding for finding in verdict.findings if finding.action is Action.AVOID)


def position(slug: str, chosen: str) -> str:
    """In words, and where the drawing shows another one, that too."""
    drawn, words = drawing(in_position(slug, chosen)), {"position": POSITIONS[chosen]}
    if not drawn or drawn.position in ("", chosen):
        return words["position"]
    words["drawn"] = POSITIONS[drawn.position].lower()
    return _("%(position)s (drawn %(drawn)s)") % words


def _only(exercise: Exercise, verdict: Verdict) -> str:
    if not verdict.positions or len(verdict.positions) == len(exercise.positions):
        return ""
    return _(" or ").join(POSITIONS[position].lower() for position in verdict.positions)


def _stages(exercise: Exercise) -> tuple[Stage, ...]:
    names = {1: _("Start"), 2: _("Build up"), 3: _("Keep going")}
    return tuple(
        Stage(names[stage], in_words(dose, unilateral=exercise.unilateral), _rest(dose), dose.per_week)
        for stage, dose in sorted(exercise.doses.items())
    )


def _rest(dose: Dose) -> str:
    return length(dose.rest) if dose.rest and dose.sets > 1 else ""


def _serves(exercise: Exercise, catalogue: Catalogue) -> tuple[RiskFactor, ...]:
    slugs = sorted(exercise.serves, key=lambda slug: (-exercise.serves[slug], slug))
    return tuple(catalogue.risk_factors[slug] for slug in slugs if slug in catalogue.risk_factors)


def _known(slugs: Iterable[str], catalogue: Catalogue) -> tuple[Exercise, ...]:
    return tuple(catalogue.exercises[slug] for slug in slugs if slug in catalogue.exercises)
