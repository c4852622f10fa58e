"""The library in the database: what an administrator can browse and edit, and what saved routines refer to."""

from exercises.models.entry import Entry
from exercises.models.exercise import Exercise, Facet, Serves
from exercises.models.knowledge import Habit, Movement, RedFlag, RiskFactor, Source
from exercises.models.precaution import Override, Precaution, Rule
from exercises.models.state import LibraryState, latest

__all__ = [
    "Entry",
    "Exercise",
    "Facet",
    "Habit",
    "LibraryState",
    "Movement",
    "Override",
    "Precaution",
    "RedFlag",
    "RiskFactor",
    "Rule",
    "Serves",
    "Source",
    "latest",
]
