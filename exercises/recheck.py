"""A second pair of eyes on every exercise that is about to be shown.

Written again from the written rules, apart from `safety`: it shares no code with it, remembers nothing, and asks
one question at a time. Where the two disagree a test fails; at run time the stricter one wins, because a routine
that holds anything forbidden here is not shown.
"""

from exercises.catalogue import Action, Catalogue, Exercise, Rule


def forbidden(exercise_slug: str, position: str, precautions: list[str], catalogue: Catalogue) -> str | None:
    """Why this exercise may not be shown in this position, or None. What is not known is forbidden."""
    exercise = catalogue.exercises.get(exercise_slug)
    if exercise is None:
        return f"{exercise_slug} is not in the library."
    if position not in exercise.positions:
        return f"{exercise.name} is not done {position}."
    for slug in precautions:
        if slug not in catalogue.precautions:
            return f"{slug} is not a precaution we know."
        reason = _forbidden_by(slug, exercise, position, catalogue)
        if reason:
            return reason
    return None


def _forbidden_by(slug: str, exercise: Exercise, position: str, catalogue: Catalogue) -> str | None:
    exception = catalogue.overrides.get((slug, exercise.slug))
    if exception is not None:
        return exception.why if exception.action == Action.AVOID else None
    for rule in catalogue.precautions[slug].rules:
        if rule.action == Action.AVOID and _applies(rule, exercise, position, catalogue):
            return rule.why
    return None


def _applies(rule: Rule, exercise: Exercise, position: str, catalogue: Catalogue) -> bool:
    if exercise.level < rule.min_level:
        return False
    if any(_has(exercise, position, word, catalogue) for word in rule.none):
        return False
    if not all(_has(exercise, position, word, catalogue) for word in rule.all):
        return False
    return not rule.any or any(_has(exercise, position, word, catalogue) for word in rule.any)


def _has(exercise: Exercise, position: str, word: str, catalogue: Catalogue) -> bool:
    """Whether a word of a rule is true of the exercise in this position."""
    if word.startswith("pos:"):
        return word == "pos:" + position
    if word.startswith("block:"):
        return word in ["block:" + block.value for block in exercise.blocks]
    if word in ("supine", "prone", "side-lying"):
        return word == position
    on_the_floor = position in ("supine", "prone", "side-lying", "hands-and-knees", "kneeling")
    if word == "floor" and on_the_floor and "bed" not in exercise.equipment:
        return True
    own = [tag for tag in exercise.tags if tag not in ("supine", "prone", "side-lying", "floor")]
    return any(_means(tag, word, catalogue) for tag in own)


def _means(tag: str, word: str, catalogue: Catalogue) -> bool:
    """Whether a tag is this word, or implies it by any number of steps (implications hold no circle)."""
    if tag == word:
        return True
    movement = catalogue.movements.get(tag)
    return movement is not None and any(_means(implied, word, catalogue) for implied in movement.implies)
