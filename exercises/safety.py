"""May this person do this exercise: allow, modify or avoid, position by position, with the rule that says so.

An exercise that can be done in two positions is two variants, and each is judged by itself: what is left in late
pregnancy of an exercise done lying or seated is the seated one. A precaution is a list of rules over movement tags;
it avoids a variant when any of its rules that hit says avoid, and changes it when one says modify. An override
replaces all rules of its precaution for its exercise. Several precautions add up: the strictest word holds.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from exercises.catalogue import Action, Catalogue, Exercise, Movement, Override, Precaution, Rule

LYING = frozenset({"supine", "prone", "side-lying"})
ON_THE_FLOOR = LYING | {"hands-and-knees", "kneeling"}
SEVERITY = {action: action.severity for action in Action}


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says about an exercise. `how` is empty when it says avoid; `positions` are those it decides."""

    precaution: str
    action: Action
    why: str
    how: str
    sources: tuple[str, ...]
    positions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`positions` are those not avoided, the least changed first; `action` is that of the first, avoid if none is left.

    Findings come strictest first, then by precaution. A milder finding about an avoided position is left out.
    """

    action: Action
    positions: tuple[str, ...]
    findings: tuple[Finding, ...] = ()

    def at(self, position: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if position in finding.positions)

    def how(self, position: str) -> tuple[str, ...]:
        """What to change when it is done in this position, in words: each once, and so is how several begin."""
        found = dict.fromkeys(finding.how for finding in self.at(position) if finding.how)
        return tuple(_without_repeats(found))


def _without_repeats(sentences: Iterable[str]) -> Iterator[str]:
    """“Small range; stop if it spreads.” says the first half for all that begin so."""
    begun: set[str] = set()
    for sentence in sentences:
        beginning, _, rest = sentence.partition("; ")
        yield rest[:1].upper() + rest[1:] if rest and beginning in begun else sentence
        begun.add(beginning)


def verdict(exercise: Exercise, precautions: Iterable[str], catalogue: Catalogue) -> Verdict:
    """Raises KeyError for a precaution that the library does not know: safety is never guessed."""
    return judge(catalogue).verdict(exercise, precautions)


def concerns(exercise: Exercise, catalogue: Catalogue) -> dict[str, Verdict]:
    """Precaution to verdict, for every precaution that has something to say about this exercise."""
    verdicts = {slug: verdict(exercise, [slug], catalogue) for slug in sorted(catalogue.precautions)}
    return {slug: found for slug, found in verdicts.items() if found.findings}


def judge(catalogue: Catalogue) -> "Judge":
    """One judge serves a library for as long as that library is the current one."""
    global _current
    if _current is None or _current.catalogue is not catalogue:
        _current = Judge(catalogue)
    return _current


class Judge:
    """Remembers what each precaution says about each exercise, so that a person's verdict is a few look-ups."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._opinions: dict[tuple[str, str], _Opinion] = {}

    def verdict(self, exercise: Exercise, precautions: Iterable[str]) -> Verdict:
        opinions = [self._opinion(exercise, slug) for slug in _in_order(frozenset(precautions))]
        spoken = [opinion for opinion in opinions if opinion.findings]
        if len(spoken) > 1:
            return _combine(exercise, spoken)
        decisive = spoken or opinions  # all are silent alike
        return decisive[0].alone if decisive else Verdict(Action.ALLOW, exercise.positions)

    def _opinion(self, exercise: Exercise, precaution: str) -> "_Opinion":
        """An exercise under edit shares its slug with the library's, so what is remembered must be of this very one."""
        known = self._opinions.get((exercise.slug, precaution))
        if known is None or known.exercise is not exercise:
            known = self._opinions[exercise.slug, precaution] = _opinion(exercise, precaution, self.catalogue)
        return known


@lru_cache(maxsize=256)
def _in_order(precautions: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(precautions))


_current: Judge | None = None


@dataclass(frozen=True)
class _Opinion:
    """What one precaution says about one exercise; severity is 0-2 by position, in the exercise's order."""

    exercise: Exercise
    severity: tuple[int, ...]
    findings: tuple[Finding, ...]

    @cached_property
    def alone(self) -> Verdict:
        return _combine(self.exercise, [self])


def _opinion(exercise: Exercise, slug: str, catalogue: Catalogue) -> _Opinion:
    precaution = catalogue.precautions[slug]
    override = catalogue.overrides.get((slug, exercise.slug))
    if override:
        found = list(_overridden(exercise, precaution, override))
    else:
        found = list(_ruled(exercise, precaution, catalogue.movements))
    severity = tuple(
        max((SEVERITY[finding.action] for finding in found if position in finding.positions), default=0)
        for position in exercise.positions
    )
    return _Opinion(exercise, severity, tuple(found))


def _overridden(exercise: Exercise, precaution: Precaution, override: Override) -> Iterator[Finding]:
    if override.action is not Action.ALLOW:
        sources = override.sources or precaution.sources
        yield Finding(
            precaution.slug, override.action, override.why, override.how, sources, exercise.positions
        )


def _ruled(
    exercise: Exercise, precaution: Precaution, movements: Mapping[str, Movement]
) -> Iterator[Finding]:
    tags = {position: effective_tags(exercise, position, movements) for position in exercise.positions}
    for rule in precaution.rules:
        hit = tuple(
            position for position in exercise.positions if _hits(rule, tags[position], exercise.level)
        )
        if hit and rule.action is not Action.ALLOW:
            sources = rule.sources or precaution.sources
            yield Finding(precaution.slug, rule.action, rule.why, rule.how, sources, hit)


def _hits(rule: Rule, tags: frozenset[str], level: int) -> bool:
    return (
        level >= rule.min_level
        and rule.all <= tags
        and (not rule.any or not rule.any.isdisjoint(tags))
        and rule.none.isdisjoint(tags)
    )


def effective_tags(exercise: Exercise, position: str, movements: Mapping[str, Movement]) -> frozenset[str]:
    """What the exercise asks of the body in this position, and the markers `pos:` and `block:`.

    The position alone decides whether it is done lying and on the floor; on a bed it is never on the floor.
    """
    tags = _closed(exercise.tags - LYING - {"floor"}, movements)
    markers = {f"pos:{position}", *(f"block:{block}" for block in exercise.blocks)}
    lying = {position} & LYING
    floor = {"floor"} if position in ON_THE_FLOOR and "bed" not in exercise.equipment else set()
    return tags | markers | lying | floor


def _closed(tags: Iterable[str], movements: Mapping[str, Movement]) -> frozenset[str]:
    """The tags and all that they imply, directly or not."""
    found: set[str] = set()
    waiting = list(tags)
    while waiting:
        tag = waiting.pop()
        if tag not in found:
            found.add(tag)
            waiting += movements[tag].implies if tag in movements else ()
    return frozenset(found)


def _combine(exercise: Exercise, opinions: list[_Opinion]) -> Verdict:
    worst = [max(severities) for severities in zip(*(o.severity for o in opinions), strict=True)]
    severity = dict(zip(exercise.positions, worst, strict=True))
    left = [position for position in exercise.positions if severity[position] < SEVERITY[Action.AVOID]]
    left.sort(key=severity.__getitem__)
    findings = [kept for opinion in opinions for kept in _deciding(opinion.findings, severity)]
    findings.sort(key=lambda finding: -SEVERITY[finding.action])
    return Verdict(list(Action)[min(worst)], tuple(left), tuple(findings))


def _deciding(findings: Iterable[Finding], severity: Mapping[str, int]) -> Iterator[Finding]:
    """The findings without the positions on which a stricter one has the last word."""
    for finding in findings:
        positions = tuple(p for p in finding.positions if severity[p] == SEVERITY[finding.action])
        if positions:
            yield finding if positions == finding.positions else replace(finding, positions=positions)
