"""One session for one person, or the reason why there is none."""

from accounts.intake.profile import Profile
from exercises.catalogue import Catalogue, Urgency
from routines.builder import explain
from routines.builder.plan import Plan
from routines.builder.problem import instance
from routines.builder.reasons import lowered
from routines.builder.shape import shape
from routines.builder.solve import solve

BUILDER_VERSION = "8"  # part of every cache key; raised when the same profile may get another routine


def build(profile: Profile, catalogue: Catalogue, *, quick: bool = False) -> Plan:
    """quick: for a live preview, without the bound and a little below the best value."""
    if reason := stopped(profile, catalogue):
        return Plan(items=(), minutes=profile.minutes, stopped=reason)
    solution = solve(instance(profile, catalogue, shape(profile)), quick=quick)
    return explain.plan(solution.selection, profile, catalogue, solution.bound)


def stopped(profile: Profile, catalogue: Catalogue) -> str:
    """Why no routine may be built; empty when one may."""
    if profile.urgency in {Urgency.EMERGENCY, Urgency.URGENT}:
        return "One of your answers should be looked at by a health professional before you exercise."
    if profile.unconfirmed:
        known = catalogue.precautions
        names = [lowered(known[slug].name) for slug in sorted(profile.unconfirmed) if slug in known]
        return f"Please confirm first that a health professional agreed to exercise with: {', '.join(names)}."
    return ""
