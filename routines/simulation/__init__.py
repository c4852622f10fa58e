"""A country of made-up people for PostgreSQL, to measure what many people cost. The same size gives the same rows."""

from routines.simulation.country import MOST_SESSIONS, Country
from routines.simulation.filling import fill
from routines.simulation.kinds import MINUTES

__all__ = ["MINUTES", "MOST_SESSIONS", "Country", "fill"]
