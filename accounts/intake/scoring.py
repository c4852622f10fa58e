"""What a person's answers mean: answers and library in, profile out. There is no total score, on purpose.

The thresholds of the outlook groups are borrowed from STarT Back and not validated for our questions.
"""

from collections.abc import Iterable
from dataclasses import replace

from accounts.intake.profile import FactorScore, Profile
from accounts.intake.questions import Answers, Question, chosen, questionnaire
from exercises.catalogue import Catalogue, Clearance, Urgency

FLARE = frozenset({"acute-flare", "recent-back-injury"})
HEALING = frozenset(
    (
        *("recent-spinal-surgery", "recent-abdominal-surgery", "recent-other-surgery"),
        *("hip-replacement", "postpartum"),
    )
)
STAGES = {"new": 1, "some": 2, "regular": 3}
BMI_BANDS = (25, 30, 35)
OUTLOOK_POSITIVE = 2  # an item counts from this score up
MEDIUM_TOTAL = 4
HIGH_MIND = 4


def profile(answers: Answers, catalogue: Catalogue) -> Profile:
    """Answers on pages that the other answers closed again are left aside."""
    given = counted(answers)
    precautions = frozenset(precautions_of(given))
    flags = tuple(red_flags_of(given))
    outlook = outlook_of(given)
    level = level_of(given, precautions, outlook)
    equipment = given.get("equipment")
    told = Profile(
        factors=factors_of(given, precautions),
        precautions=precautions,
        unconfirmed=needing_clearance(precautions, catalogue)
        - (chosen(given.get("clearance")) & catalogue.precautions.keys()),
        red_flags=flags,
        urgency=urgency_of(flags, catalogue),
        regions=chosen(given.get("areas")),
        pain=pain_now(given),
        outlook=outlook,
        age_band=str(given.get("age_band") or ""),
        minutes=int(str(given.get("minutes") or 15)),
        days=int(str(given.get("days") or 3)),
        stage=level,
        level=level,
        equipment=chosen(equipment) if equipment is not None else frozenset(_question("equipment").preset),
        without_positions=chosen(given.get("positions_no")),
        goal=str(given.get("goal") or ""),
    )
    return replace(told, level=min(level, told.ceiling))


def counted(answers: Answers) -> dict[str, object]:
    valid = questionnaire().valid(answers)
    pages = questionnaire().shown(valid, needs_clearance=True)
    asked = [question.slug for page in pages for question in page.questions]
    return {slug: valid[slug] for slug in asked if slug in valid}


def red_flags_of(given: Answers) -> Iterable[str]:
    """In the order they are asked, each once."""
    return dict.fromkeys(
        option.slug
        for question in _giving("red-flags")
        for option in question.options
        if option.slug in chosen(given.get(question.slug))
    )


def urgency_of(flags: Iterable[str], catalogue: Catalogue) -> Urgency | None:
    """The worst; a sign the library has lost is urgent, for nobody can say any more that it is not."""
    known = catalogue.red_flags
    found = {known[flag].urgency if flag in known else Urgency.URGENT for flag in flags}
    return next((urgency for urgency in Urgency if urgency in found), None)


def precautions_of(given: Answers) -> Iterable[str]:
    for question in _giving("precautions"):
        yield from chosen(given.get(question.slug)) & {option.slug for option in question.options}
    for question in questionnaire().questions:
        value = given.get(question.slug)
        yield from (o.sets for o in question.options if o.sets and o.slug in chosen(value))
        if question.sets and isinstance(value, int) and value >= question.at_least:
            yield question.sets


def needing_clearance(precautions: Iterable[str], catalogue: Catalogue) -> frozenset[str]:
    """A precaution the library has lost is among them, and no yes is enough: its rules are lost with it."""
    known = catalogue.precautions
    return frozenset(p for p in precautions if p not in known or known[p].clearance is Clearance.REQUIRE)


def pain_now(given: Answers) -> int | None:
    value = given.get("pain_now")
    if isinstance(value, int):
        return value
    return 0 if given.get("areas") == [] else None


def level_of(given: Answers, precautions: frozenset[str], outlook: str | None) -> int:
    """Where doses and difficulty start: 1 in a flare, while something heals, with a high outlook, and unasked."""
    if precautions & (FLARE | HEALING) or outlook == "high":
        return 1
    return STAGES.get(str(given.get("experience")), 1)


def outlook_of(given: Answers) -> str | None:
    """high: 4 of the thoughts count; medium: 4 of all. None while open answers could still change a low."""
    asked = [question for question in questionnaire().questions if question.outlook]
    scores = {question: score_of(question, given.get(question.slug)) for question in asked}
    positive = [q for q, score in scores.items() if score is not None and score >= OUTLOOK_POSITIVE]
    if sum(question.outlook == "mind" for question in positive) >= HIGH_MIND:
        return "high"
    if len(positive) >= MEDIUM_TOTAL:
        return "medium"
    unanswered = sum(score is None for score in scores.values())
    return "low" if len(positive) + unanswered < MEDIUM_TOTAL else None


# Risk factors ------------------------------------------------------------------------------------------


def factors_of(given: Answers, precautions: frozenset[str]) -> tuple[FactorScore, ...]:
    asked = dict.fromkeys(question.factor for question in questionnaire().questions if question.factor)
    scores = {slug: _from_questions(slug, given) for slug in asked}
    scores["excess-weight"] = _weight(given)
    scores["falls"] = _falls(given, precautions)
    scores["bone-health"] = _bones(scores["bone-health"], precautions)
    return tuple(scores[slug] for slug in sorted(scores))


def score_of(question: Question, value: object) -> int | None:
    if question.bands:
        return sum(value >= band for band in question.bands) if isinstance(value, int) else None
    option = question.option(value)
    return option.score if option else None


def _from_questions(factor: str, given: Answers) -> FactorScore:
    """The highest score among a factor's questions; an answer with a negative score lowers it, never below 0."""
    questions = [question for question in questionnaire().questions if question.factor == factor]
    scored = [(q, s) for q in questions if (s := score_of(q, given.get(q.slug))) is not None]
    raising = [(q, s) for q, s in scored if not _only_lowers(q)]
    rule = ". ".join(_rule(question) for question in questions)
    if not raising:
        return FactorScore(factor, None, rule=rule)
    question, highest = max(raising, key=lambda pair: pair[1])
    lowering = [(q, s) for q, s in scored if _only_lowers(q)]
    because = "; ".join(_says(q, given.get(q.slug)) for q in [question, *(q for q, _ in lowering)])
    return FactorScore(factor, max(0, highest + sum(s for _, s in lowering)), because, rule)


def _only_lowers(question: Question) -> bool:
    return bool(question.options) and all((option.score or 0) <= 0 for option in question.options)


def _says(question: Question, value: object) -> str:
    option = question.option(value)
    return (option.says or option.label) if option else question.says.format(value)


def _rule(question: Question) -> str:
    if question.bands:
        steps = ", ".join(f"{band} or more: {score}" for score, band in enumerate(question.bands, 1))
        return f"{question.short}: {steps}"
    steps = ", ".join(f"{option.label}: {option.score}" for option in question.options)
    return f"{question.short}: {steps}"


def _weight(given: Answers) -> FactorScore:
    """Body mass index, WHO bands. The words repeat the person's figures and judge nothing."""
    rule = "Weight in kg divided by height in m twice. 25 or more: 1, 30 or more: 2, 35 or more: 3"
    height, weight = given.get("height_cm"), given.get("weight_kg")
    if not isinstance(height, int | float) or not isinstance(weight, int | float):
        return FactorScore("excess-weight", None, rule=rule)
    index = weight / (height / 100) ** 2
    because = f"{weight:g} kg at {height:g} cm"
    return FactorScore("excess-weight", sum(index >= band for band in BMI_BANDS), because, rule)


def _falls(given: Answers, precautions: frozenset[str]) -> FactorScore:
    rule = "A fall in the last 12 months or feeling unsteady: 3, otherwise 0"
    if "falls-risk" in precautions:
        return FactorScore("falls", 3, "A fall, or feeling unsteady", rule)
    if given.get("health") is None:
        return FactorScore("falls", None, rule=rule)
    return FactorScore("falls", 0, "Steady, no fall in the last year", rule)


def _bones(diet: FactorScore, precautions: frozenset[str]) -> FactorScore:
    rule = f"{diet.rule}. Thin bones: 3"
    if "osteoporosis" in precautions:
        return FactorScore("bone-health", 3, "You have thin bones", rule)
    return FactorScore("bone-health", diet.score, diet.because, rule)


def _giving(kind: str) -> list[Question]:
    return [question for question in questionnaire().questions if question.gives == kind]


def _question(slug: str) -> Question:
    return next(question for question in questionnaire().questions if question.slug == slug)
