"""From past sessions to the next change: `propose`. Pure."""

from routines.progression.flare import State, state
from routines.progression.past import Did, Past, Proposal, signature
from routines.progression.rules import propose

__all__ = ["Did", "Past", "Proposal", "State", "propose", "signature", "state"]
