"""One file per thing a person has; everything is imported from here."""

from routines.models.goal import Activity, Rating, WeeklyCheck
from routines.models.habit import HabitChoice, HabitTick
from routines.models.proposal import Proposal
from routines.models.routine import KEPT_AFTER_DELETION, Conflict, Full, Revision, Routine
from routines.models.session import Session
from routines.models.shapes import a_plan, a_profile

__all__ = [
    "KEPT_AFTER_DELETION",
    "Activity",
    "Conflict",
    "Full",
    "HabitChoice",
    "HabitTick",
    "Proposal",
    "Rating",
    "Revision",
    "Routine",
    "Session",
    "WeeklyCheck",
    "a_plan",
    "a_profile",
]
