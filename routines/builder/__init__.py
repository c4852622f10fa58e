"""Builds a personal routine: profile and library in, plan out. Pure, in whole numbers, the same answer every time.

The way through it: shape (how the minutes are divided) -> filtering (what this person may do) -> needs (what for)
-> problem (candidates in numbers) -> search and bound (the best session, and the best there could be) -> explain.
"""

from routines.builder.build import BUILDER_VERSION, build
from routines.builder.changes import alternatives, evaluate
from routines.builder.week import build_week

__all__ = ["BUILDER_VERSION", "alternatives", "build", "build_week", "evaluate"]
