"""Does an exercise fit what a person told us, and if not, what stands in the way first."""

from dataclasses import dataclass
from typing import Literal

from exercises.catalogue import Action, Catalogue, Exercise, Limits
from exercises.safety import verdict
from exercises.vocabulary import EQUIPMENT, POSITIONS

Obstacle = Literal["", "precaution", "position", "equipment", "level"]


@dataclass(frozen=True, slots=True)
class Fit:
    """obstacle: what stands in the way, empty when it fits. what: its name, such as the precaution's.

    is_changed: it fits, and a precaution says how to change it.
    """

    obstacle: Obstacle = ""
    what: str = ""
    is_changed: bool = False

    @property
    def is_in(self) -> bool:
        return not self.obstacle


def fit(exercise: Exercise, limits: Limits, catalogue: Catalogue) -> Fit:
    if lost := limits.precautions - catalogue.precautions.keys():
        return Fit("precaution", min(lost).replace("-", " ").capitalize())
    found = verdict(exercise, limits.precautions, catalogue)
    if found.action is Action.AVOID:
        first = next(finding for finding in found.findings if finding.action is Action.AVOID)
        return Fit("precaution", catalogue.precautions[first.precaution].name)
    if not set(found.positions) - limits.without_positions:
        return Fit("position", POSITIONS[exercise.positions[0]])
    missing = [thing for thing in exercise.equipment if thing not in limits.equipment]
    if missing:
        return Fit("equipment", EQUIPMENT[missing[0]])
    if exercise.level > limits.level:
        return Fit("level")
    return Fit(is_changed=found.action is Action.MODIFY)
